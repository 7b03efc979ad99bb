import { expect } from 'vitest'
import { origin, type Person } from './people.ts'

/** The hub is asked past the line: what it holds is what counts. */
export const readPast = async <Answer>({ context }: Person, path: string): Promise<Answer> =>
  (await (await context.request.get(`${origin}${path}`)).json()) as Answer

/** Something is done beside the pages, over a line that holds. */
export async function askPast<Answer>({ context }: Person, path: string, data: object): Promise<Answer> {
  const headers = { origin, 'idempotency-key': crypto.randomUUID() }
  const answer = await context.request.post(`${origin}${path}`, { data, headers })
  expect([path, answer.status()]).toEqual([path, 201])
  return (await answer.json()) as Answer
}

/** What is in this person's purse, from the ledger. */
export const stands = async (who: Person): Promise<number> =>
  (await readPast<{ spendableYen: number }>(who, '/api/wallets/me')).spendableYen

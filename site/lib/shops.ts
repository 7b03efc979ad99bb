/** The shops that take めぐり, as pages list them. */
import type { InferResponseType } from 'hono/client'
import { apiFor } from './api.ts'
import type { Locale } from './locale.ts'

type Client = ReturnType<typeof apiFor>
type Told = InferResponseType<Client['api']['shops']['$get'], 200>
export type Shop = Told['shops'][number]

/** Shops around a place, the nearest to its station first; undefined while the hub cannot be asked. */
export async function shopsAround(
  context: Parameters<typeof apiFor>[0],
  locale: Locale,
  around: { readonly station: string; readonly municipality?: string | undefined },
  limit = 8,
): Promise<Told | undefined> {
  const { station, municipality } = around
  const query = { station, limit: String(limit), ...(municipality === undefined ? {} : { municipality }) }
  try {
    const answer = await apiFor(context, locale).api.shops.$get({ query })
    return answer.ok ? await answer.json() : undefined
  } catch {
    return undefined
  }
}

import { userInfo } from 'node:os'
import { assert } from '../platform/assert.ts'
import type { Hub } from '../services.ts'

type Done = { readonly ok: true } | { readonly ok: false; readonly error: { readonly code: string } }

/** Who asks and does at a terminal, in the records: nobody who can sign in. */
export const commandLine = 'command_line'

/**
 * Does what changes people or asks for a pot, and writes it among the acts of the office: before it is done, and how it ended. Who does it is
 * whoever the machine knows, for a command line asks nobody to sign in.
 */
export async function recorded<Result extends Done>(
  { acts }: Pick<Hub, 'acts'>,
  operation: string,
  sent: Readonly<Record<string, string>>,
  work: () => Promise<Result>,
): Promise<Result> {
  const userName = `npm run hub (${userInfo().username})`
  const who = { userId: commandLine, userName, role: 'operator', onBehalfOf: '*', secondmentId: null }
  const actId = await acts.begin({ ...who, operation, sent })
  assert(actId !== undefined, 'nobody is lent on the command line')
  const done = await work()
  await acts.end(actId, done.ok ? 200 : 409, done.ok ? null : done.error.code)
  return done
}

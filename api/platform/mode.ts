import { eq } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { isViolation } from '../../db/violation.ts'
import type { Clock } from './clock.ts'

/** Real people and money, or invented ones. A database is one or the other from its creation to its end. */
export type Mode = 'live' | 'demonstration'

const isMode = (text: string | undefined): text is Mode => text === 'live' || text === 'demonstration'

/** The mark inside the database; undefined while nobody has said what it is to be. */
export async function readMode(store: Store): Promise<Mode | undefined> {
  const { marks } = store.tables
  const read = store.prepareRead(
    store.query.select({ value: marks.value }).from(marks).where(eq(marks.name, 'mode')),
  )
  const value = (await read())[0]?.value
  if (value !== undefined && !isMode(value))
    throw new Error(`The database is marked '${value}', which is neither live nor demonstration.`)
  return value
}

/**
 * Says once and for ever what a new database is. The same word again changes nothing; the other word is refused with
 * a sentence for the operator: nothing turns a demonstration into a live database, or back.
 */
export async function createDatabase(store: Store, mode: Mode, clock: Clock): Promise<void> {
  const { marks } = store.tables
  const set = store.prepareWrite(
    store.query.insert(marks).values({ name: 'mode', value: mode, createdAt: clock.now() }),
  )
  try {
    await store.atomic([set()])
  } catch (error) {
    if (!isViolation(error, 'unique')) throw error
    const known = await readMode(store)
    if (known !== mode)
      throw new Error(`This database is ${known}; it cannot become ${mode}. Use an empty one.`, {
        cause: error,
      })
  }
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/

/**
 * Refuses to show invented people and money, with log-ins anybody can read, to a network that may take them for real.
 * Throws a sentence that says what to do.
 */
export function assertMayServe(
  mode: Mode,
  { HOST, DEMONSTRATION_ON_NETWORK }: { readonly HOST: string; readonly DEMONSTRATION_ON_NETWORK: boolean },
): void {
  if (mode === 'live' || loopback.test(HOST) || DEMONSTRATION_ON_NETWORK) return
  throw new Error(
    `This is a demonstration, and HOST=${HOST} can be reached from other machines. Set DEMONSTRATION_ON_NETWORK=true to allow it.`,
  )
}

/** Throws where something is only for invented people and money: their log-ins, the card processor's stand-in. */
export function assertDemonstration(mode: Mode, what: string): asserts mode is 'demonstration' {
  if (mode !== 'demonstration')
    throw new Error(`${what} exists only in a demonstration; this database is live.`)
}

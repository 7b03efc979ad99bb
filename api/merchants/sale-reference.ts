/** How long the code of one sale is paid: long enough to open a wallet and add money, short enough that its price holds. */
export const saleMinutes = 15

const saleMs = saleMinutes * 60_000
/** Milliseconds since 1970 in base 36: eight digits until the year 2059. */
const digits = 8
const format = new RegExp(`^T([0-9a-z]{${digits}})[0-9a-z]*$`)

/**
 * Names one sale in its code: when the code was made, and what tells it from others. Whoever makes a code of their own can
 * write any time into it, as they can any amount; the shop sees what arrives.
 */
export const saleReference = (at: number, id: string): string =>
  `T${at.toString(36).padStart(digits, '0')}${id.replaceAll('-', '').slice(-16)}`

/** How a sale stands: `open` while it can be paid, `ended` where its time passed and nobody paid. */
export type SaleState = 'open' | 'paid' | 'withdrawn' | 'ended'

/** How a sale stands at an instant, by what became of its code and by its time. */
export const stateOfSale = (
  ended: 'paid' | 'withdrawn' | undefined,
  endsAt: number,
  now: number,
): SaleState => ended ?? (now > endsAt ? 'ended' : 'open')

/** How far the clocks of two processes of a hub may be apart. */
const skewMs = 60_000

/** Whether a code with this end could have been made by now. */
export const isSaleMade = (endsAt: number, now: number): boolean => endsAt - saleMs <= now + skewMs

/** The last instant at which the code of a sale is paid; null where its reference says no time, as on a printed board. */
export function saleEndsAt(reference: string | undefined): number | null {
  const made = reference === undefined ? undefined : format.exec(reference)?.[1]
  return made === undefined ? null : Number.parseInt(made, 36) + saleMs
}

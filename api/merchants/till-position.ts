/**
 * How far a till was told: everything from before `floorAt` and, since then, what is named. A payment has the time at which
 * it was decided and is seen once it is stored, so that of two the later one may be seen first: a mark of the newest alone
 * would pass over the other. The text of a position is what a browser hands back after an interruption.
 */
export type TillPosition = { readonly floorAt: number; readonly told: readonly Told[] }

/** A payment that was told, by the last letters of its id. */
type Told = { readonly paidAt: number; readonly tail: string }

/** What is asked of a payment here. */
type Dated = { readonly paymentId: string; readonly paidAt: number }

/** Nothing was told yet. */
export const tillBeginning: TillPosition = { floorAt: 0, told: [] }

/** How much later than a newer one a payment may still be seen: longer than a database is waited for, and clocks differ. */
export const lateMs = 60_000
/** A text that travels in a header stays short: of a shop that takes more than this in `lateMs`, the newest are named. */
export const toldMost = 64

const tailLetters = 12
const tailOf = (paymentId: string): string => paymentId.slice(-tailLetters)

/** `1790000000000.0-a1b2c3d4e5f6.k9-…`: the floor, then how long after it each was paid, and its tail. */
export const positionPattern = /^[0-9]{1,15}(?:\.[0-9a-z]{1,9}-[0-9a-z]{12}){0,64}$/

/** The text of a position. */
export const printPosition = ({ floorAt, told }: TillPosition): string =>
  [floorAt, ...told.map(({ paidAt, tail }) => `${(paidAt - floorAt).toString(36)}-${tail}`)].join('.')

/** Reads what `printPosition` wrote; the text matches `positionPattern`. */
export function readPosition(text: string): TillPosition {
  const [floor = '0', ...rest] = text.split('.')
  const floorAt = Number(floor)
  const told = rest.map((one) => {
    const [after = '0', tail = ''] = one.split('-')
    return { paidAt: floorAt + Number.parseInt(after, 36), tail }
  })
  return { floorAt, told }
}

/** True when a till at this position was not told of the payment. */
export const isNews = ({ floorAt, told }: TillPosition, { paymentId, paidAt }: Dated): boolean =>
  paidAt >= floorAt && told.every(({ tail }) => tail !== tailOf(paymentId))

/** The position after the payment was told. */
export function toldOf(position: TillPosition, payment: Dated): TillPosition {
  const told = [...position.told, { paidAt: payment.paidAt, tail: tailOf(payment.paymentId) }].toSorted(
    (a, b) => a.paidAt - b.paidAt,
  )
  const forgotten = told.at(-toldMost - 1)
  const floorAt = Math.max(
    position.floorAt,
    told.at(-1)!.paidAt - lateMs,
    // What is no longer named lies below the floor, or it would be told again.
    forgotten === undefined ? 0 : forgotten.paidAt + 1,
  )
  return { floorAt, told: told.filter(({ paidAt }) => paidAt >= floorAt) }
}

/** The position of a till that shows these, the newest of a shop, and whatever came before them. */
export function positionOf(newest: readonly Dated[], isAll: boolean): TillPosition {
  const oldest = newest.at(-1)
  // Of those that were paid before the oldest shown, nobody knows here which are stored: they count as told.
  const from = isAll || oldest === undefined ? tillBeginning : { floorAt: oldest.paidAt + 1, told: [] }
  return newest
    .toReversed()
    .reduce((position, one) => (isNews(position, one) ? toldOf(position, one) : position), from)
}

/**
 * A lot (口) is an amount in one wallet with one instrument, one fund, one validity and one rule of use. Paid
 * and free money are separate instruments and never merge (資金決済法 3条: only value given for consideration
 * is a prepaid instrument).
 */
export type Instrument = 'paid' | 'free'

/** Days of the week in Japan, as a rule of use names them. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]

/**
 * Where and when a lot may be spent; what is absent does not restrict. Kept as data, judged by `allows`. `hours` are
 * Japanese time, 'HH:MM', from the first (included) to the second (not included), over midnight where it is earlier.
 */
export type RuleOfUse = {
  readonly municipalities?: readonly string[]
  readonly merchantClasses?: readonly string[]
  readonly merchants?: readonly string[]
  /** What it is spent for: culture, travel …; a shop serves some of them. */
  readonly purposes?: readonly string[]
  readonly weekdays?: readonly Weekday[]
  readonly hours?: { readonly from: string; readonly until: string }
}

export type Lot = {
  readonly id: string
  readonly instrument: Instrument
  readonly fundId: string
  /** Who funded it: a municipality's code, or null for paid money. */
  readonly municipality: string | null
  readonly remainingYen: number
  /** The last instant (epoch ms) at which it can be spent. Nothing ever extends it. */
  readonly validUntilAt: number
  readonly rule: RuleOfUse
}

/** What the ledger needs to know of a place of payment to judge a rule of use. */
export type PlaceOfUse = {
  readonly id: string
  readonly municipality: string | null
  readonly merchantClass: string | null
  readonly purposes: readonly string[]
}

/** Unspendable from the first instant after the validity, whether or not the expiry job has run. */
export const isValid = (lot: Pick<Lot, 'validUntilAt'>, at: number): boolean => at <= lot.validUntilAt

type Judge = (allowed: unknown, place: PlaceOfUse, at: number) => boolean

const names = (allowed: unknown, value: string | null): boolean =>
  value !== null && Array.isArray(allowed) && allowed.includes(value)

/** The parts of a rule by name: a rule that names a part unknown here allows nothing. */
const judges: Readonly<Record<keyof RuleOfUse, Judge>> = {
  municipalities: (allowed, place) => names(allowed, place.municipality),
  merchantClasses: (allowed, place) => names(allowed, place.merchantClass),
  merchants: (allowed, place) => names(allowed, place.id),
  purposes: (allowed, place) => place.purposes.some((purpose) => names(allowed, purpose)),
  weekdays: (allowed, _, at) => names(allowed, weekdayOf(at)),
  hours: (allowed, _, at) => isWithin(allowed as RuleOfUse['hours'], minuteOf(at)),
}

/** Whether the rule lets the money be spent here and now. A restriction this code does not know refuses. */
export function allows(rule: RuleOfUse, place: PlaceOfUse, at: number): boolean {
  return Object.entries(rule).every(
    ([name, allowed]) =>
      allowed === undefined ||
      (Object.hasOwn(judges, name) && judges[name as keyof RuleOfUse](allowed, place, at)),
  )
}

/** Whether the rule asks for a time: then nobody can promise today that it will be kept another day. */
export const bindsTime = (rule: RuleOfUse): boolean => rule.weekdays !== undefined || rule.hours !== undefined

const minuteMs = 60_000
/** Japan is nine hours ahead of UTC the whole year. */
const inJapan = (at: number): Date => new Date(at + 9 * 60 * minuteMs)
const weekdayOf = (at: number): Weekday => weekdays[(inJapan(at).getUTCDay() + 6) % 7]!
const minuteOf = (at: number): number => inJapan(at).getUTCHours() * 60 + inJapan(at).getUTCMinutes()

/** Minutes of a clock time; NaN for what is none. */
const minutesOf = (time: string): number => {
  const read = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time)
  return read ? Number(read[1]) * 60 + Number(read[2]) : Number.NaN
}

function isWithin(hours: RuleOfUse['hours'], minute: number): boolean {
  const [from, until] = [minutesOf(String(hours?.from)), minutesOf(String(hours?.until))]
  if (Number.isNaN(from) || Number.isNaN(until)) return false
  return from < until ? from <= minute && minute < until : minute >= from || minute < until
}

/** The order of spending: soonest to expire first, free before paid on a tie, then by id (oldest first). */
export function spendingOrder(a: Lot, b: Lot): number {
  if (a.validUntilAt !== b.validUntilAt) return a.validUntilAt - b.validUntilAt
  if (a.instrument !== b.instrument) return a.instrument === 'free' ? -1 : 1
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/** Paid lots that something can be taken of at an instant, in the order of spending. */
export const paidLots = (lots: readonly Lot[], at: number): Lot[] =>
  lots
    .filter((lot) => lot.instrument === 'paid' && lot.remainingYen > 0 && isValid(lot, at))
    .toSorted(spendingOrder)

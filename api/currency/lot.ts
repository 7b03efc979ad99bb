/**
 * A lot (口) is an amount in one wallet with one instrument, one fund, one validity and one rule of use. Paid
 * and free money are separate instruments and never merge (資金決済法 3条: only value given for consideration
 * is a prepaid instrument).
 */
export type Instrument = 'paid' | 'free'

/** Where a lot may be spent; an absent list does not restrict. Kept as data, judged by `allows`. */
export type RuleOfUse = {
  readonly municipalities?: readonly string[]
  readonly merchantClasses?: readonly string[]
  readonly merchants?: readonly string[]
}

/** The rule's lists by name: a rule that names a list unknown here allows nothing (see `allows`). */
const lists = { municipalities: 'municipality', merchantClasses: 'merchantClass', merchants: 'id' } as const

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
}

/** Unspendable from the first instant after the validity, whether or not the expiry job has run. */
export const isValid = (lot: Pick<Lot, 'validUntilAt'>, at: number): boolean => at <= lot.validUntilAt

/** Whether the rule lets the money be spent here. A restriction this code does not know refuses. */
export function allows(rule: RuleOfUse, place: PlaceOfUse): boolean {
  for (const [name, allowed] of Object.entries(rule) as [
    keyof typeof lists,
    readonly string[] | undefined,
  ][]) {
    if (allowed === undefined) continue
    const field = lists[name]
    const value = field === undefined ? null : place[field]
    if (value === null || !allowed.includes(value)) return false
  }
  return true
}

/** The order of spending: soonest to expire first, free before paid on a tie, then by id (oldest first). */
export function spendingOrder(a: Lot, b: Lot): number {
  if (a.validUntilAt !== b.validUntilAt) return a.validUntilAt - b.validUntilAt
  if (a.instrument !== b.instrument) return a.instrument === 'free' ? -1 : 1
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

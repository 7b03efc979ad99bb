import { assert } from '../platform/assert.ts'
import { allows, isValid, spendingOrder } from './lot.ts'
import type { Lot, PlaceOfUse } from './lot.ts'

/** So many yen of one lot, in the order taken: what a receipt names and a refund restores. */
export type Part = Omit<Lot, 'remainingYen' | 'rule'> & { readonly amountYen: number }

/** The lots that can pay at this place now, in the order of spending. */
export const eligibleLots = (lots: readonly Lot[], place: PlaceOfUse, at: number): Lot[] =>
  lots
    .filter((lot) => lot.remainingYen > 0 && isValid(lot, at) && allows(lot.rule, place, at))
    .sort(spendingOrder)

/**
 * Takes `amountYen` from eligible lots, greedily in the order of spending: because the lots are nested by
 * their end only, taking the soonest first leaves the least to expire (compared with every other way in the
 * tests). Answers `null` when they do not hold enough.
 */
export function allocate(eligible: readonly Lot[], amountYen: number): Part[] | null {
  assert(amountYen > 0, 'nothing is allocated for nothing')
  const parts: Part[] = []
  let missing = amountYen
  for (const lot of eligible) {
    if (missing === 0) break
    const taken = Math.min(missing, lot.remainingYen)
    parts.push(partOf(lot, taken))
    missing -= taken
  }
  return missing === 0 ? parts : null
}

/** The first `amountYen` of what was taken, in the order taken: what a capture pays of a hold. */
export function firstOf(taken: readonly Part[], amountYen: number): Part[] {
  const parts: Part[] = []
  let missing = amountYen
  for (const part of taken) {
    if (missing === 0) break
    const yen = Math.min(missing, part.amountYen)
    parts.push({ ...part, amountYen: yen })
    missing -= yen
  }
  assert(missing === 0, 'no more is paid of a hold than it holds')
  return parts
}

/**
 * The parts that a refund of `amountYen` restores when `refundedYen` went back before: the last taken is the
 * first restored. A refund is a stretch of that reversed line, so that any split of a sum restores exactly
 * what one refund of the sum restores.
 */
export function restore(taken: readonly Part[], refundedYen: number, amountYen: number): Part[] {
  const parts: Part[] = []
  let start = 0
  for (const part of taken.toReversed()) {
    const from = Math.max(start, refundedYen)
    const to = Math.min(start + part.amountYen, refundedYen + amountYen)
    if (to > from) parts.push({ ...part, amountYen: to - from })
    start += part.amountYen
  }
  assert(totalYen(parts) === amountYen, 'a refund restores exactly its amount')
  return parts
}

/**
 * What a shop can still give back of a payment that the issuer corrected: paid money that was given back by a correction
 * is off the far end of the line, so that refunds made before stand where they stood.
 */
export function withoutCorrected(taken: readonly Part[], correctedYen: number): Part[] {
  let gone = correctedYen
  const left = taken.map((part) => {
    const yen = part.instrument === 'paid' ? Math.min(gone, part.amountYen) : 0
    gone -= yen
    return { ...part, amountYen: part.amountYen - yen }
  })
  assert(gone === 0, 'no more is corrected of a payment than it took of paid money')
  return left.filter((part) => part.amountYen > 0)
}

export const totalYen = (parts: readonly { readonly amountYen: number }[]): number =>
  parts.reduce((sum, part) => sum + part.amountYen, 0)

const partOf = (lot: Lot, amountYen: number): Part => ({
  id: lot.id,
  instrument: lot.instrument,
  fundId: lot.fundId,
  municipality: lot.municipality,
  validUntilAt: lot.validUntilAt,
  amountYen,
})

import type { RepaymentReason } from './repayment-reason.ts'
import type { RepaymentSettings } from './settings.ts'

/** A base period (基準期間) and what the one before it left behind, from the frozen reports of the base dates. */
export type BasePeriod = {
  /** The base date that ends it, `2027-03-31`. */
  readonly period: string
  /** Paid money that was issued in the period before. */
  readonly issuedBeforeYen: number
  /** Paid money that was unused at the base date before. */
  readonly unusedBeforeYen: number
}

/**
 * The most that may be repaid in a base period when one more small amount is: a fifth of what was issued in the period
 * before, or a twentieth of what was unused at its end, whichever is more, each yen below (内閣府令 42条1号, 2号). Null
 * where the reason has no cap, or the Act does not bind the issuer and it does not bind itself. Whatever was repaid for
 * other reasons counts, too: the order speaks of the sum of what was repaid.
 */
export function capOf(
  reason: RepaymentReason,
  before: Pick<BasePeriod, 'issuedBeforeYen' | 'unusedBeforeYen'>,
  settings: RepaymentSettings,
): number | null {
  if (reason !== 'small_amount' || !(settings.boundByAct || settings.capsWithoutDuty)) return null
  return Math.max(
    percentOf(before.issuedBeforeYen, settings.issuedPercentMax),
    percentOf(before.unusedBeforeYen, settings.unusedPercentMax),
  )
}

const percentOf = (yen: number, percent: number): number => Math.max(0, Math.floor((yen * percent) / 100))

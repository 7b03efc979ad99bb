import { assert } from '../platform/assert.ts'
import type { RepaymentSettings } from './settings.ts'

/**
 * Why paid money may go back to its holder as money (払戻し). The Payment Services Act forbids it to an issuer but for
 * these (資金決済法 20条1項, 5項): the business has ended; the amounts are small (前払式支払手段に関する内閣府令 42条1号,
 * 2号); the holder cannot help it, who moves where the money is hard to use, or leaves Japan and does not live there (3号).
 * A shop that gives a payment back (返金) is none of these: it returns value to the wallet.
 */
export const repaymentReasons = ['business_ended', 'small_amount', 'moved_away', 'leaving_japan'] as const
export type RepaymentReason = (typeof repaymentReasons)[number]

const sixtyDaysMs = 60 * 86_400_000

/** Holders are given at least 60 days to come for their money when the business ends (20条2項). */
export function assertLawful({ boundByAct, businessEnded }: RepaymentSettings): void {
  if (businessEnded === null) return
  const { claimsFromAt, claimsUntilAt } = businessEnded
  const daysMs = claimsUntilAt - claimsFromAt
  assert(!boundByAct || daysMs >= sixtyDaysMs, 'claims are taken for 60 days at least')
}

/** Whether this reason can be given now: that the business ended, only in the days that were announced for it. */
export function isReasonOpen(
  reason: RepaymentReason,
  at: number,
  { businessEnded }: RepaymentSettings,
): boolean {
  if (reason !== 'business_ended') return true
  return businessEnded !== null && at >= businessEnded.claimsFromAt && at <= businessEnded.claimsUntilAt
}

import { addDays, japanDay } from '../platform/clock.ts'
import { isSameProfile, profileOn, type DecidedProfile, type PayoutProfile } from '../merchants/index.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { OfficeRefusal } from './errors.ts'

/** The days that one person wants a shop to be paid on, for its takings from a day on; another lets it go. */
export type PayoutProfileAsked = PayoutProfile & {
  readonly merchantCode: string
  /** In Japan, 'YYYY-MM-DD'. */
  readonly fromDay: string
  /** How it was agreed with the shop. */
  readonly reason: string
}

/** How long a proposal may wait, milliseconds; own choice: that of a request for money. */
export const payoutProfileValidMs = 7 * 86_400_000

/** How far ahead the first day may be; own choice. */
const daysAheadMax = 366

export type PayoutProfileFacts = {
  /** Undefined where no shop with an account has this number. */
  readonly shop: { readonly closedAt: number | null } | undefined
  readonly history: readonly DecidedProfile[]
  readonly now: number
}

/**
 * Whether these days may be proposed, and let go. Refuses, in order: shop_not_found, shop_closed,
 * paying_before_closing, from_day_out_of_range, same_profile, reason_missing.
 */
export function checkPayoutProfile(
  asked: PayoutProfileAsked,
  { shop, history, now }: PayoutProfileFacts,
): Result<null, OfficeRefusal> {
  if (shop === undefined) return refuse({ code: 'shop_not_found', field: 'merchantCode' })
  if (shop.closedAt !== null) return refuse({ code: 'shop_closed', field: 'merchantCode' })
  if (asked.monthsAfter === 0 && (asked.payingDay ?? 0) <= (asked.closingDay ?? 0))
    return refuse({ code: 'paying_before_closing', field: 'payingDay' })
  // What was taken until today is paid as it was agreed.
  const [firstDay, lastDay] = [addDays(japanDay(now), 1), addDays(japanDay(now), daysAheadMax)]
  if (asked.fromDay < firstDay || asked.fromDay > lastDay)
    return refuse({ code: 'from_day_out_of_range', field: 'fromDay', firstDay, lastDay })
  const isChangedLater = history.some(({ fromAt }) => japanDay(fromAt) > asked.fromDay)
  if (!isChangedLater && isSameProfile(asked, profileOn(history, asked.fromDay)))
    return refuse({ code: 'same_profile' })
  return asked.reason.trim() === '' ? refuse({ code: 'reason_missing', field: 'reason' }) : ok(null)
}

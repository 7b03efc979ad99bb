import { japanDay } from '../platform/clock.ts'
import { refuse } from '../platform/result.ts'
import { refuseAmount } from './decision.ts'
import type { Context } from './decision.ts'
import type { LedgerRefusal } from './errors.ts'
import type { LedgerSettings } from './settings.ts'

/**
 * What a payer scans. `printed`: a shop's board, where the payer keys the amount in; `sale`: a code made for one sale,
 * amount included.
 */
export const scannedCodeKinds = ['printed', 'sale'] as const
/**
 * `shown`: the payer shows it and the shop keys the amount in; only a shop's charge comes by it. `offline`: the same, made
 * by a device without signal.
 */
export type CodeKind = (typeof scannedCodeKinds)[number] | 'shown' | 'offline'

/** What a request came by, as far as limits care. Undefined: no device and no code stood behind it (an operator's act). */
export type By = {
  readonly deviceAddedAt?: number | undefined
  readonly codeKind?: CodeKind | undefined
}

/** What a wallet moved in the Japanese day and month of an instant. */
export type Spent = { readonly dayYen: number; readonly monthYen: number }

/** What a payment or hold adds to its wallet's day and month, and the limits that it is held to. */
export type NewSpending = {
  readonly walletId: string
  readonly amountYen: number
  readonly day: string
  readonly dayLimitYen: number
  readonly month: string
  readonly monthLimitYen: number
}

type Refused = ReturnType<typeof refuse<LedgerRefusal>> | null
type Limited = Pick<Context, 'at' | 'settings'>

const hourMs = 3_600_000

/** The Japanese day of an instant, `2026-11-23`, and its month, `2026-11`. */
export const periodsOf = (at: number): { readonly day: string; readonly month: string } => {
  const day = japanDay(at)
  return { day, month: day.slice(0, 7) }
}

/** Whether the device was added so short a while ago that less is moved with it. */
export const isYoung = ({ deviceAddedAt }: By, { at, settings }: Limited): boolean =>
  deviceAddedAt !== undefined && at < deviceAddedAt + settings.youngDevice.hours * hourMs

/** The lower limit of a young device where it binds; `undefined` where the ordinary one does. */
export const youngLimit = (
  by: By,
  limited: Limited,
  limit: Exclude<keyof LedgerSettings['youngDevice'], 'hours'>,
  ordinaryYen: number,
): number | undefined => {
  const youngYen = limited.settings.youngDevice[limit]
  return isYoung(by, limited) && youngYen < ordinaryYen ? youngYen : undefined
}

/** What a young device may still move, told with how long it counts as young. */
export const refuseYoung = (limitYen: number, leftYen: number, { settings }: Limited) =>
  refuse({
    code: 'young_device_above_limit',
    field: 'amountYen',
    limitYen,
    leftYen: Math.max(0, leftYen),
    hours: settings.youngDevice.hours,
  } as const)

/** Checks one payment by itself: whole yen, the issuer's limit, that of the code it came by, that of a young device. */
export function refuseSingle(amountYen: number, by: By, limited: Limited): Refused {
  const { settings } = limited
  const refused = refuseAmount(amountYen, settings.paymentYenMax) ?? refuseByCode(amountYen, by, limited)
  if (refused) return refused
  const young = youngLimit(by, limited, 'paymentYenMax', settings.paymentYenMax)
  return young !== undefined && amountYen > young ? refuseYoung(young, young, limited) : null
}

/** A code that guards its payer less than one made for the sale takes less. */
function refuseByCode(amountYen: number, { codeKind }: By, { settings }: Limited): Refused {
  const { printedCodeYenMax, shownCodeYenMax, offlineCodeYenMax } = settings
  if (codeKind === 'printed' && amountYen > printedCodeYenMax)
    return refuse({ code: 'printed_code_above_limit', field: 'amountYen', limitYen: printedCodeYenMax })
  if (codeKind === 'shown' && amountYen > shownCodeYenMax)
    return refuse({ code: 'shown_code_above_limit', field: 'amountYen', limitYen: shownCodeYenMax })
  if (codeKind === 'offline' && amountYen > offlineCodeYenMax)
    return refuse({ code: 'shown_code_above_limit', field: 'amountYen', limitYen: offlineCodeYenMax })
  return null
}

/** Checks a payment with what the wallet spent before it in its day and month. */
export function refuseSpent(spent: Spent, amountYen: number, by: By, limited: Limited): Refused {
  const { settings } = limited
  const young = youngLimit(by, limited, 'paymentDayYenMax', settings.paymentDayYenMax)
  if (young !== undefined && spent.dayYen + amountYen > young)
    return refuseYoung(young, young - spent.dayYen, limited)
  return (
    refusePeriod('spending_day_above_limit', spent.dayYen, amountYen, settings.paymentDayYenMax) ??
    refusePeriod('spending_month_above_limit', spent.monthYen, amountYen, settings.paymentMonthYenMax)
  )
}

type PeriodCode =
  | 'spending_day_above_limit'
  | 'spending_month_above_limit'
  | 'top_up_day_above_limit'
  | 'top_up_month_above_limit'

/** Refuses what would pass the limit of a day or a month, and says how much is left of it. */
export const refusePeriod = <Code extends PeriodCode>(
  code: Code,
  movedYen: number,
  amountYen: number,
  limitYen: number,
) =>
  movedYen + amountYen > limitYen
    ? refuse({ code, field: 'amountYen' as const, limitYen, leftYen: Math.max(0, limitYen - movedYen) })
    : null

/** What one payment by such a code can be at most now, whatever the wallet holds: the lowest of its limits. */
export function payableYen(spent: Spent, by: By, limited: Limited): number {
  const { settings } = limited
  const { paymentYenMax, printedCodeYenMax, paymentDayYenMax, paymentMonthYenMax } = settings
  const dayYenMax = youngLimit(by, limited, 'paymentDayYenMax', paymentDayYenMax) ?? paymentDayYenMax
  const limits = [
    youngLimit(by, limited, 'paymentYenMax', paymentYenMax) ?? paymentYenMax,
    ...(by.codeKind === 'printed' ? [printedCodeYenMax] : []),
    dayYenMax - spent.dayYen,
    paymentMonthYenMax - spent.monthYen,
  ]
  return Math.max(0, Math.min(...limits))
}

/** What a payment or hold is stored with, so that the database itself holds the day and the month to their limits. */
export function spendingOf(walletId: string, amountYen: number, by: By, limited: Limited): NewSpending {
  const { paymentDayYenMax, paymentMonthYenMax } = limited.settings
  return {
    walletId,
    amountYen,
    ...periodsOf(limited.at),
    dayLimitYen: youngLimit(by, limited, 'paymentDayYenMax', paymentDayYenMax) ?? paymentDayYenMax,
    monthLimitYen: paymentMonthYenMax,
  }
}

import { endOfJapanDay } from '../platform/clock.ts'
import { ok, refuse } from '../platform/result.ts'
import type { Result } from '../platform/result.ts'
import { isAmount } from './decision.ts'
import type { Context, Outcome } from './decision.ts'
import type { LedgerRefusal } from './errors.ts'
import { payableYen } from './limits.ts'
import type { By, Spent } from './limits.ts'
import { decidePay } from './pay.ts'
import type { PayCommand, PayState } from './pay.ts'
import type { ProxyRefusal } from './proxy-errors.ts'
import type { Receipt } from './receipt.ts'
import type { LedgerSettings } from './settings.ts'

/** How a proxy (代理) stands to the owner: a word for the list that is read out, and nobody's name. */
export const relations = ['spouse', 'child', 'grandchild', 'sibling', 'relative', 'helper'] as const
export type Relation = (typeof relations)[number]

/** What is never done for somebody else: the owner's own phone, or the desk, does it. */
export const ownersActs = ['transfers', 'donations', 'repayments', 'holds', 'codes', 'closing'] as const

/** What a proxy is held to. */
export type ProxyTerms = {
  readonly relation: Relation
  readonly paymentYenMax: number
  readonly dayYenMax: number
  /** Last instant; null: until it is taken away. */
  readonly endsAt: number | null
}

/** The same as it is asked for, the last day as a Japanese one. */
export type AskedTerms = Omit<ProxyTerms, 'endsAt'> & { readonly endsOn?: string | undefined }

/** A phone that acts for the wallet of somebody who has none. */
export type Proxy = ProxyTerms & {
  readonly proxyId: string
  /** The owner's wallet. */
  readonly walletId: string
  readonly deviceId: string
  /** 1, 2, 3 … of its wallet. */
  readonly number: number
  readonly createdAt: number
  readonly endedAt: number | null
}

/** A proxy as its act sees it. */
export type ActingProxy = Proxy & {
  /** The wallet of the phone that acts was stopped. */
  readonly ownWalletFrozen: boolean
  /** Paid on this Japanese day: by this proxy, and by all of the wallet together. */
  readonly paidYen: number
  readonly allPaidYen: number
}

/** A payment that a proxy made, as it is stored beside its journal. */
export type NewProxyAct = {
  readonly id: string
  readonly proxyId: string
  readonly what: 'pay' | 'top_up'
  readonly amountYen: number
  readonly at: number
}

/** Whether it can still act. */
export const isInForce = ({ endedAt, endsAt }: Proxy, at: number): boolean =>
  endedAt === null && (endsAt === null || at <= endsAt)

type Refused = ReturnType<typeof refuse<LedgerRefusal>> | null

/** What stops a proxy now, in order: proxy_ended, proxy_own_wallet_frozen; null where it may act. */
export const stoppedBy = (proxy: ActingProxy, at: number) => {
  if (!isInForce(proxy, at)) return { code: 'proxy_ended' } as const
  return proxy.ownWalletFrozen ? ({ code: 'proxy_own_wallet_frozen' } as const) : null
}

/**
 * A proxy pays from the owner's wallet. Refuses, in order: what stops the proxy, proxy_payment_above_limit, everything that
 * refuses a payment of the wallet itself, proxy_day_above_limit.
 */
export function decideProxyPay(
  { proxy, ...state }: PayState & { readonly proxy: ActingProxy },
  command: PayCommand,
  context: Context,
): Outcome<Receipt> {
  const { amountYen } = command
  const stopped = stoppedBy(proxy, context.at)
  if (stopped) return refuse(stopped)
  if (isAmount(amountYen) && amountYen > proxy.paymentYenMax)
    return refuse({ code: 'proxy_payment_above_limit', field: 'amountYen', limitYen: proxy.paymentYenMax })
  const paid = decidePay(state, command, context)
  if (!paid.ok) return paid
  const above = refuseDay(proxy, amountYen, context.settings)
  if (above) return above
  // In the sealed record, too, stands by whom it was.
  return ok({ ...paid.value, body: { ...paid.value.body, proxyId: proxy.proxyId } })
}

/** What is left of a day: of the proxy's own limit, or of that of all proxies of the wallet together, whichever binds first. */
export const leftTodayYen = (
  { dayYenMax, paidYen, allPaidYen }: ActingProxy,
  { proxy }: Pick<LedgerSettings, 'proxy'>,
): number => Math.max(0, Math.min(dayYenMax - paidYen, proxy.allDayYenMax - allPaidYen))

function refuseDay(proxy: ActingProxy, amountYen: number, settings: LedgerSettings): Refused {
  const leftYen = leftTodayYen(proxy, settings)
  if (amountYen <= leftYen) return null
  const { dayYenMax, paidYen, allPaidYen } = proxy
  const { allDayYenMax } = settings.proxy
  const limitYen = dayYenMax - paidYen <= allDayYenMax - allPaidYen ? dayYenMax : allDayYenMax
  return refuse({ code: 'proxy_day_above_limit', field: 'amountYen', limitYen, leftYen })
}

/**
 * What a proxy can pay at once at most now, whatever the wallet holds: the lowest of the owner's limits for it and of those
 * of the wallet itself. Refuses what stops the proxy.
 */
export function decideProxyPayable(
  { proxy, spent }: { readonly proxy: ActingProxy; readonly spent: Spent },
  by: By,
  context: Pick<Context, 'at' | 'settings'>,
): Result<number, LedgerRefusal> {
  const stopped = stoppedBy(proxy, context.at)
  if (stopped) return refuse(stopped)
  const limits = [proxy.paymentYenMax, leftTodayYen(proxy, context.settings), payableYen(spent, by, context)]
  return ok(Math.min(...limits))
}

/**
 * What somebody may be let become. Refuses, in order: proxy_limit_not_allowed (`paymentYenMax`, then `dayYenMax`),
 * proxy_end_not_allowed.
 */
export function decideTerms(
  { endsOn, ...asked }: AskedTerms,
  { at, settings }: Pick<Context, 'at' | 'settings'>,
): Result<ProxyTerms, ProxyRefusal> {
  const { paymentYenMax, dayYenMax } = settings.proxy
  if (!isAmount(asked.paymentYenMax) || asked.paymentYenMax > paymentYenMax)
    return refuse({
      code: 'proxy_limit_not_allowed',
      field: 'paymentYenMax',
      leastYen: 1,
      mostYen: paymentYenMax,
    })
  if (!isAmount(asked.dayYenMax) || asked.dayYenMax < asked.paymentYenMax || asked.dayYenMax > dayYenMax)
    return refuse({
      code: 'proxy_limit_not_allowed',
      field: 'dayYenMax',
      leastYen: asked.paymentYenMax,
      mostYen: dayYenMax,
    })
  // The last instant of the day, as of everything that ends with one.
  const endsAt = endsOn === undefined ? null : endOfJapanDay(endsOn) - 1
  if (endsAt !== null && endsAt < at) return refuse({ code: 'proxy_end_not_allowed', field: 'endsOn' })
  return ok({ ...asked, endsAt })
}

/**
 * Whether this phone may become the proxy that an invitation lets somebody become. Refuses, in order: proxy_held_before,
 * proxies_too_many.
 */
export function refuseAnother(
  known: readonly Proxy[],
  wanted: { readonly walletId: string; readonly deviceId: string; readonly ownWalletId: string },
  { at, settings }: Pick<Context, 'at' | 'settings'>,
): ReturnType<typeof refuse<ProxyRefusal>> | null {
  const inForce = known.filter((one) => isInForce(one, at))
  if (wanted.ownWalletId === wanted.walletId || inForce.some(({ deviceId }) => deviceId === wanted.deviceId))
    return refuse({ code: 'proxy_held_before' })
  const { countMax } = settings.proxy
  return inForce.length >= countMax ? refuse({ code: 'proxies_too_many', countMax }) : null
}

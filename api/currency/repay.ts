import { assert } from '../platform/assert.ts'
import { ok, refuse } from '../platform/result.ts'
import { systemAccounts, wallet } from './account.ts'
import type { Part } from './allocation.ts'
import type { CardLot, CardPart } from './card-refund.ts'
import { nothingElse, nothingHeld, refuseAmount } from './decision.ts'
import type { Context, Decision, HoldOutcome, Outcome } from './decision.ts'
import type { LedgerRefusal } from './errors.ts'
import { reserveFundId } from './fund.ts'
import { journal } from './journal.ts'
import { paidLots } from './lot.ts'
import { refuseWallet, sumOfLots, takeFrom } from './pay.ts'
import type { WalletState } from './pay.ts'
import { capOf } from './repayment-cap.ts'
import type { BasePeriod } from './repayment-cap.ts'
import type { RepaymentReason } from './repayment-reason.ts'
import { isReasonOpen } from './repayment-reason.ts'

/** What a holder asks for: paid money back as money (払戻し). `decision`: undefined as long as it waits. */
export type Repayment = {
  readonly requestId: string
  readonly reason: RepaymentReason
  readonly amountYen: number
  readonly askedAt: number
  readonly way: RepaymentWay
  readonly decision?: 'granted' | 'declined' | undefined
  readonly decidedAt?: number | undefined
  /** How far what left for cards came. */
  readonly cards?: CardProgress | undefined
}

/** Of what left for cards: the company was asked, took it, or did not and it is in the wallet again. */
export type CardProgress = {
  readonly underWayYen: number
  readonly arrivedYen: number
  readonly returnedYen: number
}

/** How it goes back: as cash at a counter, or to the cards that it was added from. */
export const repaymentWays = ['counter', 'card'] as const
export type RepaymentWay = (typeof repaymentWays)[number]

export type StoredRepayment = Repayment & { readonly walletId: string }

export type NewRepayment = {
  readonly requestId: string
  readonly walletId: string
  readonly reason: RepaymentReason
  readonly amountYen: number
  readonly way: RepaymentWay
}

export type RepaymentDeclined = { readonly requestId: string; readonly decidedBy: string }

/** The repayment that a journal is, the base period it counts in, and the cap it is held to, if its reason has one. */
export type RepaymentGranted = RepaymentDeclined & {
  readonly amountYen: number
  readonly period: string
  readonly limitYen: number | null
}

/** What the caps of a base period see. */
export type PeriodState = BasePeriod & { readonly repaidYen: number }

export type AskCommand = {
  readonly walletId: string
  readonly reason: RepaymentReason
  readonly amountYen: number
  readonly way: RepaymentWay
}

export type AskState = {
  readonly wallet: WalletState | undefined
  /** Of the wallet: those that a card filled which takes its money back now. */
  readonly cardLots: readonly CardLot[]
  readonly waiting: boolean
  readonly period: PeriodState
}

export type DecideCommand = { readonly requestId: string; readonly decidedBy: string }

export type GrantState = {
  readonly repayment: StoredRepayment | undefined
  readonly wallet: WalletState | undefined
  readonly cardLots: readonly CardLot[]
  readonly period: PeriodState
}

/** The answer to a repayment: what is handed to its holder, or leaves for their cards: `parts`. */
export type RepaymentReceipt = {
  readonly repaymentId: string
  readonly requestId: string
  readonly reason: RepaymentReason
  readonly amountYen: number
  readonly way: RepaymentWay
  readonly parts: readonly CardPart[]
  readonly period: string
  readonly repaidAt: number
}

/** A holder asks for paid money back. Nothing moves: what is asked for can be spent until it is handed out. */
export function decideAsk(state: AskState, command: AskCommand, context: Context): HoldOutcome<Repayment> {
  const { amountYen, reason, way } = command
  const refused =
    refuseAmount(amountYen, context.settings.walletYenMax) ??
    refuseWallet(state.wallet) ??
    refuseReason(reason, context) ??
    (state.waiting ? refuse<LedgerRefusal>({ code: 'repayment_asked_before' }) : null) ??
    refuseAboveCap(reason, amountYen, state.period, context)
  if (refused) return refused
  assert(state.wallet !== undefined, 'a wallet that is not there was refused')
  const spendableYen = repayableYen(state.wallet, context.at, cardLotsFor(way, state.cardLots))
  if (amountYen > spendableYen)
    return refuse({ code: 'insufficient_funds', field: 'amountYen', spendableYen })
  const requestId = context.ids.next()
  return ok({
    ...nothingHeld,
    at: context.at,
    asked: { ...command, requestId },
    answer: { requestId, reason, amountYen, way, askedAt: context.at },
  })
}

/**
 * Paid money that can be asked for: valid, neither held nor disputed; what a town gave is no money of the holder's. To
 * cards: of these lots alone.
 */
export const repayableYen = (holder: WalletState, at: number, cardLots?: readonly CardLot[]): number =>
  sumOfLots(repayableLots(holder, at, cardLots))

function repayableLots(holder: WalletState, at: number, cardLots?: readonly CardLot[]) {
  const lots = paidLots(holder.lots, at)
  return cardLots === undefined ? lots : lots.filter(({ id }) => cardLots.some(({ lotId }) => lotId === id))
}

/** Cash may come of any paid lot; to a card goes back what that card added. */
const cardLotsFor = (way: RepaymentWay, cardLots: readonly CardLot[]) =>
  way === 'card' ? cardLots : undefined

/**
 * Who looked at the holder's papers lets the money go: it leaves the wallet, the soonest to end first, and the issuer's
 * bank account, or for the cards that it was added from. Of no other fund and to nobody else: whether the holder may have it
 * back is the reason's and the cap's.
 */
export function decideGrant(
  { repayment, wallet: holder, cardLots, period }: GrantState,
  command: DecideCommand,
  context: Context,
): Outcome<RepaymentReceipt> {
  const waiting = waitingOf(repayment)
  if (!waiting.ok) return waiting
  const { reason, amountYen, way } = waiting.value
  const refused =
    refuseWallet(holder) ??
    refuseReason(reason, context) ??
    refuseAboveCap(reason, amountYen, period, context)
  if (refused) return refused
  assert(holder !== undefined, 'a wallet that is not there was refused')
  const from = cardLotsFor(way, cardLots)
  const taken = takeFrom(repayableLots(holder, context.at, from), amountYen)
  if (!taken.ok) return taken
  const granted = {
    ...command,
    amountYen,
    period: period.period,
    limitYen: capOf(reason, period, context.settings.repayment),
  }
  return ok(repaidOf(waiting.value, { taken: taken.value, cardLots: from }, granted, context))
}

/** Who looked at the holder's papers found that the reason is not given. Nothing moves; it can be asked for again. */
export function decideDecline(
  { repayment }: Pick<GrantState, 'repayment'>,
  command: DecideCommand,
  context: Context,
): HoldOutcome<Repayment> {
  const waiting = waitingOf(repayment)
  if (!waiting.ok) return waiting
  const { walletId: _wallet, ...asked } = waiting.value
  return ok({
    ...nothingHeld,
    at: context.at,
    declined: command,
    answer: { ...asked, decision: 'declined', decidedAt: context.at },
  })
}

function waitingOf(repayment: StoredRepayment | undefined) {
  if (repayment === undefined)
    return refuse<LedgerRefusal>({ code: 'repayment_not_found', field: 'requestId' })
  return repayment.decision === undefined
    ? ok(repayment)
    : refuse<LedgerRefusal>({
        code: 'repayment_decided_before',
        field: 'requestId',
        decision: repayment.decision,
      })
}

const refuseReason = (reason: RepaymentReason, { at, settings }: Context) =>
  isReasonOpen(reason, at, settings.repayment)
    ? null
    : refuse<LedgerRefusal>({ code: 'repayment_reason_not_open', field: 'reason' })

function refuseAboveCap(reason: RepaymentReason, amountYen: number, period: PeriodState, context: Context) {
  const limitYen = capOf(reason, period, context.settings.repayment)
  if (limitYen === null || amountYen + period.repaidYen <= limitYen) return null
  const leftYen = Math.max(0, limitYen - period.repaidYen)
  return refuse<LedgerRefusal>({ code: 'repayment_above_cap', field: 'amountYen', limitYen, leftYen })
}

function repaidOf(
  { requestId, walletId, reason, amountYen, way }: StoredRepayment,
  { taken, cardLots }: { readonly taken: readonly Part[]; readonly cardLots: readonly CardLot[] | undefined },
  granted: RepaymentGranted,
  context: Context,
): Decision<RepaymentReceipt> {
  const id = context.ids.next()
  const topups = new Map(cardLots?.map(({ lotId, topupId }) => [lotId, topupId]))
  const parts = taken.flatMap((part) => {
    const topupId = topups.get(part.id)
    if (topupId === undefined) return []
    return [{ cardRefundId: context.ids.next(), lotId: part.id, topupId, amountYen: part.amountYen }]
  })
  const isToCard = way === 'card'
  const to = isToCard ? systemAccounts.cardClearing : systemAccounts.bank
  const entries = [
    ...taken.map((part) => ({
      account: wallet(walletId),
      fundId: part.fundId,
      lotId: part.id,
      amountYen: -part.amountYen,
    })),
    { account: to, fundId: reserveFundId, lotId: null, amountYen },
  ]
  const { period } = granted
  return {
    ...nothingElse,
    journal: journal({ id, kind: isToCard ? 'card_refund' : 'repay', at: context.at, entries }),
    body: { walletId, requestId, reason, amountYen, period },
    repaid: granted,
    answer: { repaymentId: id, requestId, reason, amountYen, way, parts, period, repaidAt: context.at },
  }
}

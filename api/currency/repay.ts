import { assert } from '../platform/assert.ts'
import { ok, refuse } from '../platform/result.ts'
import { systemAccounts, wallet } from './account.ts'
import type { Part } from './allocation.ts'
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
  readonly decision?: 'granted' | 'declined' | undefined
  readonly decidedAt?: number | undefined
}

export type StoredRepayment = Repayment & { readonly walletId: string }

export type NewRepayment = {
  readonly requestId: string
  readonly walletId: string
  readonly reason: RepaymentReason
  readonly amountYen: number
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
}

export type AskState = {
  readonly wallet: WalletState | undefined
  readonly waiting: boolean
  readonly period: PeriodState
}

export type DecideCommand = { readonly requestId: string; readonly decidedBy: string }

export type GrantState = {
  readonly repayment: StoredRepayment | undefined
  readonly wallet: WalletState | undefined
  readonly period: PeriodState
}

/** The answer to a repayment: what is handed to its holder. */
export type RepaymentReceipt = {
  readonly repaymentId: string
  readonly requestId: string
  readonly reason: RepaymentReason
  readonly amountYen: number
  readonly repaidAt: number
}

/** A holder asks for paid money back. Nothing moves: what is asked for can be spent until it is handed out. */
export function decideAsk(state: AskState, command: AskCommand, context: Context): HoldOutcome<Repayment> {
  const { amountYen, reason } = command
  const refused =
    refuseAmount(amountYen, context.settings.walletYenMax) ??
    refuseWallet(state.wallet) ??
    refuseReason(reason, context) ??
    (state.waiting ? refuse<LedgerRefusal>({ code: 'repayment_asked_before' }) : null) ??
    refuseAboveCap(reason, amountYen, state.period, context)
  if (refused) return refused
  assert(state.wallet !== undefined, 'a wallet that is not there was refused')
  const spendableYen = repayableYen(state.wallet, context.at)
  if (amountYen > spendableYen)
    return refuse({ code: 'insufficient_funds', field: 'amountYen', spendableYen })
  const requestId = context.ids.next()
  return ok({
    ...nothingHeld,
    at: context.at,
    asked: { ...command, requestId },
    answer: { requestId, reason, amountYen, askedAt: context.at },
  })
}

/** Paid money that can be asked for: valid, neither held nor disputed. What a town gave is no money of the holder's. */
export const repayableYen = (holder: WalletState, at: number): number => sumOfLots(paidLots(holder.lots, at))

/**
 * Who looked at the holder's papers hands the money out: it leaves the wallet, the soonest to end first, and the issuer's
 * bank account. Of no other fund and to nobody else: whether the holder may have it back is the reason's and the cap's.
 */
export function decideGrant(
  { repayment, wallet: holder, period }: GrantState,
  command: DecideCommand,
  context: Context,
): Outcome<RepaymentReceipt> {
  const waiting = waitingOf(repayment)
  if (!waiting.ok) return waiting
  const { reason, amountYen } = waiting.value
  const refused =
    refuseWallet(holder) ??
    refuseReason(reason, context) ??
    refuseAboveCap(reason, amountYen, period, context)
  if (refused) return refused
  assert(holder !== undefined, 'a wallet that is not there was refused')
  const taken = takeFrom(paidLots(holder.lots, context.at), amountYen)
  if (!taken.ok) return taken
  const granted = {
    ...command,
    amountYen,
    period: period.period,
    limitYen: capOf(reason, period, context.settings.repayment),
  }
  return ok(repaidOf(waiting.value, taken.value, granted, context))
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
  { requestId, walletId, reason, amountYen }: StoredRepayment,
  taken: readonly Part[],
  granted: RepaymentGranted,
  context: Context,
): Decision<RepaymentReceipt> {
  const id = context.ids.next()
  const entries = [
    ...taken.map((part) => ({
      account: wallet(walletId),
      fundId: part.fundId,
      lotId: part.id,
      amountYen: -part.amountYen,
    })),
    { account: systemAccounts.bank, fundId: reserveFundId, lotId: null, amountYen },
  ]
  return {
    ...nothingElse,
    journal: journal({ id, kind: 'repay', at: context.at, entries }),
    body: { walletId, requestId, reason, amountYen, period: granted.period },
    repaid: granted,
    answer: { repaymentId: id, requestId, reason, amountYen, repaidAt: context.at },
  }
}

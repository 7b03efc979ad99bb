import { ok, refuse } from '../platform/result.ts'
import type { Result } from '../platform/result.ts'
import type { LedgerRefusal } from './errors.ts'
import type { BasePeriods } from './ports.ts'
import { decideAsk, decideDecline, decideGrant, repayableYen } from './repay.ts'
import type {
  AskCommand,
  DecideCommand,
  PeriodState,
  Repayment,
  RepaymentReceipt,
  RepaymentWay,
  StoredRepayment,
} from './repay.ts'
import { capOf } from './repayment-cap.ts'
import { assertLawful, isReasonOpen, repaymentReasons } from './repayment-reason.ts'
import type { RepaymentReason } from './repayment-reason.ts'
import { answerOnce } from './service-once.ts'
import type { ServiceParts } from './service-once.ts'

export type RepaymentParts = ServiceParts & {
  readonly basePeriods: BasePeriods
  /** Whether there is a card company: without one no money came by card. */
  readonly hasCards: boolean
}

/** What a holder can ask for now, and what was asked before. */
export type OwnRepayments = {
  readonly repayableYen: number
  /** Of that, what can go back to cards. */
  readonly cardYen: number
  readonly reasons: readonly RepaymentReason[]
  readonly repayments: readonly Repayment[]
}

/** A base period as the office sees it. `limitYen`, `leftYen`: of small amounts; null where they have no cap. */
export type PeriodView = PeriodState & { readonly limitYen: number | null; readonly leftYen: number | null }

/** Paid money back to its holders as money (払戻し): asked for in the wallet, handed out by the office. */
export function repaymentService(parts: RepaymentParts) {
  const { store, basePeriods, hasCards, clock, settings } = parts
  assertLawful(settings.repayment)

  const periodAt = async (at: number): Promise<PeriodState> => {
    const period = await basePeriods.periodAt(at)
    return { ...period, repaidYen: await store.repaidIn(period.period) }
  }
  const cardLotsOf = async (walletId: string) => (hasCards ? store.cardLotsIn(walletId) : [])
  const keyOf = (key: string) => ({ scope: 'repayments', key })

  return {
    /**
     * Refuses, in order: amount, wallet, repayment_reason_not_open, repayment_asked_before, repayment_above_cap,
     * insufficient_funds.
     */
    ask: (command: Omit<AskCommand, 'way'> & { way?: RepaymentWay; key: string }) =>
      answerOnce<Repayment>(parts, {
        key: { scope: `wallet:${command.walletId}`, key: command.key },
        content: {
          operation: 'ask_repayment',
          reason: command.reason,
          amountYen: command.amountYen,
          ...(command.way === 'card' ? { way: command.way } : {}),
        },
        decide: async (context) => {
          const [wallet, cardLots, before, period] = await Promise.all([
            store.findWallet(command.walletId),
            cardLotsOf(command.walletId),
            store.repaymentsOf(command.walletId),
            periodAt(context.at),
          ])
          const waiting = before.some(({ decision }) => decision === undefined)
          const { walletId, reason, amountYen, way = 'counter' } = command
          const asked = { walletId, reason, amountYen, way }
          return decideAsk({ wallet, cardLots, waiting, period }, asked, context)
        },
      }),

    /**
     * Refuses, in order: repayment_not_found, repayment_decided_before, wallet, repayment_reason_not_open,
     * repayment_above_cap, insufficient_funds.
     */
    grant: ({ key, ...command }: DecideCommand & { key: string }) =>
      answerOnce<RepaymentReceipt>(parts, {
        key: keyOf(key),
        content: { operation: 'repay', requestId: command.requestId },
        alongside: (answer) => store.cardRepaymentWrites(answer),
        decide: async (context) => {
          const repayment = await store.findRepayment(command.requestId)
          const [wallet, cardLots, period] = await Promise.all([
            repayment && store.findWallet(repayment.walletId),
            repayment ? cardLotsOf(repayment.walletId) : [],
            periodAt(context.at),
          ])
          return decideGrant({ repayment, wallet, cardLots, period }, command, context)
        },
      }),

    /** Refuses, in order: repayment_not_found, repayment_decided_before. */
    decline: ({ key, ...command }: DecideCommand & { key: string }) =>
      answerOnce<Repayment>(parts, {
        key: keyOf(key),
        content: { operation: 'decline_repayment', requestId: command.requestId },
        decide: async (context) =>
          decideDecline({ repayment: await store.findRepayment(command.requestId) }, command, context),
      }),

    /** For the holder. Refuses: wallet_not_found. */
    ofWallet: async (walletId: string): Promise<Result<OwnRepayments, LedgerRefusal>> => {
      const [wallet, cardLots, stored] = await Promise.all([
        store.findWallet(walletId),
        cardLotsOf(walletId),
        store.repaymentsOf(walletId),
      ])
      if (wallet === undefined) return refuse({ code: 'wallet_not_found' })
      const at = clock.now()
      return ok({
        repayableYen: repayableYen(wallet, at),
        cardYen: repayableYen(wallet, at, cardLots),
        reasons: repaymentReasons.filter((reason) => isReasonOpen(reason, at, settings.repayment)),
        repayments: stored.map(withoutWallet),
      })
    },

    /**
     * For the office: what waits, the oldest first, what left for cards, the newest first, and the base period against its
     * cap. Whose wallet it is is not told.
     */
    waiting: async (): Promise<{
      period: PeriodView
      repayments: readonly Repayment[]
      toCards: readonly Repayment[]
    }> => {
      const [period, stored, sent] = await Promise.all([
        periodAt(clock.now()),
        store.waitingRepayments(100),
        store.repaymentsToCards(toCardsShown),
      ])
      const limitYen = capOf('small_amount', period, settings.repayment)
      const leftYen = limitYen === null ? null : Math.max(0, limitYen - period.repaidYen)
      return {
        period: { ...period, limitYen, leftYen },
        repayments: stored.map(withoutWallet),
        toCards: sent.map(withoutWallet),
      }
    },
  }
}

export type Repayments = ReturnType<typeof repaymentService>

/** So many of those that left for cards the office sees. */
const toCardsShown = 20

const withoutWallet = ({ walletId: _wallet, ...repayment }: StoredRepayment): Repayment => repayment

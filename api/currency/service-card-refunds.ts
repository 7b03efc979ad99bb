import type { Logger } from 'pino'
import { ok } from '../platform/result.ts'
import type { Result } from '../platform/result.ts'
import { totalYen } from './allocation.ts'
import { cardJournalOf, cardPartsOf, decideCardReturn, decideToCard } from './card-refund.ts'
import type { CardRefundReceipt, CardReturnReceipt, StoredCardRefund } from './card-refund.ts'
import type { CardProcessor } from './card-processor.ts'
import type { Context } from './decision.ts'
import type { LedgerRefusal } from './errors.ts'
import type { BasePeriods } from './ports.ts'
import { decideRefund } from './refund.ts'
import type { RefundCommand } from './refund.ts'
import { capOf } from './repayment-cap.ts'
import { isReasonOpen } from './repayment-reason.ts'
import type { RepaymentReason } from './repayment-reason.ts'
import { answerOnce } from './service-once.ts'
import type { Alongside, ServiceParts } from './service-once.ts'
import { atTill, refundMoved } from './till-act.ts'
import type { TillAct } from './till-act.ts'

/** What is still on its way is asked after, so many in one question to the database. */
const openAtOnce = 50

/** Before every id. */
const first = ''

/** What the ledger itself does for refunds to cards; the webhook and the job end them by it. */
export function cardReturnUses(parts: ServiceParts) {
  const { store } = parts
  return {
    /**
     * The card company did not take it: it stands in the wallet again, once whoever says so. Refuses:
     * account_closed, which is not remembered.
     */
    returnCardRefund: (command: {
      cardRefundId: string
      reason: string
      alongside?: Alongside<CardReturnReceipt>
    }) =>
      answerOnce<CardReturnReceipt>(parts, {
        key: { scope: `card_return:${command.cardRefundId}`, key: 'once' },
        content: { operation: 'card_return' },
        // A wallet that was closed may be opened again, and then it has its money back.
        unrecorded: ['account_closed'],
        alongside: (answer) => [
          store.cardRefundEndWrite({
            cardRefundId: answer.cardRefundId,
            how: 'returned',
            journalId: answer.journalId,
            at: answer.returnedAt,
          }),
          ...(command.alongside?.(answer) ?? []),
        ],
        decide: async (context) =>
          decideCardReturn(
            { cardRefund: await store.findCardRefund(command.cardRefundId) },
            command,
            context,
          ),
      }),
  }
}

export type CardRefundParts = ServiceParts & {
  readonly basePeriods: BasePeriods
  /** Undefined where nobody configured one: then no money came by card. */
  readonly processor: Pick<CardProcessor, 'giveBackPart'> | undefined
  readonly ledger: ReturnType<typeof cardReturnUses>
  readonly log: Logger
}

/** What would go where if so much of a payment were given back now. `reasons`: those for which the card can be chosen. */
export type CardRefundPlan = {
  readonly amountYen: number
  readonly cardYen: number
  readonly walletYen: number
  readonly reasons: readonly RepaymentReason[]
}

/** A shop gives a payment back to the cards that it was charged from. */
export function cardRefundService(parts: CardRefundParts) {
  const { store, basePeriods, processor, settings } = parts

  const stateOf = async (command: RefundCommand) => {
    const [payment, merchantBalance, cardLots] = await Promise.all([
      store.findPayment(command.paymentId),
      store.merchantBalance(command.merchantAccountId),
      processor === undefined ? [] : store.cardLotsOf(command.paymentId),
    ])
    return { payment, merchantBalance, cardLots }
  }
  const periodAt = async (at: number) => {
    const period = await basePeriods.periodAt(at)
    return { ...period, repaidYen: await store.repaidIn(period.period) }
  }

  return {
    /**
     * Refund and way to the card are one list: refuses what a refund refuses, what the clerk may not do, then, in order,
     * refund_not_from_card, card_refund_changed, repayment_reason_not_open, repayment_above_cap.
     */
    give: (
      command: RefundCommand & {
        reason: RepaymentReason
        /** What the clerk was shown as going to cards. */
        cardYen?: number | undefined
        key: string
        act?: TillAct
      },
    ) => {
      const { alongside, allowed } = atTill(command, refundMoved)
      return answerOnce<CardRefundReceipt>(parts, {
        key: { scope: `merchant:${command.merchantAccountId}`, key: command.key },
        rollUp: command.merchantAccountId,
        content: {
          operation: 'card_refund',
          paymentId: command.paymentId,
          amountYen: command.amountYen,
          reason: command.reason,
          ...(command.cardYen === undefined ? {} : { cardYen: command.cardYen }),
        },
        alongside: (answer) => [
          ...alongside(answer),
          ...store.writesOf(
            {
              key: { scope: `card_refund:${answer.refundId}`, key: 'once' },
              content: { operation: 'card_refund' },
            },
            cardJournalOf(answer),
          ),
          ...store.cardRefundWrites(answer),
        ],
        decide: async (context) => {
          const [{ cardLots, ...state }, period] = await Promise.all([stateOf(command), periodAt(context.at)])
          const refunded = await allowed(decideRefund(state, command, context))
          if (!refunded.ok) return refunded
          const walletId = state.payment!.walletId
          return decideToCard(refunded.value, { walletId, cardLots, period }, command, context)
        },
      })
    },

    /** Nothing moves. Refuses what a refund refuses. */
    plan: async (command: RefundCommand): Promise<Result<CardRefundPlan, LedgerRefusal>> => {
      const context: Context = { at: parts.clock.now(), ids: parts.ids, settings }
      const [{ cardLots, ...state }, period] = await Promise.all([stateOf(command), periodAt(context.at)])
      const refunded = decideRefund(state, command, context)
      if (!refunded.ok) return refunded
      const { amountYen, lots } = refunded.value.answer
      const cardYen = totalYen(cardPartsOf(lots, cardLots))
      const isOpen = (reason: RepaymentReason): boolean => {
        const limitYen = capOf(reason, period, settings.repayment)
        const isWithin = limitYen === null || cardYen + period.repaidYen <= limitYen
        return isWithin && isReasonOpen(reason, context.at, settings.repayment)
      }
      const reasons = cardYen === 0 ? [] : settings.repayment.shopReasons.filter(isOpen)
      return ok({ amountYen, cardYen, walletYen: amountYen - cardYen, reasons })
    },

    /** The job: asks the card company for each that has no end, as often as it takes; it pays each once. */
    sendOpen: async (): Promise<number> => {
      if (processor === undefined) return 0
      let ended = 0
      for (let after = first; ;) {
        const open = await store.openCardRefunds(after, openAtOnce)
        for (const one of open) if (await send(parts, processor, one)) ended += 1
        if (open.length < openAtOnce) return ended
        after = open.at(-1)!.cardRefundId
      }
    },
  }
}

export type CardRefunds = ReturnType<typeof cardRefundService>

/** Whether it ended now. A line that broke is no answer: the same is asked again at the next turn. */
async function send(
  { store, clock, ledger, log }: CardRefundParts,
  processor: NonNullable<CardRefundParts['processor']>,
  { cardRefundId, topupId, amountYen, processorPayment: paymentId }: StoredCardRefund,
): Promise<boolean> {
  const told = await processor.giveBackPart({ paymentId, amountYen, topupId, cardRefundId })
  const refused = told.ok ? null : told.error
  if (refused !== null && refused.code !== 'part_refused') {
    // Nobody knows whether the card has it: put into the wallet, too, it could come twice.
    if (refused.code === 'processor_refused')
      log.error({ cardRefundId, reason: refused.reason }, 'the card company does not say how far a refund is')
    return false
  }
  const state = told.ok ? told.value.state : 'failed'
  if (state === 'done') {
    const end = { cardRefundId, how: 'arrived', journalId: null, at: clock.now() } as const
    return (await store.commit([store.cardRefundEndWrite(end)])) === 'stored'
  }
  if (state !== 'failed') return false
  const reason = refused?.reason ?? 'failed'
  const returned = await ledger.returnCardRefund({ cardRefundId, reason })
  if (!returned.ok)
    log.error({ cardRefundId, code: returned.error.code }, 'a refund that no card took is in no wallet')
  return returned.ok
}

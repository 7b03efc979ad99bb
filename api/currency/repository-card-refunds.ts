import { and, asc, eq, gt, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm'
import type { Store, Write } from '../../db/store.ts'
import type { CardRefundEnd, CardRefundReceipt, StoredCardRefund } from './card-refund.ts'
import type { CardRefundBook } from './ports.ts'
import type { RepaymentReceipt } from './repay.ts'
import { repaymentWrites } from './repository-repayments.ts'

/** What went back to cards, on any engine. */
export function cardRefundBook(store: Store): CardRefundBook {
  return { ...reads(store), ...writes(store) }
}

function writes(
  store: Store,
): Pick<CardRefundBook, 'cardRefundWrites' | 'cardRepaymentWrites' | 'cardRefundEndWrite'> {
  const { tables: t, query, prepareWrite } = store
  const ph = sql.placeholder
  const { countedWrite } = repaymentWrites(store)
  const sent = prepareWrite(
    query.insert(t.cardRefunds).values({
      id: ph('cardRefundId'),
      journalId: ph('journalId'),
      refundJournalId: ph('refundId'),
      topupId: ph('topupId'),
      lotId: ph('lotId'),
      amountYen: ph('amountYen'),
      reason: ph('reason'),
      period: ph('period'),
      createdAt: ph('at'),
    }),
  )
  const ended = prepareWrite(
    query.insert(t.cardRefundEnds).values({
      cardRefundId: ph('cardRefundId'),
      how: ph('how'),
      journalId: ph('journalId'),
      createdAt: ph('at'),
    }),
  )
  return {
    cardRefundWrites: ({ refundId, refundedAt: at, toCard }: CardRefundReceipt): Write[] => {
      const { journalId, reason, period, amountYen, limitYen, parts } = toCard
      return [
        ...parts.map((part) => sent({ ...part, journalId, refundId, reason, period, at })),
        countedWrite({ period, amountYen, limitYen }),
      ]
    },
    cardRepaymentWrites: ({
      repaymentId: journalId,
      reason,
      period,
      repaidAt: at,
      parts,
    }: RepaymentReceipt) =>
      parts.map((part) => sent({ ...part, journalId, refundId: null, reason, period, at })),
    cardRefundEndWrite: (made) => ended({ ...made }),
  }
}

function reads({ tables: t, query, prepareRead }: Store) {
  const ph = sql.placeholder
  const takenBack = and(
    eq(t.topups.method, 'card'),
    isNotNull(t.topups.processorPayment),
    // From a wallet that was stopped nothing leaves.
    isNull(t.wallets.frozenAt),
    // Of a disputed charge the card company decides itself.
    or(isNull(t.disputes.id), eq(t.disputeClosings.how, 'won')),
  )
  const cardLots = prepareRead(
    query
      .select({ lotId: t.lots.id, topupId: t.topups.id })
      .from(t.paymentLots)
      .innerJoin(t.lots, eq(t.lots.id, t.paymentLots.lotId))
      .innerJoin(t.topups, eq(t.topups.journalId, t.lots.journalId))
      .innerJoin(t.wallets, eq(t.wallets.accountId, t.lots.accountId))
      .leftJoin(t.disputes, eq(t.disputes.lotId, t.lots.id))
      .leftJoin(t.disputeClosings, eq(t.disputeClosings.disputeId, t.disputes.id))
      .where(and(eq(t.paymentLots.paymentId, ph('paymentId')), takenBack)),
  )
  const ofWallet = prepareRead(
    query
      .select({ lotId: t.lots.id, topupId: t.topups.id })
      .from(t.lots)
      .innerJoin(t.topups, eq(t.topups.journalId, t.lots.journalId))
      .innerJoin(t.wallets, eq(t.wallets.accountId, t.lots.accountId))
      .leftJoin(t.disputes, eq(t.disputes.lotId, t.lots.id))
      .leftJoin(t.disputeClosings, eq(t.disputeClosings.disputeId, t.disputes.id))
      .where(and(eq(t.lots.accountId, ph('walletId')), takenBack)),
  )
  const select = () =>
    query
      .select({
        cardRefundId: t.cardRefunds.id,
        topupId: t.cardRefunds.topupId,
        lotId: t.cardRefunds.lotId,
        amountYen: t.cardRefunds.amountYen,
        walletId: t.lots.accountId,
        closedAt: t.accounts.closedAt,
        journalId: t.cardRefunds.journalId,
        processorPayment: sql<string>`${t.topups.processorPayment}`,
      })
      .from(t.cardRefunds)
      .innerJoin(t.lots, eq(t.lots.id, t.cardRefunds.lotId))
      .innerJoin(t.accounts, eq(t.accounts.id, t.lots.accountId))
      .innerJoin(t.topups, eq(t.topups.id, t.cardRefunds.topupId))
  const one = prepareRead(select().where(eq(t.cardRefunds.id, ph('cardRefundId'))))
  const open = prepareRead(
    select()
      .where(
        and(
          gt(t.cardRefunds.id, ph('after')),
          sql`not exists (select 1 from card_refund_ends e where e.card_refund_id = ${t.cardRefunds.id})`,
        ),
      )
      .orderBy(asc(t.cardRefunds.id))
      .limit(ph('limit')),
  )
  const ofPayment = prepareRead(
    query
      .select({
        cardRefundId: t.cardRefunds.id,
        refundId: sql<string>`${t.cardRefunds.refundJournalId}`,
        amountYen: t.cardRefunds.amountYen,
        // The last word holds, and 'returned' comes after 'arrived' by its letters, too.
        end: sql<CardRefundEnd | null>`(select max(e.how) from card_refund_ends e where e.card_refund_id = ${t.cardRefunds.id})`,
      })
      .from(t.cardRefunds)
      .where(
        inArray(
          t.cardRefunds.refundJournalId,
          query
            .select({ id: t.journals.id })
            .from(t.journals)
            .where(and(eq(t.journals.parentId, ph('paymentId')), eq(t.journals.kind, 'refund'))),
        ),
      )
      .orderBy(asc(t.cardRefunds.createdAt), asc(t.cardRefunds.id)),
  )
  const stored = ({ closedAt, ...row }: Awaited<ReturnType<typeof one>>[number]): StoredCardRefund => ({
    ...row,
    walletClosed: closedAt !== null,
  })
  return {
    cardLotsOf: (paymentId: string) => cardLots({ paymentId }),
    cardLotsIn: (walletId: string) => ofWallet({ walletId }),
    findCardRefund: async (cardRefundId: string) => (await one({ cardRefundId })).map(stored)[0],
    openCardRefunds: async (after: string, limit: number) => (await open({ after, limit })).map(stored),
    cardRefundsOf: (paymentId: string) => ofPayment({ paymentId }),
  }
}

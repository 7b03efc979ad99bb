import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Store, Write } from '../../db/store.ts'
import type { RepaymentBook } from './ports.ts'
import type {
  CardProgress,
  NewRepayment,
  RepaymentDeclined,
  RepaymentGranted,
  RepaymentWay,
  StoredRepayment,
} from './repay.ts'
import type { RepaymentReason } from './repayment-reason.ts'

/** What holders ask to have back: the request, its end, and the counter of the base period. */
export function repaymentWrites(store: Store) {
  const { tables: t, query, prepareWrite } = store
  const ph = sql.placeholder
  const ask = prepareWrite(
    query.insert(t.repayments).values({
      id: ph('requestId'),
      walletId: ph('walletId'),
      reason: ph('reason'),
      amountYen: ph('amountYen'),
      way: ph('way'),
      createdAt: ph('at'),
    }),
  )
  // Decided once: of a second decision the trigger makes a lost race, where a condition here would let it pass unseen.
  const decide = prepareWrite(
    query
      .update(t.repayments)
      .set({
        decision: sql`${ph('decision')}`,
        decidedAt: sql`${ph('at')}`,
        decidedBy: sql`${ph('decidedBy')}`,
        journalId: sql`${ph('journalId')}`,
        period: sql`${ph('period')}`,
      })
      .where(eq(t.repayments.id, ph('requestId'))),
  )
  // One row for all who are repaid in a base period: they wait here for each other, and a check refuses the first yen above.
  const count = prepareWrite(
    query
      .insert(t.repaymentPeriods)
      .values({ period: ph('period'), repaidYen: ph('amountYen'), limitYen: ph('limitYen') })
      .onConflictDoUpdate({
        target: t.repaymentPeriods.period,
        set: {
          repaidYen: sql`${t.repaymentPeriods.repaidYen} + excluded.repaid_yen`,
          limitYen: sql`excluded.limit_yen`,
        },
      }),
  )
  const countedWrite = (counted: { period: string; amountYen: number; limitYen: number | null }): Write =>
    count(counted)
  return {
    countedWrite,
    askedWrite: (made: NewRepayment, at: number): Write => ask({ ...made, at }),
    declinedWrite: (made: RepaymentDeclined, at: number): Write =>
      decide({ ...made, decision: 'declined', journalId: null, period: null, at }),
    grantedWrites: (
      journal: { id: string; at: number },
      { amountYen, limitYen, ...made }: RepaymentGranted,
    ): Write[] => [
      decide({ ...made, decision: 'granted', journalId: journal.id, at: journal.at }),
      countedWrite({ period: made.period, amountYen, limitYen }),
    ],
  }
}

/** Of what a repayment sent to cards: how much is so far. */
const toCards = (far: SQL) =>
  sql<number>`(select coalesce(sum(c.amount_yen), 0) from card_refunds c where c.journal_id = repayments.journal_id and ${far})`.mapWith(
    Number,
  )

const progressOf = ({ underWayYen, arrivedYen, returnedYen }: CardProgress): CardProgress => ({
  underWayYen,
  arrivedYen,
  returnedYen,
})

const withoutProgress = <Row extends CardProgress>({
  underWayYen: _underWay,
  arrivedYen: _arrived,
  returnedYen: _returned,
  ...row
}: Row) => row

/** What was asked for and handed out, on any engine. */
export function repaymentBook({ tables: t, query, prepareRead }: Store): RepaymentBook {
  const ph = sql.placeholder
  const columns = {
    requestId: t.repayments.id,
    walletId: t.repayments.walletId,
    reason: t.repayments.reason,
    amountYen: t.repayments.amountYen,
    askedAt: t.repayments.createdAt,
    decision: t.repayments.decision,
    decidedAt: t.repayments.decidedAt,
    way: t.repayments.way,
    underWayYen: toCards(sql`not exists (select 1 from card_refund_ends e where e.card_refund_id = c.id)`),
    arrivedYen: toCards(sql`exists (select 1 from card_refund_ends e where e.card_refund_id = c.id)
      and not exists (select 1 from card_refund_ends e where e.card_refund_id = c.id and e.how = 'returned')`),
    returnedYen: toCards(
      sql`exists (select 1 from card_refund_ends e where e.card_refund_id = c.id and e.how = 'returned')`,
    ),
  }
  const one = prepareRead(
    query
      .select(columns)
      .from(t.repayments)
      .where(eq(t.repayments.id, ph('requestId'))),
  )
  const ofWallet = prepareRead(
    query
      .select(columns)
      .from(t.repayments)
      .where(eq(t.repayments.walletId, ph('walletId')))
      .orderBy(desc(t.repayments.createdAt), desc(t.repayments.id))
      .limit(100),
  )
  const waiting = prepareRead(
    query
      .select(columns)
      .from(t.repayments)
      .where(and(isNull(t.repayments.decision)))
      .orderBy(asc(t.repayments.createdAt), asc(t.repayments.id))
      .limit(ph('limit')),
  )
  const sent = prepareRead(
    query
      .select(columns)
      .from(t.repayments)
      .where(and(eq(t.repayments.way, 'card'), eq(t.repayments.decision, 'granted')))
      .orderBy(desc(t.repayments.decidedAt), desc(t.repayments.id))
      .limit(ph('limit')),
  )
  const repaid = prepareRead(
    query
      .select({ repaidYen: t.repaymentPeriods.repaidYen })
      .from(t.repaymentPeriods)
      .where(eq(t.repaymentPeriods.period, ph('period'))),
  )
  type Row = Awaited<ReturnType<typeof one>>[number]
  const storedOf = ({ reason, decision, decidedAt, way, ...row }: Row): StoredRepayment => ({
    ...withoutProgress(row),
    reason: reason as RepaymentReason,
    way: way as RepaymentWay,
    ...(way === 'card' && decision === 'granted' ? { cards: progressOf(row) } : {}),
    ...(decision === null
      ? {}
      : { decision: decision as 'granted' | 'declined', decidedAt: decidedAt ?? undefined }),
  })
  return {
    findRepayment: async (requestId) => (await one({ requestId })).map(storedOf)[0],
    repaymentsOf: async (walletId) => (await ofWallet({ walletId })).map(storedOf),
    waitingRepayments: async (limit) => (await waiting({ limit })).map(storedOf),
    repaymentsToCards: async (limit) => (await sent({ limit })).map(storedOf),
    repaidIn: async (period) => (await repaid({ period }))[0]?.repaidYen ?? 0,
  }
}

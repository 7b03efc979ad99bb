import { asc, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import type { DisputeEnd } from './dispute.ts'

/** A dispute as the office reads it. Instants in epoch milliseconds. */
export type DisputeLine = {
  /** The card processor's id of it, and of the payment. */
  readonly id: string
  readonly paymentId: string | null
  /** The whole top-up, and what of it is in the wallet: frozen, unless the dispute was won. */
  readonly amountYen: number
  readonly leftYen: number
  readonly openedAt: number
  readonly end: {
    readonly how: DisputeEnd
    readonly takenYen: number
    readonly receivableYen: number
    readonly at: number
  } | null
}

export type DisputeLines = {
  /** Every one that goes on, the oldest first, and then the last that ended. */
  readonly lines: (endedMost: number) => Promise<readonly DisputeLine[]>
  /** What payers owe the issuer of all that were lost. */
  readonly receivableYen: () => Promise<number>
}

/** Disputes in a list, on any engine. */
export function disputeLines({ tables: t, query, prepareRead }: Store): DisputeLines {
  const { disputes: d, disputeClosings: c } = t
  const select = () =>
    query
      .select({
        id: d.id,
        paymentId: t.topups.processorPayment,
        amountYen: d.amountYen,
        leftYen: sql`${t.lots.remainingYen} - ${t.lots.heldYen}`.mapWith(Number),
        openedAt: d.createdAt,
        how: c.how,
        takenYen: c.takenYen,
        receivableYen: c.receivableYen,
        endedAt: c.createdAt,
      })
      .from(d)
      .innerJoin(t.lots, eq(t.lots.id, d.lotId))
      .leftJoin(t.topups, eq(t.topups.journalId, d.topUpJournalId))
      .leftJoin(c, eq(c.disputeId, d.id))
  const open = prepareRead(select().where(isNull(c.disputeId)).orderBy(asc(d.createdAt), asc(d.id)))
  const ended = prepareRead(
    select()
      .where(isNotNull(c.disputeId))
      .orderBy(desc(c.createdAt), desc(d.id))
      .limit(sql.placeholder('endedMost')),
  )
  const owed = prepareRead(
    query.select({ yen: sql`coalesce(sum(${c.receivableYen}), 0)`.mapWith(Number) }).from(c),
  )
  type Row = Awaited<ReturnType<typeof open>>[number]
  const lineOf = ({ how, takenYen, receivableYen, endedAt, ...row }: Row): DisputeLine => ({
    ...row,
    end:
      how === null
        ? null
        : { how: how as DisputeEnd, takenYen: takenYen!, receivableYen: receivableYen!, at: endedAt! },
  })
  return {
    lines: async (endedMost) => [...(await open({})), ...(await ended({ endedMost }))].map(lineOf),
    receivableYen: async () => (await owed({}))[0]!.yen,
  }
}

import { and, desc, eq, isNull, ne, sql } from 'drizzle-orm'
import { isViolation, Violation } from '../../db/violation.ts'
import type { Store, Write } from '../../db/store.ts'
import type { TopupStore } from './topup-ports.ts'
import type { TopupMethod, Voucher } from './topup-method.ts'
import type { Topup, TopupStatus } from './topup.ts'

/** Top-ups and the processor's events on any engine. */
export function topupStore(store: Store): TopupStore {
  return { ...reads(store), ...writes(store), commit: commitOn(store) }
}

function reads(store: Store) {
  const { tables: t, query, prepareRead } = store
  const ph = sql.placeholder
  const undone = sql`(select 1 from ${t.journals} where ${and(
    eq(t.journals.parentId, t.topups.journalId),
    eq(t.journals.kind, 'void'),
  )})`
  const select = () =>
    query
      .select({
        id: t.topups.id,
        walletId: t.topups.walletId,
        amountYen: t.topups.amountYen,
        method: sql<TopupMethod>`${t.topups.method}`,
        // The journal that undid it says so: the row is what the card company's events say.
        status: sql<TopupStatus>`case when exists ${undone} then 'voided' else ${t.topups.status} end`,
        sessionId: t.topups.processorSession,
        paymentId: t.topups.processorPayment,
        payUrl: t.topups.payUrl,
        pageEndsAt: t.topups.pageEndsAt,
        voucher: t.topups.voucher,
        journalId: t.topups.journalId,
        failure: t.topups.failure,
        createdAt: t.topups.createdAt,
        updatedAt: t.topups.updatedAt,
      })
      .from(t.topups)
  const topup = prepareRead(select().where(eq(t.topups.id, sql.placeholder('id'))))
  const ofPayment = prepareRead(select().where(eq(t.topups.processorPayment, sql.placeholder('paymentId'))))
  const waiting = prepareRead(
    select()
      .where(and(eq(t.topups.walletId, ph('walletId')), eq(t.topups.status, 'waiting')))
      .orderBy(desc(t.topups.createdAt), desc(t.topups.id))
      .limit(ph('limit')),
  )
  const event = prepareRead(
    query
      .select()
      .from(t.processorEvents)
      .where(eq(t.processorEvents.id, sql.placeholder('id'))),
  )
  const begun = prepareRead(
    query
      .select({
        dayYen: sql<number>`coalesce(sum(case when ${t.topups.createdAt} >= ${ph('day')} then ${t.topups.amountYen} else 0 end), 0)`,
        monthYen: sql<number>`coalesce(sum(case when ${t.topups.createdAt} >= ${ph('month')} then ${t.topups.amountYen} else 0 end), 0)`,
        pendingYen: sql<number>`coalesce(sum(case when ${t.topups.status} <> 'credited' then ${t.topups.amountYen} else 0 end), 0)`,
      })
      .from(t.topups)
      .where(
        and(eq(t.topups.walletId, ph('walletId')), ne(t.topups.status, 'expired'), sql`not exists ${undone}`),
      ),
  )
  return {
    begunBy: async (walletId: string, since: { day: number; month: number }) =>
      (await begun({ walletId, ...since }))[0]!,
    find: async (id: string) => topupOf((await topup({ id }))[0]),
    findByPayment: async (paymentId: string) => topupOf((await ofPayment({ paymentId }))[0]),
    listWaiting: async (walletId: string, limit: number) =>
      (await waiting({ walletId, limit })).flatMap((row) => topupOf(row) ?? []),
    findEvent: async (id: string) => (await event({ id }))[0],
  }
}

function writes(
  store: Store,
): Omit<TopupStore, 'begunBy' | 'find' | 'findByPayment' | 'listWaiting' | 'findEvent' | 'commit'> {
  const { tables: t, query, prepareWrite } = store
  const ph = sql.placeholder
  const open = prepareWrite(
    query.insert(t.topups).values({
      id: ph('id'),
      walletId: ph('walletId'),
      amountYen: ph('amountYen'),
      method: ph('method'),
      key: ph('key'),
      status: 'opened',
      dayLimitYen: ph('dayLimitYen'),
      monthLimitYen: ph('monthLimitYen'),
      walletLimitYen: ph('walletLimitYen'),
      createdAt: ph('createdAt'),
      updatedAt: ph('createdAt'),
    }),
  )
  const session = prepareWrite(
    query
      .update(t.topups)
      .set({
        processorSession: sql`${ph('sessionId')}`,
        payUrl: sql`${ph('payUrl')}`,
        pageEndsAt: sql`${ph('pageEndsAt')}`,
      })
      .where(and(eq(t.topups.id, ph('id')), isNull(t.topups.processorSession))),
  )
  const voucher = prepareWrite(
    query
      .update(t.topups)
      .set({ voucher: sql`${ph('voucherText')}` })
      .where(and(eq(t.topups.id, ph('id')), isNull(t.topups.voucher))),
  )
  const event = prepareWrite(
    query.insert(t.processorEvents).values({
      id: ph('id'),
      type: ph('type'),
      outcome: ph('outcome'),
      receivedAt: ph('receivedAt'),
    }),
  )
  // An UPDATE that finds nothing succeeds; a state that may not be null refuses when somebody else was first.
  const move = prepareWrite(
    query
      .update(t.topups)
      .set({
        status: sql`case when ${t.topups.status} = ${ph('seenStatus')} and ${t.topups.updatedAt} = ${ph('seenAt')} then cast(${ph('status')} as text) else null end`,
        failure: sql`${ph('failure')}`,
        updatedAt: sql`${ph('updatedAt')}`,
      })
      .where(eq(t.topups.id, ph('id'))),
  )
  const payment = prepareWrite(
    query
      .update(t.topups)
      .set({ processorPayment: sql`${ph('paymentId')}` })
      .where(and(eq(t.topups.id, ph('id')), isNull(t.topups.processorPayment))),
  )
  const credit = prepareWrite(
    query
      .update(t.topups)
      .set({
        status: 'credited',
        journalId: sql`${ph('journalId')}`,
        processorSession: sql`coalesce(${t.topups.processorSession}, ${ph('sessionId')})`,
        processorPayment: sql`coalesce(${ph('paymentId')}, ${t.topups.processorPayment})`,
        failure: null,
        updatedAt: sql`${ph('at')}`,
      })
      .where(eq(t.topups.id, ph('id'))),
  )
  return {
    openWrites: (topup) => [open({ ...topup })],
    sessionWrites: (page) => [session({ ...page })],
    voucherWrites: (told) => [voucher({ id: told.id, voucherText: JSON.stringify(told.voucher) })],
    paymentWrites: (paid) => [payment({ ...paid })],
    eventWrites: (handled) => [event({ ...handled })],
    moveWrites: (seen, to) => [move({ id: seen.id, seenStatus: seen.status, seenAt: seen.updatedAt, ...to })],
    creditWrites: (credited) => [credit({ ...credited })],
  }
}

/** A row as it is read. */
const topupOf = (row: (Omit<Topup, 'voucher'> & { readonly voucher: unknown }) | undefined) =>
  row && { ...row, voucher: row.voucher as Voucher | null }

function commitOn(store: Store): TopupStore['commit'] {
  return async (list) => {
    try {
      await store.atomic(list as Write[])
      return 'stored'
    } catch (error) {
      if (isLostRace(error)) return 'lost_race'
      throw error
    }
  }
}

/** The key was used, the event handled, a limit reached or the top-up moved by another writer a moment before. */
const isLostRace = (error: unknown): boolean =>
  isViolation(error, 'race') ||
  isViolation(error, 'check', 'topup_within_limits') ||
  isViolation(error, 'check', 'proxy_act_allowed') ||
  ['keys', 'topups', 'processor_events'].some((table) => isViolation(error, 'unique', table)) ||
  (error instanceof Violation && error.kind === 'type' && /status/.test(error.message + String(error.cause)))

import { and, asc, eq, gte, isNull, sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import type { Happenings, UntoldRead as Read } from './ports.ts'
import { applicationsDecided } from './repository-applications.ts'
import { bankAccountHappenings } from './repository-bank-accounts.ts'
import { noticeHappenings } from './repository-notices.ts'
import { languageOfShop } from './repository-shop-languages.ts'
import { shopNoticeHappenings } from './repository-shop-notices.ts'

/**
 * What happened and was not told yet. It reads the rows of other domains and writes none: whoever pays or settles need
 * not know that somebody wants to hear of it, and nothing is lost when they die right after.
 */
export function happenings(store: Store): Happenings {
  return {
    ofMail: together([
      receipts(store),
      payoutsSent(store),
      payoutsReturned(store),
      applicationsDecided(store),
      ...bankAccountHappenings(store),
    ]),
    ofPush: together([...noticeHappenings(store), ...shopNoticeHappenings(store)]),
  }
}

const together =
  (reads: readonly Read[]): Read =>
  async (fromAt, limit, now) =>
    (await Promise.all(reads.map((read) => read(fromAt, limit, now)))).flat()

/** Payments of wallets whose holder wants receipts, since they said so. */
function receipts({ prepareRead, query, tables }: Store): Read {
  const { mailAddresses: a, payments: p, merchants: m, messages } = tables
  const ph = sql.placeholder
  const read = prepareRead(
    query
      .select({
        addressId: a.id,
        language: a.language,
        paymentId: p.journalId,
        amountYen: p.amountYen,
        paidAt: p.createdAt,
        shopJa: m.nameJa,
        shopEn: m.nameEn,
      })
      .from(a)
      .innerJoin(p, and(eq(p.walletId, a.walletId), gte(p.createdAt, ph('fromAt'))))
      .innerJoin(m, eq(m.accountId, p.merchantAccountId))
      .leftJoin(messages, sql`${messages.id} = 'payment_receipt:' || ${p.journalId}`)
      // An address that nobody confirmed has no such instant, and nothing comes after it.
      .where(and(sql`${p.createdAt} >= ${a.confirmedAt}`, isNull(messages.id)))
      .orderBy(asc(p.createdAt))
      .limit(ph('limit')),
  )
  return async (fromAt, limit) =>
    (await read({ fromAt, limit })).map(({ addressId, language, ...facts }) => ({
      kind: 'payment_receipt',
      of: facts.paymentId,
      recipient: { kind: 'address', id: addressId },
      language,
      facts,
    }))
}

const payoutColumns = (tables: Store['tables']) => {
  const { payouts: p, settlements: s, merchants: m } = tables
  return {
    language: languageOfShop(tables),
    payoutId: p.id,
    merchantId: p.merchantId,
    amountYen: p.amountYen,
    payDay: s.payDay,
    shopJa: m.nameJa,
    shopEn: m.nameEn,
  }
}

const toShop = (merchantId: string) => ({ recipient: { kind: 'merchant', id: merchantId } }) as const

function payoutsSent({ prepareRead, query, tables }: Store): Read {
  const { payouts: p, settlements: s, merchants: m, messages } = tables
  const ph = sql.placeholder
  const read = prepareRead(
    query
      .select(payoutColumns(tables))
      .from(p)
      .innerJoin(s, eq(s.id, p.settlementId))
      .innerJoin(m, eq(m.id, p.merchantId))
      .leftJoin(messages, sql`${messages.id} = 'payout_sent:' || ${p.id}`)
      .where(and(gte(p.createdAt, ph('fromAt')), isNull(messages.id)))
      .orderBy(asc(p.createdAt))
      .limit(ph('limit')),
  )
  return async (fromAt, limit) =>
    (await read({ fromAt, limit })).map(({ language, ...facts }) => ({
      kind: 'payout_sent',
      of: facts.payoutId,
      ...toShop(facts.merchantId),
      language,
      facts,
    }))
}

function payoutsReturned({ prepareRead, query, tables }: Store): Read {
  const { payouts: p, payoutReturns: r, settlements: s, merchants: m, messages } = tables
  const ph = sql.placeholder
  const read = prepareRead(
    query
      .select({ ...payoutColumns(tables), reason: r.reason })
      .from(r)
      .innerJoin(p, eq(p.id, r.payoutId))
      .innerJoin(s, eq(s.id, p.settlementId))
      .innerJoin(m, eq(m.id, p.merchantId))
      .leftJoin(messages, sql`${messages.id} = 'payout_returned:' || ${p.id}`)
      .where(and(gte(r.createdAt, ph('fromAt')), isNull(messages.id)))
      .orderBy(asc(r.createdAt))
      .limit(ph('limit')),
  )
  return async (fromAt, limit) =>
    (await read({ fromAt, limit })).map(({ language, ...facts }) => ({
      kind: 'payout_returned',
      of: facts.payoutId,
      ...toShop(facts.merchantId),
      language,
      facts,
    }))
}

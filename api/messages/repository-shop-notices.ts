import { and, asc, eq, gte, isNull, sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { japanDay } from '../platform/clock.ts'
import type { UntoldRead } from './ports.ts'
import { ownersBrowser } from './repository-shop-browsers.ts'

/** What happened to a shop's money whose owner wants to see it on a phone, since that phone was told so. */
export const shopNoticeHappenings = (store: Store): readonly UntoldRead[] => [
  payoutsSent(store),
  payoutsReturned(store),
  accountChanges(store),
]

const ofBrowser = (happening: string, browserId: string) =>
  ({ of: `${happening}:${browserId}`, recipient: { kind: 'address', id: browserId } }) as const

const payoutColumns = ({ shopBrowsers: b, payouts: p, settlements: s, merchants: m }: Store['tables']) => ({
  browserId: b.id,
  language: b.language,
  payoutId: p.id,
  merchantId: p.merchantId,
  amountYen: p.amountYen,
  payDay: s.payDay,
  shopJa: m.nameJa,
  shopEn: m.nameEn,
})

function payoutsSent({ prepareRead, query, tables }: Store): UntoldRead {
  const { shopBrowsers: b, payouts: p, settlements, merchants, merchantMembers, sessions, messages } = tables
  const ph = sql.placeholder
  const { member, session } = ownersBrowser(tables)
  const read = prepareRead(
    query
      .select(payoutColumns(tables))
      .from(b)
      .innerJoin(merchantMembers, member)
      .innerJoin(sessions, session)
      .innerJoin(p, and(eq(p.merchantId, b.merchantId), gte(p.createdAt, ph('fromAt'))))
      .innerJoin(settlements, eq(settlements.id, p.settlementId))
      .innerJoin(merchants, eq(merchants.id, p.merchantId))
      .leftJoin(messages, sql`${messages.id} = 'payout_notice:' || ${p.id} || ':' || ${b.id}`)
      .where(and(sql`${p.createdAt} >= ${b.createdAt}`, isNull(messages.id)))
      .orderBy(asc(p.createdAt))
      .limit(ph('limit')),
  )
  return async (fromAt, limit, now) =>
    (await read({ fromAt, limit, at: new Date(now) })).map(({ browserId, language, ...facts }) => ({
      kind: 'payout_notice',
      ...ofBrowser(facts.payoutId, browserId),
      language,
      facts,
    }))
}

function payoutsReturned({ prepareRead, query, tables }: Store): UntoldRead {
  const { shopBrowsers: b, payouts: p, payoutReturns: r, settlements, merchants, messages } = tables
  const ph = sql.placeholder
  const { member, session } = ownersBrowser(tables)
  const read = prepareRead(
    query
      .select(payoutColumns(tables))
      .from(b)
      .innerJoin(tables.merchantMembers, member)
      .innerJoin(tables.sessions, session)
      .innerJoin(p, eq(p.merchantId, b.merchantId))
      .innerJoin(r, and(eq(r.payoutId, p.id), gte(r.createdAt, ph('fromAt'))))
      .innerJoin(settlements, eq(settlements.id, p.settlementId))
      .innerJoin(merchants, eq(merchants.id, p.merchantId))
      .leftJoin(messages, sql`${messages.id} = 'payout_returned_notice:' || ${p.id} || ':' || ${b.id}`)
      .where(and(sql`${r.createdAt} >= ${b.createdAt}`, isNull(messages.id)))
      .orderBy(asc(r.createdAt))
      .limit(ph('limit')),
  )
  return async (fromAt, limit, now) =>
    (await read({ fromAt, limit, at: new Date(now) })).map(({ browserId, language, ...facts }) => ({
      kind: 'payout_returned_notice',
      ...ofBrowser(facts.payoutId, browserId),
      language,
      facts,
    }))
}

/** Another bank account was asked for: who did not ask for it is to know before it is decided. */
function accountChanges({ prepareRead, query, tables }: Store): UntoldRead {
  const { shopBrowsers: b, bankAccountChanges: c, merchants: m, messages } = tables
  const ph = sql.placeholder
  const { member, session } = ownersBrowser(tables)
  const read = prepareRead(
    query
      .select({
        browserId: b.id,
        language: b.language,
        changeId: c.id,
        merchantId: c.merchantId,
        shopJa: m.nameJa,
        shopEn: m.nameEn,
        bankKana: c.bankNameKana,
        accountNumber: c.accountNumber,
        createdAt: c.createdAt,
      })
      .from(b)
      .innerJoin(tables.merchantMembers, member)
      .innerJoin(tables.sessions, session)
      .innerJoin(c, and(eq(c.merchantId, b.merchantId), gte(c.createdAt, ph('fromAt'))))
      .innerJoin(m, eq(m.id, c.merchantId))
      .leftJoin(messages, sql`${messages.id} = 'account_change_notice:' || ${c.id} || ':' || ${b.id}`)
      .where(and(sql`${c.createdAt} >= ${b.createdAt}`, isNull(messages.id)))
      .orderBy(asc(c.createdAt))
      .limit(ph('limit')),
  )
  return async (fromAt, limit, now) =>
    (await read({ fromAt, limit, at: new Date(now) })).map(
      ({ browserId, language, accountNumber, bankKana, createdAt, ...row }) => ({
        kind: 'account_change_notice',
        ...ofBrowser(row.changeId, browserId),
        language,
        facts: {
          ...row,
          bankKana: bankKana.normalize('NFKC'),
          lastDigits: accountNumber.slice(-4),
          fromDay: japanDay(createdAt),
        },
      }),
    )
}

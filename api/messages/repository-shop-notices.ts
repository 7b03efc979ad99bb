import { and, asc, eq, gte, isNull, sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { japanDay } from '../platform/clock.ts'
import type { UntoldRead } from './ports.ts'
import { ownersBrowser } from './repository-shop-browsers.ts'

/** What happened to a shop's money whose owner wants to see it on a phone, since that phone was told so. */
export const shopNoticeHappenings = (store: Store): readonly UntoldRead[] => [
  payouts(store, 'payout_notice'),
  payouts(store, 'payout_returned_notice'),
  accountChanges(store),
]

const ofBrowser = (happening: string, browserId: string) =>
  ({ of: `${happening}:${browserId}`, recipient: { kind: 'address', id: browserId } }) as const

/** Payouts on their way, or those that came back: `happenedAt` is the column that says when. */
function payouts(store: Store, kind: 'payout_notice' | 'payout_returned_notice'): UntoldRead {
  const { prepareRead, query, tables } = store
  const { shopBrowsers: b, payouts: p, payoutReturns: r, settlements: s, merchants: m, messages } = tables
  const ph = sql.placeholder
  const { member, session } = ownersBrowser(tables)
  const happenedAt = kind === 'payout_notice' ? p.createdAt : r.createdAt
  const read = prepareRead(
    query
      .select({
        browserId: b.id,
        language: b.language,
        payoutId: p.id,
        merchantId: p.merchantId,
        amountYen: p.amountYen,
        payDay: s.payDay,
        shopJa: m.nameJa,
        shopEn: m.nameEn,
      })
      .from(b)
      .innerJoin(tables.merchantMembers, member)
      .innerJoin(tables.sessions, session)
      .innerJoin(p, eq(p.merchantId, b.merchantId))
      // A payout comes back once at the most, so that no row stands here twice.
      .leftJoin(r, eq(r.payoutId, p.id))
      .innerJoin(s, eq(s.id, p.settlementId))
      .innerJoin(m, eq(m.id, p.merchantId))
      .leftJoin(messages, sql`${messages.id} = ${sql.raw(`'${kind}:'`)} || ${p.id} || ':' || ${b.id}`)
      .where(and(gte(happenedAt, ph('fromAt')), sql`${happenedAt} >= ${b.createdAt}`, isNull(messages.id)))
      .orderBy(asc(happenedAt))
      .limit(ph('limit')),
  )
  return async (fromAt, limit, now) =>
    (await read({ fromAt, limit, at: new Date(now) })).map(({ browserId, language, ...facts }) => ({
      kind,
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

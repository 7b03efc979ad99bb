import { and, asc, eq, gte, isNull, sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import type { UntoldRead } from './ports.ts'

/** What happened in wallets whose holders want to see it on their phones, since each phone was told so. */
export const noticeHappenings = (store: Store): readonly UntoldRead[] => [payments(store), topups(store)]

/** Of the same happening each browser is told once: its number is part of the message's id. */
const ofBrowser = (happening: string, addressId: string): string => `${happening}:${addressId}`

function payments({ prepareRead, query, tables }: Store): UntoldRead {
  const { pushAddresses: a, walletDevices: d, payments: p, merchants: m, messages } = tables
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
      .innerJoin(d, and(eq(d.id, a.deviceId), isNull(d.revokedAt)))
      .innerJoin(p, and(eq(p.walletId, a.walletId), gte(p.createdAt, ph('fromAt'))))
      .innerJoin(m, eq(m.accountId, p.merchantAccountId))
      .leftJoin(messages, sql`${messages.id} = 'payment_notice:' || ${p.journalId} || ':' || ${a.id}`)
      .where(and(sql`${p.createdAt} >= ${a.createdAt}`, isNull(messages.id)))
      .orderBy(asc(p.createdAt))
      .limit(ph('limit')),
  )
  return async (fromAt, limit) =>
    (await read({ fromAt, limit })).map(({ addressId, language, ...facts }) => ({
      kind: 'payment_notice',
      of: ofBrowser(facts.paymentId, addressId),
      recipient: { kind: 'address', id: addressId },
      language,
      facts,
    }))
}

function topups({ prepareRead, query, tables }: Store): UntoldRead {
  const { pushAddresses: a, walletDevices: d, topups: p, journals: j, messages } = tables
  const ph = sql.placeholder
  const read = prepareRead(
    query
      .select({
        addressId: a.id,
        language: a.language,
        topupId: p.id,
        amountYen: p.amountYen,
        creditedAt: j.createdAt,
      })
      .from(a)
      .innerJoin(d, and(eq(d.id, a.deviceId), isNull(d.revokedAt)))
      .innerJoin(p, and(eq(p.walletId, a.walletId), eq(p.status, 'credited')))
      // Not the instant of the card company's event: that may come days late.
      .innerJoin(j, and(eq(j.id, p.journalId), gte(j.createdAt, ph('fromAt'))))
      .leftJoin(messages, sql`${messages.id} = 'topup_notice:' || ${p.id} || ':' || ${a.id}`)
      .where(and(sql`${j.createdAt} >= ${a.createdAt}`, isNull(messages.id)))
      .orderBy(asc(j.createdAt))
      .limit(ph('limit')),
  )
  return async (fromAt, limit) =>
    (await read({ fromAt, limit })).map(({ addressId, language, ...facts }) => ({
      kind: 'topup_notice',
      of: ofBrowser(facts.topupId, addressId),
      recipient: { kind: 'address', id: addressId },
      language,
      facts,
    }))
}

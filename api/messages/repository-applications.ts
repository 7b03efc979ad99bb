import { and, asc, eq, gte, isNull, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { Store } from '../../db/store.ts'
import type { UntoldRead } from './ports.ts'
import { languageOfShop } from './repository-shop-languages.ts'

/** Applications of shops that a second officer let go: accepted or refused. What was only proposed is told to nobody. */
export function applicationsDecided({ prepareRead, query, tables }: Store): UntoldRead {
  const { merchantApplicationSteps: s, merchants: m, messages } = tables
  const proposal = alias(s, 'proposal')
  const ph = sql.placeholder
  const read = prepareRead(
    query
      .select({
        language: languageOfShop(tables),
        verdict: proposal.verdict,
        merchantId: s.merchantId,
        shopJa: m.nameJa,
        shopEn: m.nameEn,
        reason: proposal.reason,
      })
      .from(s)
      .innerJoin(m, eq(m.id, s.merchantId))
      .innerJoin(
        proposal,
        and(eq(proposal.merchantId, s.merchantId), sql`${proposal.number} = ${s.number} - 1`),
      )
      .leftJoin(
        messages,
        sql`${messages.id} = case ${proposal.verdict} when 'accept' then 'application_accepted:' else 'application_refused:' end || ${s.merchantId}`,
      )
      .where(and(eq(s.what, 'approved'), gte(s.createdAt, ph('fromAt')), isNull(messages.id)))
      .orderBy(asc(s.createdAt))
      .limit(ph('limit')),
  )
  return async (fromAt, limit) =>
    (await read({ fromAt, limit })).map(({ language, verdict, ...facts }) => ({
      kind: verdict === 'accept' ? ('application_accepted' as const) : ('application_refused' as const),
      of: facts.merchantId,
      recipient: { kind: 'merchant' as const, id: facts.merchantId },
      language,
      facts,
    }))
}

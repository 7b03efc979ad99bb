import { and, asc, gt, lte, sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import type { VerifyReads } from './record-verify.ts'
import { auditStore } from './repository.ts'
import { sealedJournals } from './repository-verify-page.ts'

/** The reads that look through the whole record, a page at a time. */
export function recordAudit(store: Store): VerifyReads {
  const { tables: t, query, prepareRead } = store
  const ph = sql.placeholder
  const { origin, keys, nodes, movements } = auditStore(store)
  const checkpoints = prepareRead(
    query
      .select({
        size: t.checkpoints.size,
        note: t.checkpoints.note,
        createdAt: t.checkpoints.createdAt,
      })
      .from(t.checkpoints)
      .where(and(gt(t.checkpoints.size, ph('above')), lte(t.checkpoints.size, ph('upTo'))))
      .orderBy(asc(t.checkpoints.size)),
  )
  const statements = prepareRead(
    query
      .select({ day: t.statements.day, size: t.statements.size, note: t.statements.note })
      .from(t.statements)
      .orderBy(asc(t.statements.day)),
  )
  const beyond = prepareRead(
    query
      .select({ level: t.sealNodes.level, position: t.sealNodes.position })
      .from(t.sealNodes)
      .where(sql`${endOf(store)} > ${ph('size')}`)
      .orderBy(asc(t.sealNodes.level), asc(t.sealNodes.position))
      .limit(1),
  )
  const waiting = sql`from journals j left join seals s on s.journal_id = j.id
    where s.sequence is null and exists (select 1 from journal_balanced b where b.journal_id = j.id)`
  const unsealed = prepareRead(
    query
      .select({
        count: sql<number>`(select count(*) ${waiting})`,
        overdue: sql<
          string | null
        >`(select min(j.id) ${waiting} and j.created_at + ${ph('patienceMs')} < (select max(sealed_at) from seals))`,
      })
      .from(sql`(select 1 as one) as one_row`),
  )
  return {
    origin,
    keys,
    nodes,
    movements,
    sealedFrom: sealedJournals(store),
    checkpoints: (above, upTo) => checkpoints({ above, upTo }),
    allStatements: () => statements(),
    subtreeBeyond: async (size) => (await beyond({ size }))[0],
    unsealed: async (patienceMs) => {
      const { count, overdue } = (await unsealed({ patienceMs }))[0]!
      return { count, overdue: overdue ?? undefined }
    },
  }
}

/** Behind the last leaf of a subtree: (position + 1) × 2^level. */
function endOf({ dialect, tables: { sealNodes: t } }: Store) {
  return dialect === 'postgresql'
    ? sql`(${t.position} + 1)::numeric * (1::bigint << ${t.level}::int)`
    : sql`(${t.position} + 1) * (1 << ${t.level})`
}

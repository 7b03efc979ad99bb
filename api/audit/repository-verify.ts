import { and, asc, eq, gt, gte, lt, lte, sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { nameOf } from './merkle.ts'
import type { VerifyReads } from './record-verify.ts'
import { auditStore } from './repository.ts'
import { recordPages } from './repository-verify-page.ts'

/** The reads that look through the whole record, a page at a time. */
export function recordAudit(store: Store): VerifyReads {
  const { tables: t, query, prepareRead } = store
  const ph = sql.placeholder
  const { origin, keys, movements } = auditStore(store)
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
    movements,
    subtrees: storedSubtrees(store),
    pages: recordPages(store),
    checkpoints: (above, upTo) => checkpoints({ above, upTo }),
    allStatements: () => statements(),
    subtreeBeyond: async (size) => (await beyond({ size }))[0],
    unsealed: async (patienceMs) => {
      const { count, overdue } = (await unsealed({ patienceMs }))[0]!
      return { count, overdue: overdue ?? undefined }
    },
  }
}

/** Level by level along the key: those of a stretch stand side by side. */
function storedSubtrees({ tables: { sealNodes: t }, query, prepareRead }: Store): VerifyReads['subtrees'] {
  const ph = sql.placeholder
  const ofLevel = prepareRead(
    query
      .select({ level: t.level, position: t.position, hash: t.hash })
      .from(t)
      .where(and(eq(t.level, ph('level')), gte(t.position, ph('first')), lt(t.position, ph('end')))),
  )
  return async (from, to) => {
    const reads: ReturnType<typeof ofLevel>[] = []
    for (let [level, width] = [1, 2]; width <= to; [level, width] = [level + 1, width * 2]) {
      const [first, end] = [Math.floor(from / width), Math.floor(to / width)]
      if (first < end) reads.push(ofLevel({ level, first, end }))
    }
    const rows = (await Promise.all(reads)).flat()
    return new Map(rows.map((row) => [nameOf(row), row.hash]))
  }
}

/** Behind the last leaf of a subtree: (position + 1) × 2^level. */
function endOf({ dialect, tables: { sealNodes: t } }: Store) {
  return dialect === 'postgresql'
    ? sql`(${t.position} + 1)::numeric * (1::bigint << ${t.level}::int)`
    : sql`(${t.position} + 1) * (1 << ${t.level})`
}

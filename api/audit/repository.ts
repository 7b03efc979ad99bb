import { and, asc, desc, eq, gt, gte, isNotNull, or, sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import type { Cursor, IdentityStore, RecordReads, SealStore } from './ports.ts'
import { recordIdentityIn } from './repository-identity.ts'
import { recordedJournals } from './repository-journals.ts'
import { movementsIn, storedHash, storedNodes } from './repository-tree.ts'
import { recordWrites } from './repository-writes.ts'

/** The sealed record on any engine. */
export function auditStore(store: Store): SealStore & IdentityStore & RecordReads {
  return {
    ...recordReads(store),
    ...recordWrites(store),
    ...recordIdentityIn(store),
    journals: recordedJournals(store),
    nodes: storedNodes(store),
    movements: movementsIn(store),
  }
}

function recordReads(store: Store) {
  const { tables: t, query, prepareRead } = store
  const ph = sql.placeholder
  const last = prepareRead(
    query
      .select({ sequence: t.seals.sequence, hash: t.seals.hash, journalAt: t.journals.createdAt })
      .from(t.seals)
      .leftJoin(t.journals, eq(t.journals.id, t.seals.journalId))
      .orderBy(desc(t.seals.sequence))
      .limit(1),
  )
  const first = prepareRead(
    query
      .select({ at: t.journals.createdAt })
      .from(t.seals)
      .innerJoin(t.journals, eq(t.journals.id, t.seals.journalId))
      .where(eq(t.seals.sequence, 0)),
  )
  const after = prepareRead(
    query
      .select({
        id: t.journals.id,
        at: t.journals.createdAt,
        sealed: sql<number>`case when ${isNotNull(t.seals.sequence)} then 1 else 0 end`,
      })
      .from(t.journals)
      .leftJoin(t.seals, eq(t.seals.journalId, t.journals.id))
      .where(
        and(
          gte(t.journals.createdAt, ph('at')),
          or(gt(t.journals.createdAt, ph('at')), gt(t.journals.id, ph('id'))),
          sql`exists (select 1 from ${t.journalBalanced} where ${eq(t.journalBalanced.journalId, t.journals.id)})`,
        ),
      )
      .orderBy(asc(t.journals.createdAt), asc(t.journals.id))
      .limit(ph('limit')),
  )
  const sealOf = prepareRead(
    query
      .select({
        sequence: t.seals.sequence,
        journalId: t.seals.journalId,
        salt: t.seals.salt,
        previous: t.seals.previous,
        hash: t.seals.hash,
      })
      .from(t.seals)
      .where(eq(t.seals.journalId, ph('journalId'))),
  )
  const parties = prepareRead(
    query
      .selectDistinct({ accountId: t.accounts.id, kind: t.accounts.kind })
      .from(t.entries)
      .innerJoin(t.accounts, eq(t.accounts.id, t.entries.accountId))
      .where(
        and(eq(t.entries.journalId, ph('journalId')), sql`${t.accounts.kind} in ('wallet', 'merchant')`),
      ),
  )
  const checkpoint = prepareRead(
    query
      .select({
        size: t.checkpoints.size,
        note: t.checkpoints.note,
        createdAt: t.checkpoints.createdAt,
      })
      .from(t.checkpoints)
      .orderBy(desc(t.checkpoints.size))
      .limit(1),
  )
  const statements = prepareRead(
    query
      .select({ day: t.statements.day, size: t.statements.size, note: t.statements.note })
      .from(t.statements)
      .orderBy(desc(t.statements.day))
      .limit(ph('limit')),
  )
  return {
    head: async () => {
      const [row] = await last()
      if (row === undefined) return { size: 0, last: null }
      return { size: row.sequence + 1, last: { hash: storedHash(row.hash), journalAt: row.journalAt ?? 0 } }
    },
    firstSealedAt: async () => (await first())[0]?.at,
    journalsAfter: async (cursor: Cursor, limit: number) => {
      const rows = await after({ ...cursor, limit })
      return rows.map(({ sealed, ...seen }) => ({ ...seen, sealed: sealed === 1 }))
    },
    sealOf: async (journalId: string) => (await sealOf({ journalId }))[0],
    partiesOf: (journalId: string) => parties({ journalId }),
    newestCheckpoint: async () => (await checkpoint())[0],
    statements: (limit: number) => statements({ limit }),
    lastStatement: async () => (await statements({ limit: 1 }))[0],
  }
}

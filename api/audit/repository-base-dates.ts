import { and, asc, desc, eq, gte, lte, sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { isViolation } from '../../db/violation.ts'
import type { BaseDateStore } from './ports.ts'

/** The reports at the base dates on any engine. */
export function baseDateStore(store: Store): BaseDateStore {
  const { tables: t, query, prepareRead, prepareWrite } = store
  const ph = sql.placeholder
  const reports = prepareRead(
    query
      .select({
        baseDate: t.baseDateReports.baseDate,
        size: t.baseDateReports.size,
        note: t.baseDateReports.note,
      })
      .from(t.baseDateReports)
      .orderBy(desc(t.baseDateReports.baseDate))
      .limit(ph('limit')),
  )
  const late = prepareRead(
    query
      .select({ journalId: t.journals.id, at: t.journals.createdAt })
      .from(t.seals)
      .innerJoin(t.journals, eq(t.journals.id, t.seals.journalId))
      .where(and(gte(t.seals.sequence, ph('from')), lte(t.journals.createdAt, ph('at'))))
      .orderBy(asc(t.seals.sequence)),
  )
  const unsealed = prepareRead(
    query
      .select({ id: t.journals.id })
      .from(t.journals)
      .where(
        and(
          lte(t.journals.createdAt, ph('at')),
          sql`exists (select 1 from ${t.journalBalanced} where ${eq(t.journalBalanced.journalId, t.journals.id)})`,
          sql`not exists (select 1 from ${t.seals} where ${eq(t.seals.journalId, t.journals.id)})`,
        ),
      )
      .limit(1),
  )
  const report = prepareWrite(
    query
      .insert(t.baseDateReports)
      .values({ baseDate: ph('baseDate'), size: ph('size'), note: ph('note'), createdAt: ph('at') }),
  )
  return {
    baseDates: (limit) => reports({ limit }),
    lateSince: (from, at) => late({ from, at }),
    isUnsealedUntil: async (at) => (await unsealed({ at })).length > 0,
    storeBaseDate: async (kept, at) => {
      try {
        await store.atomic([report({ ...kept, at })])
        return 'stored'
      } catch (error) {
        const lost =
          isViolation(error, 'race') ||
          isViolation(error, 'check', 'base_date_follows') ||
          isViolation(error, 'unique', 'base_date_reports')
        if (lost) return 'lost_race'
        throw error
      }
    },
  }
}

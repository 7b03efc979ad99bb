import { asc, sql } from 'drizzle-orm'
import type { Store, Write } from '../../db/store.ts'
import { isViolation } from '../../db/violation.ts'
import type { InstitutionStore } from './institution-store.ts'
import { versionWrite } from './repository-records.ts'

const ph = sql.placeholder

/** Institutions that were taken in, on any engine. The database lets in only what two people decided. */
export function institutionStore(store: Store): InstitutionStore {
  const {
    tables: { museumInstitutions: t },
    query,
    prepareRead,
    prepareWrite,
    atomic,
  } = store
  const insert = prepareWrite(
    query.insert(t).values({
      id: ph('id'),
      municipality: ph('municipality'),
      requestId: ph('requestId'),
      takenInAt: ph('takenInAt'),
    }),
  )
  const taken = prepareRead(query.select().from(t).orderBy(asc(t.id)))
  const write = versionWrite(store)
  return {
    taken: async () => taken({}),
    takeIn: async (version, { municipality, requestId }, alongside) => {
      const taken = { id: version.record, municipality, requestId, takenInAt: version.at }
      try {
        await atomic([...(alongside() as Write[]), insert(taken), write(version)])
        return 'added'
      } catch (error) {
        if (isViolation(error, 'unique', 'museum_institutions')) return 'exists'
        if (isViolation(error, 'unique', 'museum_versions') || isViolation(error, 'race')) return 'raced'
        throw error
      }
    },
  }
}

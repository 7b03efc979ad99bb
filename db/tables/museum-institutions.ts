import type { Kit } from '../kit.ts'

/**
 * Institutions that were taken in while the hub runs. Only added, in the list that writes the first version of the record;
 * a trigger lets none in but as one person asked for it and another let it go.
 */
export const museumInstitutionTables = (k: Kit) => {
  const museumInstitutions = k.table(
    'museum_institutions',
    {
      /** The record's identifier, for ever: one that was withdrawn keeps it. */
      id: k.text('id').primaryKey(),
      /** The municipality's code; it never changes. */
      municipality: k.text('municipality').notNull(),
      /** The request among the acts of the staff. */
      requestId: k.text('request_id').notNull(),
      takenInAt: k.int('taken_in_at').notNull(),
    },
    (t) => [k.unique('museum_institutions_request').on(t.requestId)],
  )
  return { museumInstitutions }
}

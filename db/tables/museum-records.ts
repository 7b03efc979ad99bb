import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'

/** What institutions publish: versions of records, only added. */
export const museumRecordTables = (k: Kit) => {
  const museumVersions = k.table(
    'museum_versions',
    {
      /** Identifier, as it stands in addresses. */
      record: k.text('record').notNull(),
      /** 1, 2, 3 … of the record. */
      version: k.int('version').notNull(),
      /** 'institution', 'collection', 'item' or 'story'. */
      kind: k.text('kind').notNull(),
      /** 'draft', 'published' or 'withdrawn'. */
      state: k.text('state').notNull(),
      /** 1, 2, 3 … of all that the public was told; null for a draft. */
      change: k.int('change').unique(),
      institution: k.text('institution').notNull(),
      /** JSON: what the record says. */
      body: k.text('body').notNull(),
      /** Who wrote it. */
      by: k.text('written_by').notNull(),
      /** Milliseconds since 1970. */
      at: k.int('written_at').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.record, t.version] }),
      k.index('museum_versions_told').on(t.record, t.change),
      k.index('museum_versions_of_institution').on(t.institution, t.change),
      k.check('museum_versions_kind', sql`${t.kind} in ('institution', 'collection', 'item', 'story')`),
      k.check('museum_versions_state', sql`${t.state} in ('draft', 'published', 'withdrawn')`),
      k.check('museum_versions_counted', sql`${t.version} > 0 and (${t.change} is null or ${t.change} > 0)`),
      k.check('museum_versions_told_or_draft', sql`(${t.state} = 'draft') = (${t.change} is null)`),
    ],
  )
  return { museumVersions }
}

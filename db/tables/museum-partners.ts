import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'

/** Manifests and collections of other houses that institutions bring, what was read of them, and what became of it. */
export const museumPartnerTables = (k: Kit) => {
  const museumPartnerImports = k.table(
    'museum_partner_imports',
    {
      id: k.text('id').primaryKey(),
      institution: k.text('institution').notNull(),
      address: k.text('address').notNull(),
      /** What the file was called on the sender's machine; empty where it was fetched. */
      name: k.text('name').notNull(),
      /** 'walking', 'halted', 'walked', 'running', 'stopped' or 'done'. */
      state: k.text('state').notNull(),
      /** Milliseconds since 1970; 0: nobody asked to wait. */
      waitUntil: k.int('wait_until').notNull(),
      waits: k.int('waits').notNull(),
      by: k.text('brought_by').notNull(),
      byName: k.text('brought_by_name').notNull(),
      /** Milliseconds since 1970. */
      startedAt: k.int('started_at').notNull(),
      changedAt: k.int('changed_at').notNull(),
    },
    (t) => [
      k.index('museum_partner_imports_of_institution').on(t.institution, t.startedAt),
      k.index('museum_partner_imports_in_state').on(t.state, t.changedAt),
      k.check(
        'museum_partner_imports_state',
        sql`${t.state} in ('walking', 'halted', 'walked', 'running', 'stopped', 'done')`,
      ),
    ],
  )

  /** Addresses that were found on the way: one that is met a second time is refused by the key. */
  const museumPartnerPages = k.table(
    'museum_partner_pages',
    {
      import: k
        .text('import_id')
        .notNull()
        .references(() => museumPartnerImports.id),
      address: k.text('address').notNull(),
      /** 1, 2, 3 … in the order in which they were found. */
      place: k.int('place').notNull(),
      /** 'manifest' or 'collection', as whatever led here calls it. */
      kind: k.text('kind').notNull(),
      /** 0 where it begins. */
      depth: k.int('depth').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.import, t.address] }),
      k.index('museum_partner_pages_in_order').on(t.import, t.place),
      k.check('museum_partner_pages_kind', sql`${t.kind} in ('manifest', 'collection')`),
    ],
  )

  /** What was read at an address, or why nothing was. */
  const museumPartnerReadings = k.table(
    'museum_partner_readings',
    {
      import: k
        .text('import_id')
        .notNull()
        .references(() => museumPartnerImports.id),
      address: k.text('address').notNull(),
      kind: k.text('kind').notNull(),
      /** What the object is known by, whatever address led to it. */
      key: k.text('known_by').notNull(),
      /** JSON: of a manifest its object; and the fault of what could not be read. */
      object: k.text('object'),
      fault: k.text('fault'),
      at: k.int('read_at').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.import, t.address] }),
      k.check('museum_partner_readings_kind', sql`${t.kind} in ('manifest', 'collection')`),
      k.check('museum_partner_readings_fault', sql`${t.fault} is null or ${t.object} is null`),
    ],
  )

  /** One for each page that was done: whoever comes to one a second time is refused by the key. */
  const museumPartnerOutcomes = k.table(
    'museum_partner_outcomes',
    {
      import: k
        .text('import_id')
        .notNull()
        .references(() => museumPartnerImports.id),
      address: k.text('address').notNull(),
      place: k.int('place').notNull(),
      /** 'added', 'changed', 'unchanged' or 'refused'. */
      outcome: k.text('outcome').notNull(),
      /** The item, where it is known. */
      record: k.text('record'),
      /** JSON: what is told of it. */
      told: k.text('told').notNull(),
      at: k.int('done_at').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.import, t.address] }),
      k.check(
        'museum_partner_outcomes_outcome',
        sql`${t.outcome} in ('added', 'changed', 'unchanged', 'refused')`,
      ),
      k.check(
        'museum_partner_outcomes_name_an_item',
        sql`${t.outcome} = 'refused' or ${t.record} is not null`,
      ),
    ],
  )

  /** What a partner said of an object from one moment on. No object is in the hub twice: its first version is one. */
  const museumPartnerVersions = k.table(
    'museum_partner_versions',
    {
      key: k.text('known_by').notNull(),
      version: k.int('version').notNull(),
      record: k.text('record').notNull(),
      institution: k.text('institution').notNull(),
      /** 'here' or 'gone'. */
      state: k.text('state').notNull(),
      /** JSON: the object, and what it said of each part of the item. */
      object: k.text('object').notNull(),
      said: k.text('said').notNull(),
      at: k.int('read_at').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.key, t.version] }),
      k.unique('museum_partner_versions_of_record').on(t.record, t.version),
      k.index('museum_partner_versions_of_institution').on(t.institution, t.key),
      k.check('museum_partner_versions_state', sql`${t.state} in ('here', 'gone')`),
      k.check('museum_partner_versions_counted', sql`${t.version} > 0`),
    ],
  )
  return {
    museumPartnerImports,
    museumPartnerPages,
    museumPartnerReadings,
    museumPartnerOutcomes,
    museumPartnerVersions,
  }
}

import { and, asc, desc, eq, gt, inArray, sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { isViolation } from '../../db/violation.ts'
import type { Revision } from './draft-store.ts'
import type { Said } from './import-plan.ts'
import type { ItemDraft } from './item-draft.ts'
import type { FoundPage, PageFault, PageTold, PartnerImport, PartnerState } from './partner-import.ts'
import type { PartnerMember, PartnerObject } from './partner-object.ts'
import type { PageDone, PageReading, PartnerStore, PartnerVersion } from './partner-store.ts'

const ph = sql.placeholder

/** The only SQL of partners. */
export const partnerStore = (store: Store): PartnerStore => ({
  ...importReads(store),
  ...versionReads(store),
  ...importWrites(store),
  ...outcomeWrites(store),
})

type Row<T, Named extends keyof T> = Omit<T, Named> & { readonly [name in Named]: string }

const importOf = (row: Row<PartnerImport, 'state'>): PartnerImport => ({
  ...row,
  state: row.state as PartnerState,
})
const pageOf = ({ address, place, kind, depth }: Row<FoundPage, 'kind'>): FoundPage => ({
  address,
  place,
  kind: kind as PartnerMember['kind'],
  depth,
})

type ReadingRow = Omit<Row<PageReading, 'kind'>, 'object' | 'fault'> & {
  readonly object: string | null
  readonly fault: string | null
}
const readingOf = ({ address, kind, key, object, fault, at }: ReadingRow): PageReading => ({
  address,
  kind: kind as PartnerMember['kind'],
  key,
  ...(object === null ? {} : { object: JSON.parse(object) as PartnerObject }),
  ...(fault === null ? {} : { fault: JSON.parse(fault) as PageFault }),
  at,
})

const versionOf = ({ state, object, said, ...row }: Row<PartnerVersion, 'state' | 'object' | 'said'>) => ({
  ...row,
  state: state as PartnerVersion['state'],
  object: JSON.parse(object) as PartnerObject,
  said: JSON.parse(said) as Said,
})

function importReads({ tables, query, prepareRead }: Store) {
  const { museumPartnerImports: t, museumPartnerPages: p, museumPartnerReadings: r, museumPartnerOutcomes: o } = tables // prettier-ignore
  const all = () => query.select().from(t)
  const one = prepareRead(all().where(eq(t.id, ph('id'))))
  const ofInstitution = prepareRead(
    all()
      .where(eq(t.institution, ph('institution')))
      .orderBy(desc(t.startedAt), desc(t.id)),
  )
  const underWay = prepareRead(
    all()
      .where(inArray(t.state, ['walking', 'running']))
      .orderBy(asc(t.changedAt), asc(t.id)),
  )
  const pagesIn = () =>
    query
      .select()
      .from(p)
      .where(eq(p.import, ph('id')))
  const pages = prepareRead(pagesIn().orderBy(asc(p.place)))
  const unread = prepareRead(
    query
      .select()
      .from(p)
      .where(
        and(
          eq(p.import, ph('id')),
          sql`not exists (select 1 from museum_partner_readings read
            where read.import_id = museum_partner_pages.import_id and read.address = museum_partner_pages.address)`,
        ),
      )
      .orderBy(asc(p.place))
      .limit(1),
  )
  const readings = prepareRead(
    query
      .select()
      .from(r)
      .where(eq(r.import, ph('id'))),
  )
  const objectsLength = prepareRead(
    query
      .select({ n: sql<number>`coalesce(sum(length(${r.object})), 0)`.mapWith(Number) })
      .from(r)
      .where(eq(r.import, ph('id'))),
  )
  const doneIn = prepareRead(
    query
      .select({ import: o.import, told: o.told, at: o.at })
      .from(o)
      .where(eq(o.import, ph('id')))
      .orderBy(asc(o.place)),
  )
  const counted = (table: typeof p | typeof r | typeof o) =>
    prepareRead(
      query
        .select({ n: sql<number>`count(*)`.mapWith(Number) })
        .from(table)
        .where(eq(table.import, ph('id'))),
    )
  const [found, read, done] = [counted(p), counted(r), counted(o)]
  return {
    find: async (id: string) => (await one({ id })).map(importOf)[0],
    ofInstitution: async (institution: string) => (await ofInstitution({ institution })).map(importOf),
    underWay: async () => (await underWay({})).map(importOf),
    pages: async (id: string) => (await pages({ id })).map(pageOf),
    next: async (id: string) => (await unread({ id })).map(pageOf)[0],
    objectsLength: async (id: string) => (await objectsLength({ id }))[0]!.n,
    readings: async (id: string) => (await readings({ id })).map(readingOf),
    done: async (id: string) =>
      (await doneIn({ id })).map(({ told, ...row }): PageDone => ({
        ...(JSON.parse(told) as PageTold),
        ...row,
      })),
    count: async (id: string) => ({
      found: (await found({ id }))[0]!.n,
      read: (await read({ id }))[0]!.n,
      done: (await done({ id }))[0]!.n,
    }),
  }
}

function versionReads({ tables, query, prepareRead }: Store) {
  const { museumPartnerVersions: v } = tables
  const all = () => query.select().from(v)
  const newest = prepareRead(
    all()
      .where(eq(v.key, ph('key')))
      .orderBy(desc(v.version))
      .limit(1),
  )
  const ofRecord = prepareRead(
    all()
      .where(eq(v.record, ph('record')))
      .orderBy(desc(v.version))
      .limit(1),
  )
  const after = prepareRead(
    all()
      .where(
        and(
          gt(v.key, ph('key')),
          sql`not exists (select 1 from museum_partner_versions later
            where later.known_by = museum_partner_versions.known_by and later.version > museum_partner_versions.version)`,
        ),
      )
      .orderBy(asc(v.key))
      .limit(ph('limit')),
  )
  return {
    newest: async (key: string) => (await newest({ key })).map(versionOf)[0],
    ofRecord: async (record: string) => (await ofRecord({ record })).map(versionOf)[0],
    after: async (key: string, limit: number) => (await after({ key, limit })).map(versionOf),
  }
}

function importWrites({ tables, query, prepareWrite, atomic }: Store) {
  const { museumPartnerImports: t, museumPartnerPages: p, museumPartnerReadings: r } = tables
  const insert = prepareWrite(
    query.insert(t).values({
      id: ph('id'),
      institution: ph('institution'),
      address: ph('address'),
      name: ph('name'),
      state: ph('state'),
      waitUntil: ph('waitUntil'),
      waits: ph('waits'),
      by: ph('by'),
      byName: ph('byName'),
      startedAt: ph('startedAt'),
      changedAt: ph('changedAt'),
    }),
  )
  const page = prepareWrite(
    query.insert(p).values({
      import: ph('import'),
      address: ph('address'),
      place: ph('place'),
      kind: ph('kind'),
      depth: ph('depth'),
    }),
  )
  const reading = prepareWrite(
    query.insert(r).values({
      import: ph('import'),
      address: ph('address'),
      kind: ph('kind'),
      key: ph('key'),
      object: ph('object'),
      fault: ph('fault'),
      at: ph('at'),
    }),
  )
  /** Prepared for as many states as it may be changed from. */
  const update = (from: number) =>
    prepareWrite(
      query
        .update(t)
        .set({
          state: sql`${ph('state')}`,
          waitUntil: sql`${ph('waitUntil')}`,
          waits: sql`${ph('waits')}`,
          by: sql`${ph('by')}`,
          byName: sql`${ph('byName')}`,
          changedAt: sql`${ph('changedAt')}`,
        })
        .where(
          and(
            eq(t.id, ph('id')),
            eq(t.changedAt, ph('readAt')),
            inArray(
              t.state,
              Array.from({ length: from }, (_, n) => ph(`from${n}`)),
            ),
          ),
        ),
    )
  const updates = [update(1), update(2), update(3)] as const
  const readingValues = (id: string, { object, fault, ...one }: PageReading) => ({
    ...one,
    import: id,
    object: object === undefined ? null : JSON.stringify(object),
    fault: fault === undefined ? null : JSON.stringify(fault),
  })
  const written = (id: string, pages: readonly FoundPage[], readings: readonly PageReading[]) => [
    ...pages.map((one) => page({ ...one, import: id })),
    ...readings.map((one) => reading(readingValues(id, one))),
  ]
  return {
    add: async (one: PartnerImport, pages: readonly FoundPage[], readings: readonly PageReading[]) =>
      atomic([insert(one), ...written(one.id, pages, readings)]),
    change: async (next: PartnerImport, from: readonly PartnerState[], readAt: number) => {
      const states = Object.fromEntries(from.map((state, n) => [`from${n}`, state]))
      await atomic([updates[from.length - 1]!({ ...next, ...states, readAt })])
    },
    addReadings: async (id: string, readings: readonly PageReading[], found: readonly FoundPage[]) => {
      try {
        await atomic(written(id, found, readings))
        return 'written' as const
      } catch (error) {
        if (isViolation(error, 'unique', 'museum_partner_readings')) return 'known' as const
        if (isViolation(error, 'unique', 'museum_partner_pages')) return 'known' as const
        throw error
      }
    },
  }
}

function outcomeWrites({ tables, query, prepareWrite, atomic }: Store) {
  const { museumPartnerOutcomes: o, museumPartnerVersions: v, museumDrafts: d } = tables
  const outcome = prepareWrite(
    query.insert(o).values({
      import: ph('import'),
      address: ph('address'),
      place: ph('place'),
      outcome: ph('outcome'),
      record: ph('record'),
      told: ph('told'),
      at: ph('at'),
    }),
  )
  const version = prepareWrite(
    query.insert(v).values({
      key: ph('key'),
      version: ph('version'),
      record: ph('record'),
      institution: ph('institution'),
      state: ph('state'),
      object: ph('object'),
      said: ph('said'),
      at: ph('at'),
    }),
  )
  const draft = prepareWrite(
    query.insert(d).values({
      record: ph('record'),
      revision: ph('revision'),
      institution: ph('institution'),
      body: ph('body'),
      by: ph('by'),
      byName: ph('byName'),
      at: ph('at'),
    }),
  )
  const versionRow = (one: PartnerVersion) =>
    version({ ...one, object: JSON.stringify(one.object), said: JSON.stringify(one.said) })
  return {
    write: async (
      { import: id, at, ...told }: PageDone,
      news: PartnerVersion | undefined,
      revision: Revision<ItemDraft> | undefined,
    ): Promise<'written' | 'known' | 'taken'> => {
      const { address, place, outcome: came, record = null } = told
      const rows = [
        outcome({ import: id, address, place, outcome: came, record, told: JSON.stringify(told), at }),
        ...(news === undefined ? [] : [versionRow(news)]),
        ...(revision === undefined ? [] : [draft(draftValues(revision))]),
      ]
      try {
        await atomic(rows)
        return 'written'
      } catch (error) {
        if (isViolation(error, 'unique', 'museum_partner_outcomes')) return 'known'
        if (isViolation(error, 'unique', 'museum_partner_versions')) return 'taken'
        if (isViolation(error, 'unique', 'museum_drafts')) return 'taken'
        throw error
      }
    },
    addVersion: async (one: PartnerVersion): Promise<'added' | 'taken'> => {
      try {
        await atomic([versionRow(one)])
        return 'added'
      } catch (error) {
        if (isViolation(error, 'unique', 'museum_partner_versions')) return 'taken'
        throw error
      }
    },
  }
}

const draftValues = ({ draft, ...revision }: Revision<ItemDraft>) => ({
  ...revision,
  body: JSON.stringify(draft),
})

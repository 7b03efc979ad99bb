import { and, asc, desc, eq, isNotNull, max, min, sql, type SQL } from 'drizzle-orm'
import type { Store, Write } from '../../db/store.ts'
import { isViolation } from '../../db/violation.ts'
import type { RecordBody, RecordKind } from './record.ts'
import type { RecordStore } from './record-store.ts'
import type { Version, VersionState } from './record-version.ts'

/** The only SQL of records. */
export const recordStore = (store: Store): RecordStore => ({
  ...writes(store),
  ...single(store),
  ...published(store),
  ...changes(store),
  ...listed(store),
})

type Row = Omit<Version, 'kind' | 'state' | 'body'> & { kind: string; state: string; body: string }

const versionOf = ({ kind, state, body, ...row }: Row): Version => ({
  ...row,
  kind: kind as RecordKind,
  state: state as VersionState,
  body: JSON.parse(body) as RecordBody,
})

const columnsOf = ({ tables: { museumVersions: t } }: Store) => ({
  record: t.record,
  version: t.version,
  kind: t.kind,
  state: t.state,
  change: t.change,
  institution: t.institution,
  body: t.body,
  by: t.by,
  at: t.at,
})

const ph = sql.placeholder

/** True of the newest version that the public was told of its record, counting up to a change. */
const isNewestTold = (bound: SQL = sql``): SQL => sql`not exists (
  select 1 from museum_versions later
  where later.record = museum_versions.record and later.change > museum_versions.change ${bound})`

/** True of the newest version of its record, whoever was told of it. */
const isNewest = sql`not exists (select 1 from museum_versions later
  where later.record = museum_versions.record and later.version > museum_versions.version)`

/** How one version is written down, for who writes something else in the same list. */
export function versionWrite({
  tables: { museumVersions: t },
  query,
  prepareWrite,
}: Store): (version: Version) => Write {
  const insert = prepareWrite(
    query.insert(t).values({
      record: ph('record'),
      version: ph('version'),
      kind: ph('kind'),
      state: ph('state'),
      change: ph('change'),
      institution: ph('institution'),
      body: ph('body'),
      by: ph('by'),
      at: ph('at'),
    }),
  )
  return ({ body, ...version }) => insert({ ...version, body: JSON.stringify(body) })
}

function writes(store: Store) {
  const write = versionWrite(store)
  return {
    add: async (version: Version): Promise<'added' | 'raced'> => {
      try {
        await store.atomic([write(version)])
        return 'added'
      } catch (error) {
        if (isViolation(error, 'unique') || isViolation(error, 'race')) return 'raced'
        throw error
      }
    },
  }
}

function single(store: Store) {
  const { query, prepareRead, tables } = store
  const { museumVersions: t } = tables
  const columns = columnsOf(store)
  const own = eq(t.record, ph('record'))
  const latest = prepareRead(query.select(columns).from(t).where(own).orderBy(desc(t.version)).limit(1))
  const told = prepareRead(
    query
      .select(columns)
      .from(t)
      .where(and(own, isNotNull(t.change)))
      .orderBy(desc(t.change))
      .limit(1),
  )
  const all = prepareRead(query.select(columns).from(t).where(own).orderBy(asc(t.version)))
  return {
    latest: async (record: string) => (await latest({ record })).map(versionOf)[0],
    told: async (record: string) => (await told({ record })).map(versionOf)[0],
    versions: async (record: string) => (await all({ record })).map(versionOf),
  }
}

function published(store: Store) {
  const { query, prepareRead, tables } = store
  const { museumVersions: t } = tables
  const columns = columnsOf(store)
  const isPublished = and(eq(t.kind, ph('kind')), eq(t.state, 'published'), isNewestTold())
  const everywhere = prepareRead(query.select(columns).from(t).where(isPublished).orderBy(asc(t.record)))
  const inOne = prepareRead(
    query
      .select(columns)
      .from(t)
      .where(and(eq(t.institution, ph('institution')), isPublished))
      .orderBy(asc(t.record)),
  )
  const newest = prepareRead(
    query
      .select(columns)
      .from(t)
      .where(and(eq(t.kind, ph('kind')), eq(t.institution, ph('institution')), isNewest))
      .orderBy(asc(t.record)),
  )
  const written = prepareRead(
    query
      .select(columns)
      .from(t)
      .where(and(eq(t.by, ph('by')), isNewest))
      .orderBy(asc(t.record)),
  )
  const list = async (kind: RecordKind, institution?: string): Promise<Version[]> =>
    (institution === undefined ? await everywhere({ kind }) : await inOne({ kind, institution })).map(
      versionOf,
    )
  return {
    published: list,
    countBelow: async (institution: string, collection: string | undefined): Promise<number> => {
      const items = await list('item', institution)
      if (collection !== undefined)
        return items.filter(({ body }) => body.kind === 'item' && body.collection === collection).length
      const others = [await list('collection', institution), await list('story', institution)]
      return items.length + others.flat().length
    },
    newest: async (kind: RecordKind, institution: string) =>
      (await newest({ kind, institution })).map(versionOf),
    newestBy: async (by: string) => (await written({ by })).map(versionOf),
  }
}

function changes(store: Store) {
  const { query, prepareRead, tables } = store
  const { museumVersions: t } = tables
  const last = prepareRead(
    query
      .select({ change: max(t.change), at: max(t.at) })
      .from(t)
      .where(isNotNull(t.change)),
  )
  const first = prepareRead(
    query
      .select({ at: min(t.at) })
      .from(t)
      .where(isNotNull(t.change)),
  )
  const { body: _, ...columns } = columnsOf(store)
  const between = prepareRead(
    query
      .select({
        ...columns,
        stateBefore: sql<string | null>`(select before.state from museum_versions before
          where before.record = museum_versions.record and before.change < museum_versions.change
          order by before.change desc limit 1)`,
      })
      .from(t)
      .where(and(sql`${t.change} >= ${ph('from')}`, sql`${t.change} <= ${ph('to')}`))
      .orderBy(asc(t.change)),
  )
  return {
    lastChange: async () => {
      const [row] = await last()
      return { change: row?.change ?? 0, at: row?.at ?? 0 }
    },
    firstAt: async () => {
      const [row] = await first()
      return row?.at ?? undefined
    },
    changes: async (from: number, to: number) =>
      (await between({ from, to })).map(({ stateBefore, kind, state, ...row }) => ({
        ...row,
        kind: kind as RecordKind,
        state: state as VersionState,
        stateBefore: (stateBefore ?? undefined) as 'published' | 'withdrawn' | undefined,
      })),
  }
}

function listed(store: Store): Pick<RecordStore, 'listed'> {
  const { query, prepareRead, tables } = store
  const { museumVersions: t } = tables
  const asked = and(
    eq(t.kind, 'item'),
    sql`${t.change} > ${ph('after')}`,
    sql`${t.change} <= ${ph('bound')}`,
    sql`${t.at} >= ${ph('fromMs')}`,
    sql`${t.at} <= ${ph('untilMs')}`,
    isNewestTold(sql`and later.change <= ${ph('boundAgain')}`),
  )
  const columns = {
    ...columnsOf(store),
    withdrawnSince: sql<number | string>`(select count(*) from museum_versions since
      where since.record = museum_versions.record and since.change > museum_versions.change
      and since.state = 'withdrawn')`,
  }
  const everywhere = prepareRead(
    query.select(columns).from(t).where(asked).orderBy(asc(t.change)).limit(ph('limit')),
  )
  const inOne = prepareRead(
    query
      .select(columns)
      .from(t)
      .where(and(eq(t.institution, ph('institution')), asked))
      .orderBy(asc(t.change))
      .limit(ph('limit')),
  )
  return {
    listed: async ({ institution, ...range }) => {
      const values = { ...range, boundAgain: range.bound }
      const rows =
        institution === undefined ? await everywhere(values) : await inOne({ ...values, institution })
      return rows.map(({ withdrawnSince, ...row }) => ({
        ...versionOf(row),
        isWithdrawnSince: Number(withdrawnSince) > 0,
      }))
    },
  }
}

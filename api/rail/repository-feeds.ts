import { and, asc, count, eq, ne, sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import type { FeedHead, FeedPart } from './feed.ts'
import type { FeedStore } from './feed-store.ts'

/** The only SQL of imported timetables. */
export function feedStore(store: Store): FeedStore {
  const { versions, heads, head, part, counted } = reads(store)
  const { putPart, publishRow, dropRow, dropAll, dropOthers, dropVersion } = writes(store)
  return {
    versions,
    heads: async () => (await heads()).map((row) => JSON.parse(row.head) as FeedHead),
    head: async (id) => {
      const [row] = await head({ id })
      return row && (JSON.parse(row.head) as FeedHead)
    },
    part: async ({ id, version }, position) => {
      const [row] = await part({ id, version, position })
      return row && (JSON.parse(row.body) as FeedPart)
    },
    putPart: ({ id, version }, position, body) => store.atomic([putPart({ id, version, position, body })]),
    partsOf: async ({ id, version }) => (await counted({ id, version }))[0]?.parts ?? 0,
    publish: ({ id, version, parts }, told) =>
      store.atomic([
        dropRow({ id }),
        publishRow({ id, version, parts, head: JSON.stringify(told), importedAt: told.importedAt }),
        dropOthers({ id, version }),
      ]),
    remove: (id) => store.atomic([dropRow({ id }), dropAll({ id })]),
    dropParts: ({ id, version }) => store.atomic([dropVersion({ id, version })]),
  }
}

function reads({ tables: t, query, prepareRead }: Store) {
  const ph = sql.placeholder
  const row = { id: t.railFeeds.id, version: t.railFeeds.version, parts: t.railFeeds.parts }
  const body = { body: t.railFeedParts.body }
  return {
    versions: prepareRead(query.select(row).from(t.railFeeds).orderBy(asc(t.railFeeds.id))),
    heads: prepareRead(
      query.select({ head: t.railFeeds.head }).from(t.railFeeds).orderBy(asc(t.railFeeds.id)),
    ),
    head: prepareRead(
      query
        .select({ head: t.railFeeds.head })
        .from(t.railFeeds)
        .where(eq(t.railFeeds.id, ph('id'))),
    ),
    counted: prepareRead(
      query
        .select({ parts: count() })
        .from(t.railFeedParts)
        .where(and(eq(t.railFeedParts.feedId, ph('id')), eq(t.railFeedParts.version, ph('version')))),
    ),
    part: prepareRead(
      query
        .select(body)
        .from(t.railFeedParts)
        .where(
          and(
            eq(t.railFeedParts.feedId, ph('id')),
            eq(t.railFeedParts.version, ph('version')),
            eq(t.railFeedParts.position, ph('position')),
          ),
        ),
    ),
  }
}

function writes({ tables: t, query, prepareWrite }: Store) {
  const ph = sql.placeholder
  const own = eq(t.railFeedParts.feedId, ph('id'))
  return {
    putPart: prepareWrite(
      query.insert(t.railFeedParts).values({
        feedId: ph('id'),
        version: ph('version'),
        position: ph('position'),
        body: ph('body'),
      }),
    ),
    publishRow: prepareWrite(
      query.insert(t.railFeeds).values({
        id: ph('id'),
        version: ph('version'),
        parts: ph('parts'),
        head: ph('head'),
        importedAt: ph('importedAt'),
      }),
    ),
    dropRow: prepareWrite(query.delete(t.railFeeds).where(eq(t.railFeeds.id, ph('id')))),
    dropAll: prepareWrite(query.delete(t.railFeedParts).where(own)),
    dropOthers: prepareWrite(
      query.delete(t.railFeedParts).where(and(own, ne(t.railFeedParts.version, ph('version')))),
    ),
    dropVersion: prepareWrite(
      query.delete(t.railFeedParts).where(and(own, eq(t.railFeedParts.version, ph('version')))),
    ),
  }
}

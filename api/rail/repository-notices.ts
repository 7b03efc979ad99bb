import { and, asc, count, eq, isNull, sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import type { KeptNotice } from './kept-notice.ts'
import type { NoticeStore } from './notice-store.ts'

/** The only SQL of notices. Nothing is removed: what was once said to travellers stays readable. */
export function noticeStore({ tables: t, query, prepareRead, prepareWrite, atomic }: Store): NoticeStore {
  const ph = sql.placeholder
  const counted = prepareRead(
    query.select({ all: count(), ended: count(t.railNotices.endedAt) }).from(t.railNotices),
  )
  const open = prepareRead(
    query
      .select({ body: t.railNotices.body })
      .from(t.railNotices)
      .where(isNull(t.railNotices.endedAt))
      .orderBy(asc(t.railNotices.createdAt), asc(t.railNotices.id)),
  )
  const one = prepareRead(
    query
      .select({ id: t.railNotices.id })
      .from(t.railNotices)
      .where(and(eq(t.railNotices.id, ph('id')), isNull(t.railNotices.endedAt))),
  )
  const insert = prepareWrite(
    query
      .insert(t.railNotices)
      .values({ id: ph('id'), body: ph('body'), createdAt: ph('at'), endedAt: null }),
  )
  const close = prepareWrite(
    query
      .update(t.railNotices)
      .set({ endedAt: sql`${ph('at')}` })
      .where(and(eq(t.railNotices.id, ph('id')), isNull(t.railNotices.endedAt))),
  )
  return {
    changes: async () => {
      const [row] = await counted()
      return row!.all + row!.ended
    },
    inForce: async () => (await open()).map((row) => JSON.parse(row.body) as KeptNotice),
    add: (notice, at) => atomic([insert({ id: notice.id, body: JSON.stringify(notice), at })]),
    end: async (id, at) => {
      const isThere = (await one({ id })).length > 0
      if (isThere) await atomic([close({ id, at })])
      return isThere
    },
  }
}

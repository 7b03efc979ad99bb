import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Store, Write } from '../../db/store.ts'
import { Violation } from '../../db/violation.ts'
import type { KeptNotice } from './kept-notice.ts'
import type { KeptRealtime } from './realtime.ts'
import type { RealtimeStore } from './realtime-store.ts'

/** The only SQL of live messages. A message and its alerts change together or not at all. */
export function realtimeStore(store: Store): RealtimeStore {
  const { versions, message, told, notices } = reads(store)
  const { drop, insert, addNotice, endNotice } = writes(store)
  const alertsOf = async (id: string): Promise<KeptNotice[]> =>
    (await notices())
      .map(({ body }) => JSON.parse(body) as KeptNotice)
      .filter(({ live }) => live?.message === id)
  return {
    versions: async () => (await versions()).map(({ id, toldAt }) => ({ id, version: String(toldAt) })),
    message: async (id) => {
      const [row] = await message({ id })
      return row && (JSON.parse(row.body) as KeptRealtime)
    },
    replace: async (next, alerts, now) => {
      const [row] = await told({ id: next.id })
      if (row !== undefined && row.toldAt >= next.at) return false
      const open = await alertsOf(next.id)
      const said = new Set(alerts.map(saidIn))
      const kept = new Set(open.map(saidIn).filter((one) => said.has(one)))
      return isDone(store, [
        // Another import that was faster leaves its row here, and the next insert is refused.
        drop({ id: next.id, at: row?.toldAt ?? 0 }),
        insert({ id: next.id, at: next.at, takenAt: now, body: JSON.stringify(next) }),
        ...open.filter((one) => !kept.has(saidIn(one))).map(({ id }) => endNotice({ id, now })),
        ...alerts
          .filter((one) => !kept.has(saidIn(one)))
          .map((one) => addNotice({ id: one.id, body: JSON.stringify(one), now })),
      ])
    },
    remove: async (id, now) => {
      const [row] = await told({ id })
      if (row === undefined) return false
      const open = await alertsOf(id)
      await store.atomic([
        drop({ id, at: row.toldAt }),
        ...open.map((notice) => endNotice({ id: notice.id, now })),
      ])
      return true
    },
  }
}

/** What an alert says, whichever message says it. */
const saidIn = ({ words, lines, stations, url, cut, live }: KeptNotice): string =>
  JSON.stringify([words, lines, stations, url, cut, live?.periods])

async function isDone({ atomic }: Store, list: readonly Write[]): Promise<boolean> {
  try {
    await atomic(list)
    return true
  } catch (error) {
    if (error instanceof Violation) return false
    throw error
  }
}

function reads({ tables: t, query, prepareRead }: Store) {
  const own = eq(t.railRealtime.id, sql.placeholder('id'))
  const row = { id: t.railRealtime.id, toldAt: t.railRealtime.toldAt }
  return {
    versions: prepareRead(query.select(row).from(t.railRealtime).orderBy(asc(t.railRealtime.id))),
    message: prepareRead(query.select({ body: t.railRealtime.body }).from(t.railRealtime).where(own)),
    told: prepareRead(query.select({ toldAt: t.railRealtime.toldAt }).from(t.railRealtime).where(own)),
    notices: prepareRead(
      query.select({ body: t.railNotices.body }).from(t.railNotices).where(isNull(t.railNotices.endedAt)),
    ),
  }
}

function writes({ tables: t, query, prepareWrite }: Store) {
  const ph = sql.placeholder
  return {
    drop: prepareWrite(
      query
        .delete(t.railRealtime)
        .where(and(eq(t.railRealtime.id, ph('id')), eq(t.railRealtime.toldAt, ph('at')))),
    ),
    insert: prepareWrite(
      query
        .insert(t.railRealtime)
        .values({ id: ph('id'), toldAt: ph('at'), takenAt: ph('takenAt'), body: ph('body') }),
    ),
    addNotice: prepareWrite(
      query
        .insert(t.railNotices)
        .values({ id: ph('id'), body: ph('body'), createdAt: ph('now'), endedAt: null }),
    ),
    endNotice: prepareWrite(
      query
        .update(t.railNotices)
        .set({ endedAt: sql`${ph('now')}` })
        .where(and(eq(t.railNotices.id, ph('id')), isNull(t.railNotices.endedAt))),
    ),
  }
}

import { and, asc, eq, isNull, lte, sql } from 'drizzle-orm'
import type { Store, Write } from '../../../db/store.ts'
import { isViolation, Violation } from '../../../db/violation.ts'

export type Kept<Body> = {
  readonly id: string
  readonly version: number
  readonly createdAt: number
  readonly body: Body
}

export type DueDelivery = { readonly id: string; readonly eventId: string; readonly attempt: number }

/** The stand-in's rows: objects by kind with an optimistic version, and deliveries of events that are due. */
export type StandInStore = {
  readonly find: <Body>(kind: string, id: string) => Promise<Kept<Body> | undefined>
  /** The oldest first, `createdAt` up to and with this instant. */
  readonly listUntil: <Body>(kind: string, until: number, limit: number) => Promise<Kept<Body>[]>
  readonly insertWrite: (row: { kind: string; id: string; body: object; at: number }) => Write
  /** Fails as a lost race when the object is no longer the version that was read. */
  readonly replaceWrite: (row: {
    kind: string
    id: string
    version: number
    body: object
    at: number
  }) => Write
  readonly deliveryWrite: (delivery: { id: string; eventId: string; dueAt: number }) => Write
  readonly dueDeliveries: (at: number, limit: number) => Promise<DueDelivery[]>
  readonly deliveredWrite: (done: { id: string; at: number; status: number }) => Write
  readonly retryWrite: (retry: { id: string; attempt: number; dueAt: number; status: number }) => Write
  readonly commit: (writes: readonly Write[]) => Promise<'stored' | 'lost_race'>
  /** The mark of this database: 'live', 'demonstration' or nothing. */
  readonly mode: () => Promise<string | undefined>
}

export function standInStore(store: Store): StandInStore {
  const { tables: t, query, prepareRead, prepareWrite } = store
  const ph = sql.placeholder
  const columns = {
    id: t.standInObjects.id,
    version: t.standInObjects.version,
    createdAt: t.standInObjects.createdAt,
    body: t.standInObjects.body,
  }
  const object = prepareRead(
    query
      .select(columns)
      .from(t.standInObjects)
      .where(and(eq(t.standInObjects.id, ph('id')), eq(t.standInObjects.kind, ph('kind')))),
  )
  const until = prepareRead(
    query
      .select(columns)
      .from(t.standInObjects)
      .where(and(eq(t.standInObjects.kind, ph('kind')), lte(t.standInObjects.createdAt, ph('until'))))
      .orderBy(asc(t.standInObjects.createdAt), asc(t.standInObjects.id))
      .limit(ph('limit')),
  )
  const insert = prepareWrite(
    query.insert(t.standInObjects).values({
      id: ph('id'),
      kind: ph('kind'),
      body: ph('body'),
      version: 1,
      createdAt: ph('at'),
    }),
  )
  // An UPDATE that finds nothing succeeds; a version that may not be null refuses when somebody else was first.
  const replace = prepareWrite(
    query
      .update(t.standInObjects)
      .set({
        kind: sql`${ph('kind')}`,
        body: sql`${ph('bodyText')}`,
        createdAt: sql`${ph('at')}`,
        version: sql`case when ${t.standInObjects.version} = ${ph('version')} then ${t.standInObjects.version} + 1 else null end`,
      })
      .where(eq(t.standInObjects.id, ph('id'))),
  )
  const delivery = prepareWrite(
    query.insert(t.standInDeliveries).values({
      id: ph('id'),
      eventId: ph('eventId'),
      attempt: 1,
      dueAt: ph('dueAt'),
    }),
  )
  const due = prepareRead(
    query
      .select({
        id: t.standInDeliveries.id,
        eventId: t.standInDeliveries.eventId,
        attempt: t.standInDeliveries.attempt,
      })
      .from(t.standInDeliveries)
      .where(and(isNull(t.standInDeliveries.deliveredAt), lte(t.standInDeliveries.dueAt, ph('at'))))
      .orderBy(asc(t.standInDeliveries.dueAt), asc(t.standInDeliveries.id))
      .limit(ph('limit')),
  )
  const thisDelivery = eq(t.standInDeliveries.id, ph('id'))
  const delivered = prepareWrite(
    query
      .update(t.standInDeliveries)
      .set({ deliveredAt: sql`${ph('at')}`, status: sql`${ph('status')}` })
      .where(thisDelivery),
  )
  const retry = prepareWrite(
    query
      .update(t.standInDeliveries)
      .set({ attempt: sql`${ph('attempt')}`, dueAt: sql`${ph('dueAt')}`, status: sql`${ph('status')}` })
      .where(thisDelivery),
  )
  const mode = prepareRead(
    query.select({ value: t.marks.value }).from(t.marks).where(eq(t.marks.name, 'mode')),
  )
  return {
    find: async <Body>(kind: string, id: string) => (await object({ kind, id }))[0] as Kept<Body> | undefined,
    listUntil: async <Body>(kind: string, at: number, limit: number) =>
      (await until({ kind, until: at, limit })) as Kept<Body>[],
    insertWrite: (row) => insert({ ...row }),
    replaceWrite: ({ body, ...row }) => replace({ ...row, bodyText: JSON.stringify(body) }),
    deliveryWrite: (row) => delivery({ ...row }),
    dueDeliveries: (at, limit) => due({ at, limit }),
    deliveredWrite: (done) => delivered({ ...done }),
    retryWrite: (again) => retry({ ...again }),
    commit: async (writes) => {
      try {
        await store.atomic(writes)
        return 'stored'
      } catch (error) {
        if (isLostRace(error)) return 'lost_race'
        throw error
      }
    },
    mode: async () => (await mode())[0]?.value,
  }
}

const isLostRace = (error: unknown): boolean =>
  isViolation(error, 'race') ||
  isViolation(error, 'unique', 'stand_in_objects') ||
  (error instanceof Violation && error.kind === 'type' && /version/.test(error.message + String(error.cause)))

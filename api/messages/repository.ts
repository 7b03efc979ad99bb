import { and, asc, count, desc, eq, inArray, lte, notInArray, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { isViolation } from '../../db/violation.ts'
import type { Store, Write } from '../../db/store.ts'
import { type Message, pushKinds, type Way } from './message.ts'
import type { MessageState, MessageStore, Step, Tracked } from './ports.ts'

/** Messages, their steps and their queue, on any engine. */
export function messageStore(store: Store): MessageStore {
  return { ...trackedReads(store), ...recipientReads(store), ...messageWrites(store), ...beginning(store) }
}

function trackedSelect({ tables: t, query }: Store, which: SQL | undefined) {
  const { messages: m, messageSteps: s, messageQueue: q } = t
  // Written out: in a select of one table drizzle leaves the tables' names away.
  const attempts = sql<number>`(select count(*) from message_steps a where a.message_id = messages.id and a.state = 'begun')`
  return query
    .select({
      id: m.id,
      kind: m.kind,
      recipientKind: m.recipientKind,
      recipientId: m.recipientId,
      language: m.language,
      facts: m.facts,
      createdAt: m.createdAt,
      state: s.state,
      reason: s.reason,
      number: s.number,
      changedAt: s.createdAt,
      attempts: attempts.mapWith(Number),
      dueAt: q.dueAt,
    })
    .from(m)
    .leftJoin(q, eq(q.messageId, m.id))
    .leftJoin(
      s,
      and(
        eq(s.messageId, m.id),
        sql`${s.number} = (select max(l.number) from message_steps l where l.message_id = messages.id)`,
      ),
    )
    .where(which)
}

type Row = {
  id: string
  kind: string
  recipientKind: string
  recipientId: string
  language: string
  facts: unknown
  createdAt: number
  state: string | null
  reason: string | null
  number: number | null
  changedAt: number | null
  attempts: number
  dueAt: number | null
}

/** A CHECK keeps the recipient's kind and the state; a message is what `messageOf` made it. */
const trackedOf = (row: Row): Tracked => ({
  message: {
    id: row.id,
    kind: row.kind,
    recipient: { kind: row.recipientKind, id: row.recipientId },
    language: row.language,
    facts: row.facts,
    createdAt: row.createdAt,
  } as Message,
  state: (row.state ?? 'waiting') as MessageState,
  reason: row.reason,
  steps: row.number ?? 0,
  attempts: row.attempts,
  changedAt: row.changedAt ?? row.createdAt,
  dueAt: row.dueAt,
})

function trackedReads(store: Store) {
  const { prepareRead, tables: t, query } = store
  const ph = sql.placeholder
  const newestFirst = [desc(t.messages.createdAt), desc(t.messages.id)] as const
  const travels = (way: Way) =>
    way === 'push' ? inArray(t.messages.kind, [...pushKinds]) : notInArray(t.messages.kind, [...pushKinds])
  const onEachWay = <Read>(read: (which: SQL | undefined) => Read): Record<Way, Read> => ({
    mail: read(travels('mail')),
    push: read(travels('push')),
  })
  const due = onEachWay((way) =>
    prepareRead(
      trackedSelect(store, and(way, lte(t.messageQueue.dueAt, ph('now'))))
        .orderBy(asc(t.messageQueue.dueAt), asc(t.messages.id))
        .limit(ph('limit')),
    ),
  )
  const latest = onEachWay((way) =>
    prepareRead(
      trackedSelect(store, way)
        .orderBy(...newestFirst)
        .limit(ph('limit')),
    ),
  )
  const undelivered = onEachWay((way) =>
    prepareRead(
      trackedSelect(store, and(way, inArray(t.messageSteps.state, ['refused', 'given_up'])))
        .orderBy(desc(t.messageSteps.createdAt), desc(t.messages.id))
        .limit(ph('limit')),
    ),
  )
  const to = prepareRead(
    trackedSelect(store, and(eq(t.messages.recipientKind, ph('kind')), eq(t.messages.recipientId, ph('id'))))
      .orderBy(...newestFirst)
      .limit(ph('limit')),
  )
  const waiting = onEachWay((way) =>
    prepareRead(
      query
        .select({ n: count() })
        .from(t.messageQueue)
        .innerJoin(t.messages, eq(t.messages.id, t.messageQueue.messageId))
        .where(way),
    ),
  )
  return {
    due: async (way: Way, now: number, limit: number) => (await due[way]({ now, limit })).map(trackedOf),
    latest: async (way: Way, limit: number) => (await latest[way]({ limit })).map(trackedOf),
    undelivered: async (way: Way, limit: number) => (await undelivered[way]({ limit })).map(trackedOf),
    to: async (recipient: { kind: string; id: string }, limit: number) =>
      (await to({ ...recipient, limit })).map(trackedOf),
    waiting: async (way: Way) => (await waiting[way]())[0]?.n ?? 0,
  }
}

function recipientReads({ prepareRead, tables: t, query }: Store): Pick<MessageStore, 'addressOf'> {
  const ph = sql.placeholder
  const ofHolder = prepareRead(
    query
      .select({ address: t.mailAddresses.address })
      .from(t.mailAddresses)
      .where(eq(t.mailAddresses.id, ph('id'))),
  )
  const ofInvited = prepareRead(
    query
      .select({ address: t.institutionInvitationAddresses.email })
      .from(t.institutionInvitationAddresses)
      .where(eq(t.institutionInvitationAddresses.invitationId, ph('id'))),
  )
  const ofShop = prepareRead(
    query
      .select({ address: t.merchants.contactEmail })
      .from(t.merchants)
      .where(eq(t.merchants.id, ph('id'))),
  )
  return {
    addressOf: async ({ kind, id }) => {
      const rows =
        kind === 'merchant'
          ? await ofShop({ id })
          : [...(await ofHolder({ id })), ...(await ofInvited({ id }))]
      return rows[0]?.address
    },
  }
}

function messageWrites(store: Store): Pick<MessageStore, 'add' | 'addWrites' | 'take'> {
  const { prepareWrite, tables: t, query } = store
  const ph = sql.placeholder
  const message = prepareWrite(
    query.insert(t.messages).values({
      id: ph('id'),
      kind: ph('kind'),
      recipientKind: ph('recipientKind'),
      recipientId: ph('recipientId'),
      language: ph('language'),
      facts: ph('facts'),
      createdAt: ph('createdAt'),
    }),
  )
  const queued = prepareWrite(
    query.insert(t.messageQueue).values({ messageId: ph('id'), dueAt: ph('createdAt') }),
  )
  const step = prepareWrite(
    query.insert(t.messageSteps).values({
      messageId: ph('messageId'),
      number: ph('number'),
      state: ph('state'),
      reason: ph('reason'),
      createdAt: ph('at'),
    }),
  )
  const later = prepareWrite(
    query
      .update(t.messageQueue)
      .set({ dueAt: sql`${ph('dueAt')}` })
      .where(eq(t.messageQueue.messageId, ph('messageId'))),
  )
  const done = prepareWrite(query.delete(t.messageQueue).where(eq(t.messageQueue.messageId, ph('messageId'))))
  const addWrites = ({ recipient, ...told }: Message): Write[] => [
    message({ ...told, recipientKind: recipient.kind, recipientId: recipient.id }),
    queued({ id: told.id, createdAt: told.createdAt }),
  ]
  return {
    addWrites,
    add: async (one) => {
      try {
        await store.atomic(addWrites(one))
      } catch (error) {
        // Another process told it at this moment.
        if (!isViolation(error, 'unique', 'messages')) throw error
      }
    },
    take: async ({ dueAt, ...taken }: Step) => {
      const { messageId } = taken
      try {
        await store.atomic([
          step({ ...taken }),
          dueAt === undefined ? done({ messageId }) : later({ messageId, dueAt }),
        ])
        return 'taken'
      } catch (error) {
        const isLost =
          isViolation(error, 'unique', 'message_steps') ||
          isViolation(error, 'check', 'message_step_true') ||
          isViolation(error, 'race')
        if (isLost) return 'lost'
        throw error
      }
    },
  }
}

/** A mark of the database: what happened before it is not told, so that a hub that gets a mail server writes no one of last year. */
function beginning(store: Store): Pick<MessageStore, 'toldFrom'> {
  const { marks } = store.tables
  const read = store.prepareRead(
    store.query.select({ value: marks.value }).from(marks).where(eq(marks.name, 'told_from')),
  )
  const say = store.prepareWrite(
    store.query
      .insert(marks)
      .values({ name: 'told_from', value: sql.placeholder('value'), createdAt: sql.placeholder('at') }),
  )
  const known = async (): Promise<string | undefined> => (await read())[0]?.value
  return {
    toldFrom: async (firstAt) => {
      const before = await known()
      if (before !== undefined) return Number(before)
      try {
        await store.atomic([say({ value: String(firstAt), at: firstAt })])
      } catch (error) {
        if (!isViolation(error, 'unique', 'marks')) throw error
      }
      return Number(await known())
    },
  }
}

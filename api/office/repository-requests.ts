import { and, desc, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import { isViolation } from '../../db/violation.ts'
import type { Store, Write } from '../../db/store.ts'
import type { StaffRequest } from './four-eyes.ts'
import type { RequestStore } from './ports.ts'

/** Where requests of one kind stand among the acts of the staff. */
export type RequestPlace<Asked> = {
  readonly operation: string
  /** What the act is about. */
  readonly subjectOf: (asked: Asked) => string
  /** How long requests could wait that do not say so themselves, milliseconds. */
  readonly validMs: number
}

type Kept<Asked> = Asked & { readonly expiresAt?: number }
type Decided = { readonly approved: boolean; readonly reason: string; readonly payloadHash?: string }

/** The id of a request's only decision: the primary key refuses a second. */
const decisionId = (requestId: string) => `decision:${requestId}`

/** Requests and their decisions on any engine, kept among the acts of the staff: append-only. */
export function requestStore<Asked extends object>(
  store: Store,
  place: RequestPlace<Asked>,
): RequestStore<Asked> {
  const { tables: t, query, prepareWrite } = store
  const ph = sql.placeholder
  const act = prepareWrite(
    query.insert(t.staffActs).values({
      id: ph('id'),
      userId: ph('userId'),
      operation: ph('operation'),
      subject: ph('subject'),
      details: ph('details'),
      createdAt: ph('at'),
    }),
  )
  const once = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work()
    } catch (error) {
      if (isViolation(error, 'unique', 'staff_acts')) return undefined
      throw error
    }
  }
  return {
    ...reads(store, place),
    requestWrite: (asked, { id, requestedBy: userId, requestedAt: at, expiresAt }): Write =>
      act({
        id,
        userId,
        operation: place.operation,
        subject: place.subjectOf(asked),
        details: { ...asked, expiresAt },
        at,
      }),
    decisionWrite: ({ id, approved, reason, payloadHash, decidedBy: userId, at }): Write =>
      act({
        id: decisionId(id),
        userId,
        operation: `${place.operation}.decision`,
        subject: id,
        details: { approved, reason, payloadHash },
        at,
      }),
    commit: async (writes) =>
      (await once(async () => {
        await store.atomic(writes as Write[])
        return 'stored' as const
      })) ?? 'exists',
    decidingOnce: async (useCase) => (await once(useCase)) ?? 'decided',
  }
}

function reads<Asked extends object>(
  { tables: t, query, prepareRead }: Store,
  { operation, validMs }: RequestPlace<Asked>,
): Pick<RequestStore<Asked>, 'find' | 'requests'> {
  const ph = sql.placeholder
  const decision = alias(t.staffActs, 'decision')
  const select = () =>
    query
      .select({
        id: t.staffActs.id,
        requestedBy: t.staffActs.userId,
        requestedAt: t.staffActs.createdAt,
        kept: t.staffActs.details,
        decidedBy: decision.userId,
        decidedAt: decision.createdAt,
        decided: decision.details,
      })
      .from(t.staffActs)
      .leftJoin(decision, sql`${decision.id} = 'decision:' || ${t.staffActs.id}`)
  const one = prepareRead(
    select().where(and(eq(t.staffActs.id, ph('id')), eq(t.staffActs.operation, operation))),
  )
  const newest = query
    .select({ id: t.staffActs.id })
    .from(t.staffActs)
    .where(eq(t.staffActs.operation, operation))
    .orderBy(desc(t.staffActs.createdAt), desc(t.staffActs.id))
    .limit(ph('newestMost'))
  const waiting = and(isNull(decision.id), gt(t.staffActs.createdAt, ph('waitingAfter')))
  const latest = prepareRead(
    select()
      .where(and(eq(t.staffActs.operation, operation), or(waiting, inArray(t.staffActs.id, newest))))
      .orderBy(desc(t.staffActs.createdAt), desc(t.staffActs.id)),
  )
  type Row = Awaited<ReturnType<typeof one>>[number]
  const decisionOf = ({ decidedBy, decidedAt, decided }: Row) => {
    if (decidedBy === null || decidedAt === null) return null
    const { approved, reason } = decided as Decided
    return { approved, reason, decidedBy, decidedAt }
  }
  const requestOf = (row: Row): StaffRequest<Asked> => {
    const { id, requestedBy, requestedAt } = row
    const kept = row.kept as Kept<Asked>
    const expiresAt = kept.expiresAt ?? requestedAt + validMs
    return { ...kept, id, requestedBy, requestedAt, expiresAt, decision: decisionOf(row) }
  }
  return {
    find: async (id) => (await one({ id })).map(requestOf)[0],
    requests: async (asked) => (await latest({ ...asked })).map(requestOf),
  }
}

import { and, desc, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { isViolation } from '../../db/violation.ts'
import type { Work } from '../identity/index.ts'
import type { RequestStore } from './ports.ts'
import { requestStore } from './repository-requests.ts'
import { defaultSecondmentSettings, instantsOf, type Secondment, type SecondmentAsked } from './secondment.ts'
import type { SecondmentStore } from './secondment-service.ts'

/** Requests for secondments and their decisions on any engine. */
export const secondmentRequestStore = (store: Store): RequestStore<SecondmentAsked> =>
  requestStore<SecondmentAsked>(store, {
    operation: 'secondment',
    subjectOf: ({ userId }) => userId,
    validMs: defaultSecondmentSettings.requestValidMs,
  })

/** Approved secondments and their ends on any engine. */
export function secondmentStore(store: Store): SecondmentStore {
  const { tables, query, prepareRead, prepareWrite } = store
  const { secondments: s, secondmentEnds: e } = tables
  const ph = sql.placeholder
  const select = () =>
    query
      .select({
        id: s.id,
        userId: s.userId,
        userName: s.userName,
        fromTown: s.fromTown,
        town: s.town,
        works: s.works,
        firstDay: s.firstDay,
        lastDay: s.lastDay,
        reason: s.reason,
        requestedBy: s.requestedBy,
        approvedBy: s.approvedBy,
        approvedAt: s.createdAt,
        endedBy: e.endedBy,
        endReason: e.reason,
        endedAt: e.createdAt,
      })
      .from(s)
      .leftJoin(e, eq(e.secondmentId, s.id))
  const one = prepareRead(select().where(eq(s.id, ph('id'))))
  const ofOfficer = prepareRead(select().where(eq(s.userId, ph('userId'))))
  const newest = query
    .select({ id: s.id })
    .from(s)
    .orderBy(desc(s.createdAt), desc(s.id))
    .limit(ph('newestMost'))
  const stands = and(isNull(e.secondmentId), gt(s.endsAt, ph('now')))
  const latest = prepareRead(
    select()
      .where(or(stands, inArray(s.id, newest)))
      .orderBy(desc(s.createdAt), desc(s.id)),
  )
  const give = prepareWrite(
    query.insert(s).values({
      id: ph('id'),
      userId: ph('userId'),
      userName: ph('userName'),
      fromTown: ph('fromTown'),
      town: ph('town'),
      works: ph('works'),
      firstDay: ph('firstDay'),
      lastDay: ph('lastDay'),
      beginsAt: ph('beginsAt'),
      endsAt: ph('endsAt'),
      reason: ph('reason'),
      requestedBy: ph('requestedBy'),
      approvedBy: ph('approvedBy'),
      createdAt: ph('at'),
    }),
  )
  const end = prepareWrite(
    query.insert(e).values({
      secondmentId: ph('secondmentId'),
      endedBy: ph('endedBy'),
      reason: ph('reason'),
      createdAt: ph('at'),
    }),
  )
  type Row = Awaited<ReturnType<typeof one>>[number]
  const secondmentOf = ({ endedBy, endReason, endedAt, works, ...row }: Row): Secondment => ({
    ...row,
    works: works as readonly Work[],
    end:
      endedBy === null || endReason === null || endedAt === null
        ? null
        : { endedBy, reason: endReason, endedAt },
  })
  return {
    find: async (id) => (await one({ id })).map(secondmentOf)[0],
    latest: async (asked) => (await latest({ ...asked })).map(secondmentOf),
    ofOfficer: async (userId) => (await ofOfficer({ userId })).map(secondmentOf),
    writes: (approved) => [give({ ...approved, ...instantsOf(approved), at: approved.approvedAt })],
    end: async (ended) => {
      try {
        await store.atomic([end({ ...ended })])
        return 'stored'
      } catch (error) {
        if (isViolation(error, 'unique', 'secondment_ends')) return 'exists'
        throw error
      }
    },
  }
}

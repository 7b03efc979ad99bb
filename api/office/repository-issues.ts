import { and, desc, eq, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import { isViolation } from '../../db/violation.ts'
import type { Store, Write } from '../../db/store.ts'
import type { IssueRequest } from './issue-request.ts'
import type { IssueStore } from './ports.ts'

const asking = 'pot.issue'
const deciding = 'pot.issue.decision'

type Asked = { potId: string; amountYen: number; reason: string }
type Decided = { approved: boolean; reason: string }

/** The id of a request's only decision: the primary key refuses a second. */
const decisionId = (requestId: string) => `decision:${requestId}`

/** Requests for money and their decisions on any engine. */
export function issueStore(store: Store): IssueStore {
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
    ...reads(store),
    requestWrite: ({ id, potId, amountYen, reason, requestedBy: userId, requestedAt: at }): Write =>
      act({ id, userId, operation: asking, subject: potId, details: { potId, amountYen, reason }, at }),
    decisionWrite: ({ id, approved, reason, decidedBy: userId, at }): Write =>
      act({
        id: decisionId(id),
        userId,
        operation: deciding,
        subject: id,
        details: { approved, reason },
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

function reads({ tables: t, query, prepareRead }: Store): Pick<IssueStore, 'find' | 'requests'> {
  const ph = sql.placeholder
  const decision = alias(t.staffActs, 'decision')
  const select = () =>
    query
      .select({
        id: t.staffActs.id,
        requestedBy: t.staffActs.userId,
        requestedAt: t.staffActs.createdAt,
        asked: t.staffActs.details,
        decidedBy: decision.userId,
        decidedAt: decision.createdAt,
        decided: decision.details,
      })
      .from(t.staffActs)
      .leftJoin(decision, sql`${decision.id} = 'decision:' || ${t.staffActs.id}`)
  const one = prepareRead(
    select().where(and(eq(t.staffActs.id, ph('id')), eq(t.staffActs.operation, asking))),
  )
  const latest = prepareRead(
    select()
      .where(eq(t.staffActs.operation, asking))
      .orderBy(desc(t.staffActs.createdAt), desc(t.staffActs.id))
      .limit(ph('limit')),
  )
  type Row = Awaited<ReturnType<typeof one>>[number]
  const requestOf = ({ asked, decidedBy, decidedAt, decided, ...row }: Row): IssueRequest => ({
    ...row,
    ...(asked as Asked),
    decision:
      decidedBy === null || decidedAt === null ? null : { ...(decided as Decided), decidedBy, decidedAt },
  })
  return {
    find: async (id) => (await one({ id })).map(requestOf)[0],
    requests: async (limit) => (await latest({ limit })).map(requestOf),
  }
}

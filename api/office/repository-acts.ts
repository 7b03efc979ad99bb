import { and, desc, eq, gte, lt, or, sql } from 'drizzle-orm'
import { isViolation } from '../../db/violation.ts'
import type { Store } from '../../db/store.ts'
import type { Act, Details } from './act.ts'
import type { ActStore } from './act-service.ts'

/** The acts of the office on any engine. */
export function actStore(store: Store): ActStore {
  const { tables, query, prepareRead, prepareWrite } = store
  const { officeActs: a, officeActEnds: e } = tables
  const ph = sql.placeholder
  const begin = prepareWrite(
    query.insert(a).values({
      id: ph('id'),
      userId: ph('userId'),
      userName: ph('userName'),
      operation: ph('operation'),
      role: ph('role'),
      onBehalfOf: ph('onBehalfOf'),
      secondmentId: ph('secondmentId'),
      subject: ph('subject'),
      details: ph('details'),
      createdAt: ph('at'),
    }),
  )
  const end = prepareWrite(
    query
      .insert(e)
      .values({ actId: ph('actId'), status: ph('status'), code: ph('code'), createdAt: ph('at') }),
  )
  const isPart = (column: typeof a.userName | typeof a.subject, name: string) =>
    sql`lower(${column}) like ${ph(name)} escape '!'`
  const towns =
    store.dialect === 'postgresql'
      ? sql`${a.onBehalfOf} in (select value from json_array_elements_text(${ph('towns')}::json))`
      : sql`${a.onBehalfOf} in (select value from json_each(${ph('towns')}))`
  const found = prepareRead(
    query
      .select({
        id: a.id,
        userId: a.userId,
        userName: a.userName,
        operation: a.operation,
        role: a.role,
        onBehalfOf: a.onBehalfOf,
        secondmentId: a.secondmentId,
        subject: a.subject,
        details: a.details,
        at: a.createdAt,
        status: e.status,
        code: e.code,
        endedAt: e.createdAt,
      })
      .from(a)
      .leftJoin(e, eq(e.actId, a.id))
      .where(
        and(
          gte(a.createdAt, ph('fromAt')),
          lt(a.createdAt, ph('untilAt')),
          or(lt(a.createdAt, ph('beforeAt')), and(eq(a.createdAt, ph('beforeAt')), lt(a.id, ph('beforeId')))),
          isPart(a.userName, 'person'),
          isPart(a.subject, 'subject'),
          sql`${a.operation} like ${ph('operation')} escape '!'`,
          sql`(${ph('ofAll')} = 'yes' or ${towns})`,
        ),
      )
      .orderBy(desc(a.createdAt), desc(a.id))
      .limit(ph('limit')),
  )
  return {
    begin: async (act) => {
      try {
        await store.atomic([begin({ ...act })])
        return 'stored'
      } catch (error) {
        if (isViolation(error, 'check', 'office_act_secondment')) return 'not_lent'
        throw error
      }
    },
    end: (ended) => store.atomic([end({ ...ended })]),
    find: async ({ person, subject, operation, towns: of, before, ...bounds }) => {
      const rows = await found({
        ...bounds,
        person: partOf(person.toLowerCase()),
        subject: partOf(subject.toLowerCase()),
        operation: operation === '' ? '%' : escaped(operation),
        ofAll: of === 'all' ? 'yes' : 'no',
        towns: JSON.stringify(of === 'all' ? [] : of),
        beforeAt: before.at,
        beforeId: before.id,
      })
      return rows.map(({ status, code, endedAt, details, ...act }): Act => ({
        ...act,
        details: details as Details,
        end: status === null || endedAt === null ? null : { status, code, at: endedAt },
      }))
    },
  }
}

const escaped = (text: string): string => text.replaceAll(/[!%_]/g, '!$&')
const partOf = (text: string): string => `%${escaped(text)}%`

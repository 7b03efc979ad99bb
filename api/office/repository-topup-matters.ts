import { and, asc, desc, eq, isNotNull, isNull, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import { isMatter } from '../../db/tables/wallets.ts'
import type { Store } from '../../db/store.ts'
import { isViolation } from '../../db/violation.ts'
import { matterOf, type MatterEnding, type TopupMatter } from './topup-matter.ts'
import type { TopupMatterStore } from './topup-matter-service.ts'

const operation = 'topup_matter.end'

/** The id of a matter's only ending: the primary key refuses a second. */
const endingId = (eventId: string): string => `ended:${eventId}`

/** Events that want a person's eye on any engine; how they ended stands among the acts of the staff. */
export function topupMatterStore(store: Store): TopupMatterStore {
  const { tables: t, query, prepareRead, prepareWrite } = store
  const ph = sql.placeholder
  const ending = alias(t.staffActs, 'ending')
  const { processorEvents: e } = t
  const select = () =>
    query
      .select({
        id: e.id,
        type: e.type,
        outcome: e.outcome,
        receivedAt: e.receivedAt,
        topupId: t.topups.id,
        // Of a part that a shop gave back, that part, and not what was added.
        amountYen: sql<number | null>`coalesce(${t.cardRefunds.amountYen}, ${t.topups.amountYen})`,
        method: t.topups.method,
        endedBy: ending.userId,
        endedAt: ending.createdAt,
        details: ending.details,
      })
      .from(e)
      .leftJoin(t.cardRefunds, sql`${e.outcome} = 'card_refund_failed:' || ${t.cardRefunds.id}`)
      .leftJoin(
        t.topups,
        or(sql`${e.outcome} = 'refund_failed:' || ${t.topups.id}`, eq(t.topups.id, t.cardRefunds.topupId)),
      )
      .leftJoin(ending, and(sql`${ending.id} = 'ended:' || ${e.id}`, eq(ending.operation, operation)))
  const one = prepareRead(select().where(and(isMatter(e), eq(e.id, ph('id')))))
  const waiting = prepareRead(
    select()
      .where(and(isMatter(e), isNull(ending.id)))
      .orderBy(asc(e.receivedAt), asc(e.id)),
  )
  const past = prepareRead(
    select()
      .where(and(isMatter(e), isNotNull(ending.id)))
      .orderBy(desc(ending.createdAt), desc(e.id))
      .limit(ph('endedMost')),
  )
  const act = prepareWrite(
    query.insert(t.staffActs).values({
      id: ph('actId'),
      userId: ph('endedBy'),
      operation,
      subject: ph('id'),
      details: ph('details'),
      createdAt: ph('at'),
    }),
  )
  type Row = Awaited<ReturnType<typeof one>>[number]
  const matter = ({ outcome, topupId, amountYen, method, endedBy, endedAt, details, ...row }: Row) => {
    const { kind, about } = matterOf(outcome)
    const said = details as { readonly how: MatterEnding; readonly reason: string }
    return {
      ...row,
      kind,
      differs: kind === 'mismatch' ? about : null,
      topup: topupId === null ? null : { id: topupId, amountYen: Number(amountYen), method: method! },
      ended: endedBy === null ? null : { ...said, endedBy, at: endedAt! },
    } satisfies TopupMatter
  }
  return {
    find: async (id) => (await one({ id })).map(matter)[0],
    list: async (endedMost) => [...(await waiting({})), ...(await past({ endedMost }))].map(matter),
    end: async (id, { how, reason, endedBy, at }) => {
      try {
        await store.atomic([act({ id, actId: endingId(id), endedBy, at, details: { how, reason } })])
        return 'stored'
      } catch (error) {
        if (isViolation(error, 'unique', 'staff_acts')) return 'exists'
        throw error
      }
    },
  }
}

import { and, desc, eq, getTableColumns, gt, isNull, ne, or, sql } from 'drizzle-orm'
import { isViolation } from '../../db/violation.ts'
import type { Store } from '../../db/store.ts'
import type { Clock } from '../platform/clock.ts'
import type { ShopBrowserStore } from './ports.ts'

/** Whether a row of `shop_browsers` may still be written to: its person owns the shop, and is signed in there. */
export const ownersBrowser = ({ shopBrowsers: b, merchantMembers: m, sessions: s }: Store['tables']) => ({
  member: and(eq(m.merchantId, b.merchantId), eq(m.userId, b.userId), eq(m.role, 'owner')),
  session: and(
    eq(s.id, b.sessionId),
    eq(s.userId, b.userId),
    gt(s.expiresAt, sql.param(sql.placeholder('at'), s.expiresAt)),
  ),
})

/** How long it is remembered that a browser whose session has ended was noted and not stopped; own choice. */
const endedKeptMs = 180 * 86_400_000

/** Browsers that show notices of shops, on any engine. */
export function shopBrowserStore(store: Store, clock: Clock): ShopBrowserStore {
  const { prepareRead, prepareWrite, query, tables } = store
  const { shopBrowsers: b, merchantMembers: m, sessions: s } = tables
  const ph = sql.placeholder
  const { member, session } = ownersBrowser(tables)
  const ofOwners = () => query.select(getTableColumns(b)).from(b).innerJoin(m, member).innerJoin(s, session)
  const ofShop = prepareRead(
    ofOwners()
      .where(eq(b.merchantId, ph('merchantId')))
      .orderBy(desc(b.createdAt), desc(b.id)),
  )
  const endedOf = prepareRead(
    query
      .select({ id: b.id })
      .from(b)
      .leftJoin(s, session)
      .where(and(eq(b.merchantId, ph('merchantId')), eq(b.userId, ph('userId')), isNull(s.id))),
  )
  const byId = prepareRead(ofOwners().where(eq(b.id, ph('id'))))
  const insert = prepareWrite(
    query.insert(b).values({
      id: ph('id'),
      merchantId: ph('merchantId'),
      userId: ph('userId'),
      sessionId: ph('sessionId'),
      endpoint: ph('endpoint'),
      p256dh: ph('p256dh'),
      auth: ph('auth'),
      language: ph('language'),
      createdAt: ph('createdAt'),
    }),
  )
  // Whoever signs in at a browser takes it over from whoever was signed in there before, with all of their shops.
  const takenOver = prepareWrite(
    query
      .delete(b)
      .where(
        and(
          eq(b.endpoint, ph('endpoint')),
          or(eq(b.merchantId, ph('merchantId')), ne(b.userId, ph('userId'))),
        ),
      ),
  )
  const older = prepareWrite(
    query
      .delete(b)
      .where(
        and(
          eq(b.merchantId, ph('merchantId')),
          sql`${b.id} not in (select n.id from shop_browsers n where n.merchant_id = ${ph('merchantId')} order by n.created_at desc, n.id desc limit ${ph('most')})`,
        ),
      ),
  )
  const remove = prepareWrite(
    query.delete(b).where(and(eq(b.id, ph('id')), eq(b.merchantId, ph('merchantId')))),
  )
  const gone = prepareWrite(query.delete(b).where(eq(b.id, ph('id'))))
  const ended = prepareWrite(
    query
      .delete(b)
      .where(
        sql`not exists (select 1 from merchant_members m where m.user_id = ${b.userId} and m.merchant_id = ${b.merchantId} and m.role = 'owner') or (${b.createdAt} < ${ph('notedBefore')} and not exists (select 1 from sessions s where s.id = ${b.sessionId} and s.user_id = ${b.userId}))`,
      ),
  )
  const at = () => new Date(clock.now())
  return {
    ofShop: (merchantId) => ofShop({ merchantId, at: at() }),
    renewable: async (merchantId, userId) =>
      (await endedOf({ merchantId, userId, at: at() })).map(({ id }) => id),
    find: async (id) => (await byId({ id, at: at() }))[0],
    put: async (browser, most) => {
      const { merchantId, endpoint, userId } = browser
      try {
        await store.atomic([takenOver({ endpoint, merchantId, userId }), insert({ ...browser })])
        // Those that are noted at once do not see each other before they are stored: whoever looks last sees them all.
        await store.atomic([older({ merchantId, most })])
        return 'stored'
      } catch (error) {
        if (isViolation(error, 'unique', 'shop_browsers') || isViolation(error, 'race')) return 'lost'
        throw error
      }
    },
    forget: async (id) => store.atomic([gone({ id })]),
    remove: async (merchantId, id) => store.atomic([remove({ merchantId, id })]),
    tidy: async () => store.atomic([ended({ notedBefore: clock.now() - endedKeptMs })]),
  }
}

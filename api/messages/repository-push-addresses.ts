import { and, desc, eq, sql } from 'drizzle-orm'
import { isViolation } from '../../db/violation.ts'
import type { Store } from '../../db/store.ts'
import type { PushAddressStore } from './ports.ts'

/** Browsers that show notices of wallets, on any engine. */
export function pushAddressStore(store: Store): PushAddressStore {
  const { prepareRead, prepareWrite, query, tables } = store
  const { pushAddresses: a } = tables
  const ph = sql.placeholder
  const newestFirst = [desc(a.createdAt), desc(a.id)] as const
  const ofWallet = prepareRead(
    query
      .select()
      .from(a)
      .where(eq(a.walletId, ph('walletId')))
      .orderBy(...newestFirst),
  )
  const byId = prepareRead(
    query
      .select()
      .from(a)
      .where(eq(a.id, ph('id'))),
  )
  const insert = prepareWrite(
    query.insert(a).values({
      id: ph('id'),
      walletId: ph('walletId'),
      endpoint: ph('endpoint'),
      p256dh: ph('p256dh'),
      auth: ph('auth'),
      language: ph('language'),
      createdAt: ph('createdAt'),
    }),
  )
  const forget = prepareWrite(query.delete(a).where(eq(a.endpoint, ph('endpoint'))))
  const older = prepareWrite(
    query
      .delete(a)
      .where(
        and(
          eq(a.walletId, ph('walletId')),
          sql`${a.id} not in (select b.id from push_addresses b where b.wallet_id = ${ph('walletId')} order by b.created_at desc, b.id desc limit ${ph('most')})`,
        ),
      ),
  )
  const remove = prepareWrite(query.delete(a).where(and(eq(a.id, ph('id')), eq(a.walletId, ph('walletId')))))
  const closed = prepareWrite(
    query
      .delete(a)
      .where(sql`${a.walletId} in (select c.id from accounts c where c.closed_at < ${ph('closedBefore')})`),
  )
  return {
    ofWallet: (walletId) => ofWallet({ walletId }),
    find: async (id) => (await byId({ id }))[0],
    put: async (address, most) => {
      const { walletId, endpoint } = address
      try {
        await store.atomic([forget({ endpoint }), insert({ ...address }), older({ walletId, most })])
        return 'stored'
      } catch (error) {
        if (isViolation(error, 'unique', 'push_addresses') || isViolation(error, 'race')) return 'lost'
        throw error
      }
    },
    remove: async (walletId, id) => store.atomic([remove({ walletId, id })]),
    tidy: async (closedBefore) => store.atomic([closed({ closedBefore })]),
  }
}

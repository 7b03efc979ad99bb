import { and, desc, eq, getTableColumns, isNull, sql } from 'drizzle-orm'
import { isViolation } from '../../db/violation.ts'
import type { Store } from '../../db/store.ts'
import type { PushAddressStore } from './ports.ts'

/** Browsers that show notices of wallets, on any engine. */
export function pushAddressStore(store: Store): PushAddressStore {
  const { prepareRead, prepareWrite, query, tables } = store
  const { pushAddresses: a, walletDevices: d } = tables
  const ph = sql.placeholder
  const newestFirst = [desc(a.createdAt), desc(a.id)] as const
  // Who took the wallet from a lost phone is not to be watched with it.
  const ofKnownDevices = () =>
    query
      .select(getTableColumns(a))
      .from(a)
      .innerJoin(d, and(eq(d.id, a.deviceId), eq(d.walletId, a.walletId), isNull(d.revokedAt)))
  const ofWallet = prepareRead(
    ofKnownDevices()
      .where(eq(a.walletId, ph('walletId')))
      .orderBy(...newestFirst),
  )
  const byId = prepareRead(ofKnownDevices().where(eq(a.id, ph('id'))))
  const insert = prepareWrite(
    query.insert(a).values({
      id: ph('id'),
      walletId: ph('walletId'),
      endpoint: ph('endpoint'),
      p256dh: ph('p256dh'),
      auth: ph('auth'),
      language: ph('language'),
      deviceId: ph('deviceId'),
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
  const gone = prepareWrite(query.delete(a).where(eq(a.id, ph('id'))))
  const closed = prepareWrite(
    query
      .delete(a)
      .where(sql`${a.walletId} in (select c.id from accounts c where c.closed_at < ${ph('closedBefore')})`),
  )
  const taken = prepareWrite(
    query
      .delete(a)
      .where(
        sql`not exists (select 1 from wallet_devices d where d.id = ${a.deviceId} and d.revoked_at is null)`,
      ),
  )
  return {
    ofWallet: (walletId) => ofWallet({ walletId }),
    find: async (id) => (await byId({ id }))[0],
    put: async (address, most) => {
      const { walletId, endpoint } = address
      try {
        await store.atomic([forget({ endpoint }), insert({ ...address })])
        // Those that are noted at once do not see each other before they are stored: whoever looks last sees them all.
        await store.atomic([older({ walletId, most })])
        return 'stored'
      } catch (error) {
        if (isViolation(error, 'unique', 'push_addresses') || isViolation(error, 'race')) return 'lost'
        throw error
      }
    },
    forget: async (id) => store.atomic([gone({ id })]),
    remove: async (walletId, id) => store.atomic([remove({ walletId, id })]),
    tidy: async (closedBefore) => store.atomic([closed({ closedBefore }), taken({})]),
  }
}

import { eq, sql } from 'drizzle-orm'
import { isViolation } from '../../db/violation.ts'
import type { Store, Write } from '../../db/store.ts'
import type { AddressStore } from './ports.ts'

/** Where holders of wallets want their receipts, on any engine. */
export function addressStore(store: Store): AddressStore {
  const { prepareRead, prepareWrite, query, tables } = store
  const { mailAddresses: a } = tables
  const ph = sql.placeholder
  const ofWallet = prepareRead(
    query
      .select()
      .from(a)
      .where(eq(a.walletId, ph('walletId'))),
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
      address: ph('address'),
      language: ph('language'),
      createdAt: ph('createdAt'),
      confirmedAt: ph('confirmedAt'),
    }),
  )
  const forget = prepareWrite(query.delete(a).where(eq(a.walletId, ph('walletId'))))
  const remove = prepareWrite(query.delete(a).where(eq(a.id, ph('id'))))
  // Said again it stays as it was: what was paid since the first time is told.
  const confirm = prepareWrite(
    query
      .update(a)
      .set({ confirmedAt: sql`coalesce(${a.confirmedAt}, ${ph('at')})` })
      .where(eq(a.id, ph('id'))),
  )
  const unconfirmed = prepareWrite(
    query.delete(a).where(sql`${a.confirmedAt} is null and ${a.createdAt} < ${ph('unconfirmedBefore')}`),
  )
  const closed = prepareWrite(
    query
      .delete(a)
      .where(sql`${a.walletId} in (select c.id from accounts c where c.closed_at < ${ph('closedBefore')})`),
  )
  return {
    ofWallet: async (walletId) => (await ofWallet({ walletId }))[0],
    find: async (id) => (await byId({ id }))[0],
    put: async (address, alongside) => {
      try {
        await store.atomic([
          forget({ walletId: address.walletId }),
          insert({ ...address }),
          ...(alongside as Write[]),
        ])
        return 'stored'
      } catch (error) {
        if (isViolation(error, 'unique', 'mail_addresses') || isViolation(error, 'race')) return 'lost'
        throw error
      }
    },
    confirm: async (id, at) => store.atomic([confirm({ id, at })]),
    remove: async (id) => store.atomic([remove({ id })]),
    tidy: async (before) => store.atomic([unconfirmed({ ...before }), closed({ ...before })]),
  }
}

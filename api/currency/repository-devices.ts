import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Store, Write } from '../../db/store.ts'
import type { DeviceStore } from './ports.ts'

/** The devices of wallets on any engine. */
export function deviceStore(store: Store): DeviceStore {
  const { tables: t, query, prepareRead, prepareWrite } = store
  const ph = sql.placeholder
  const ofWallet = and(eq(t.walletDevices.walletId, ph('walletId')), isNull(t.walletDevices.revokedAt))
  const devices = prepareRead(
    query
      .select({ deviceId: t.walletDevices.id, addedAt: t.walletDevices.createdAt })
      .from(t.walletDevices)
      .where(ofWallet)
      .orderBy(asc(t.walletDevices.createdAt)),
  )
  const known = prepareRead(
    query
      .select({ deviceId: t.walletDevices.id })
      .from(t.walletDevices)
      .where(and(eq(t.walletDevices.walletId, ph('walletId')), eq(t.walletDevices.id, ph('deviceId')))),
  )
  const revoke = prepareWrite(
    query
      .update(t.walletDevices)
      .set({ revokedAt: sql`${ph('at')}` })
      .where(and(ofWallet, eq(t.walletDevices.id, ph('deviceId')))),
  )
  return {
    devicesOf: (walletId) => devices({ walletId }),
    wasDeviceOf: async (walletId, deviceId) => (await known({ walletId, deviceId })).length === 1,
    revokeWrites: (revoked): Write[] => [revoke({ ...revoked })],
  }
}

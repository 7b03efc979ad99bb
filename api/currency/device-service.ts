import type { Clock } from '../platform/clock.ts'
import { ok, refuse } from '../platform/result.ts'
import type { Result } from '../platform/result.ts'
import type { LedgerRefusal } from './errors.ts'
import type { DeviceStore, LedgerStore, WalletDevice } from './ports.ts'

export type DeviceParts = {
  readonly store: Pick<LedgerStore, 'commit'> & DeviceStore
  readonly clock: Clock
}

/** Which devices hold a wallet, and taking it from one that was lost. */
export function deviceService({ store, clock }: DeviceParts) {
  return {
    /** The devices that open the wallet now, the first one first. */
    devicesOf: (walletId: string): Promise<readonly WalletDevice[]> => store.devicesOf(walletId),

    /**
     * From now on the device opens nothing. Asked again it stays so: a lost answer is no refusal.
     * Refuses: device_not_found (also for a device of another wallet).
     */
    revoke: async (walletId: string, deviceId: string): Promise<Result<null, LedgerRefusal>> => {
      if (!(await store.wasDeviceOf(walletId, deviceId)))
        return refuse({ code: 'device_not_found', field: 'deviceId' })
      await store.commit(store.revokeWrites({ walletId, deviceId, at: clock.now() }))
      return ok(null)
    },
  }
}

export type Devices = ReturnType<typeof deviceService>

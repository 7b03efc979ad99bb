import { offlineKeyOf } from '../../api/currency/offline-code.ts'

/** What this device makes codes by. The key cannot be read out by any script. */
export type OfflineKey = {
  readonly device: string
  readonly handle: string
  readonly key: CryptoKey
  readonly endsAt: number
  /** How far the hub's clock is ahead of this device's, milliseconds. */
  readonly aheadMs: number
  readonly paymentYenMax: number
}

type Given = {
  readonly handle: string
  readonly secret: string
  readonly endsAt: number
  readonly at: number
  readonly paymentYenMax: number
}

/** A key is asked for again when this much of it is left: whoever opens the purse daily is always ready for days. */
const renewBeforeMs = 6 * 86_400_000

/** Gets a key for this device where it has none, an old one, or one of another purse; without a device forgets it. */
export async function readyForPaying(device: string): Promise<void> {
  if (!('indexedDB' in globalThis) || !('subtle' in crypto)) return
  if (device === '') return inStore<undefined>('readwrite', (store) => store.delete('key'))
  const known = await findOfflineKey()
  if (known?.device === device && known.endsAt - now(known) > renewBeforeMs) return
  const answer = await fetch('/api/wallets/me/offline-keys', { method: 'POST' }).catch(() => undefined)
  if (answer?.ok !== true) return
  const { secret, at, ...given } = (await answer.json()) as Given
  const key = await offlineKeyOf(Uint8Array.from(atob(secret), (letter) => letter.charCodeAt(0)))
  const kept: OfflineKey = { device, key, aheadMs: at - Date.now(), ...given }
  await inStore('readwrite', (store) => store.put(kept, 'key'))
}

/** What this device makes codes by, if it was readied. */
export const findOfflineKey = async (): Promise<OfflineKey | undefined> =>
  inStore<OfflineKey | undefined>('readonly', (store) => store.get('key'))

/** The hub's clock as this device knows it. */
export const now = ({ aheadMs }: Pick<OfflineKey, 'aheadMs'>): number => Date.now() + aheadMs

/** One request to the one store of this device. */
async function inStore<T>(
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const opening = indexedDB.open('purse', 1)
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('offline'))
  const database = await done(opening)
  const answer = await done(ask(database.transaction('offline', mode).objectStore('offline')))
  database.close()
  return answer
}

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('the store of this device')))
  })

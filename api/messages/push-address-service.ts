import type { Clock } from '../platform/clock.ts'
import type { Ids } from '../platform/ids.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { MessageRefusal } from './errors.ts'
import type { Push, PushAddress, PushAddressStore } from './ports.ts'
import { pushServiceOf } from './push-services.ts'

export type PushAddressParts = {
  readonly addresses: PushAddressStore
  /** Nothing: no notice is sent to any browser here. */
  readonly push: Pick<Push, 'publicKey'> | undefined
  readonly clock: Clock
  readonly ids: Ids
}

export type GivenBrowser = Omit<PushAddress, 'id' | 'createdAt'>

/** So many browsers of one wallet are told; of more the oldest goes. Own choice: a family's phones. */
const browsersMost = 10

/** Browsers that show what happens in a wallet. */
export function pushAddressService(parts: PushAddressParts) {
  const { addresses, push } = parts
  return {
    /** What a browser needs before it can be written to; nothing where that is not done here. */
    publicKey: push?.publicKey,
    ofWallet: addresses.ofWallet,
    /**
     * Notes a browser; said again it is the same, in another wallet it is that one's from now on. Refuses
     * push_not_sent_here, push_service_unknown, busy_try_again.
     */
    give: (given: GivenBrowser) => give(parts, given),
    /** Forgets one of the wallet's browsers; what still waits for it is not sent. Said again it is the same. */
    remove: addresses.remove,
  }
}

export type PushAddresses = ReturnType<typeof pushAddressService>

async function give(
  { addresses, push, clock, ids }: PushAddressParts,
  given: GivenBrowser,
): Promise<Result<PushAddress, MessageRefusal>> {
  if (push === undefined) return refuse({ code: 'push_not_sent_here' })
  if (pushServiceOf(given.endpoint) === undefined)
    return refuse({ code: 'push_service_unknown', field: 'endpoint' })
  const same = (await addresses.ofWallet(given.walletId)).find(({ id: _id, createdAt: _createdAt, ...one }) =>
    Object.entries(one).every(([name, value]) => given[name as keyof GivenBrowser] === value),
  )
  // A page says it at each visit: what was noted stays, and with it what it was not told yet.
  if (same !== undefined) return ok(same)
  const address = { id: ids.next(), ...given, createdAt: clock.now() }
  const stored = await addresses.put(address, browsersMost)
  return stored === 'stored' ? ok(address) : refuse({ code: 'busy_try_again' })
}

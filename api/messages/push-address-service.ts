import { noteBrowser, type NotingParts } from './browsers.ts'
import type { PushAddress, PushAddressStore } from './ports.ts'

export type PushAddressParts = NotingParts & { readonly addresses: PushAddressStore }

export type GivenBrowser = Omit<PushAddress, 'id' | 'createdAt'>

/** Browsers that show what happens in a wallet. */
export function pushAddressService(parts: PushAddressParts) {
  const { addresses, push } = parts
  return {
    /** What a browser needs before it can be written to; nothing where that is not done here. */
    publicKey: push?.publicKey,
    ofWallet: addresses.ofWallet,
    /** Notes a browser; in another wallet it is that one's from now on. Refuses as `noteBrowser`. */
    give: (given: GivenBrowser) =>
      noteBrowser<PushAddress>(parts, given, {
        known: () => addresses.ofWallet(given.walletId),
        put: addresses.put,
      }),
    /** Forgets one of the wallet's browsers; what still waits for it is not sent. Said again it is the same. */
    remove: addresses.remove,
  }
}

export type PushAddresses = ReturnType<typeof pushAddressService>

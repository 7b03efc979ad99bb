import { noteBrowser, type NotingParts } from './browsers.ts'
import type { ShopBrowser, ShopBrowserStore } from './ports.ts'

export type ShopBrowserParts = NotingParts & { readonly browsers: ShopBrowserStore }

/** Browsers that tell a shop's owner of payouts and of changes of the bank account. */
export function shopBrowserService(parts: ShopBrowserParts) {
  const { browsers, push } = parts
  return {
    /** What a browser needs before it can be written to; nothing where that is not done here. */
    publicKey: push?.publicKey,
    ofShop: browsers.ofShop,
    /** Of this person's: told nothing since their session ended, noted again once they sign in there. */
    renewable: browsers.renewable,
    /** Notes a browser for a shop; refuses as `noteBrowser`. */
    give: (given: Omit<ShopBrowser, 'id' | 'createdAt'>) =>
      noteBrowser<ShopBrowser>(parts, given, {
        known: () => browsers.ofShop(given.merchantId),
        put: browsers.put,
      }),
    /** Forgets one of the shop's browsers; what still waits for it is not sent. Said again it is the same. */
    remove: browsers.remove,
  }
}

export type ShopBrowsers = ReturnType<typeof shopBrowserService>

import type { Store } from '../db/store.ts'
import { proxyService } from './currency/index.ts'
import { freezeReads } from './currency/repository-freezes.ts'
import { proxyStore } from './currency/repository-proxies.ts'
import { walletStore } from './currency/repository-wallets.ts'

/** Who acts for whom, beside the ledger of the same database. */
export const composeProxies = (
  store: Store,
  parts: Omit<Parameters<typeof proxyService>[0], 'proxies' | 'wallets' | 'payerOf'>,
) =>
  proxyService({
    ...parts,
    proxies: proxyStore(store),
    wallets: walletStore(store),
    payerOf: freezeReads(store).payerOf,
  })

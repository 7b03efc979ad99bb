import { decideFreeze, decideThaw } from './freeze.ts'
import type { FreezeCommand, FreezeReceipt } from './freeze.ts'
import { answerOnce } from './service-once.ts'
import type { ServiceParts } from './service-once.ts'

type Asked = FreezeCommand & { readonly walletId: string; readonly key: string }

/** Stopping wallets and letting them go. */
export function freezeUses(parts: ServiceParts) {
  const { store } = parts
  const useOf = (operation: string, { walletId, by, changedBy, reason, key }: Asked) => ({
    key: { scope: `account:${walletId}`, key },
    content: { operation, by, changedBy: changedBy ?? '', reason },
  })
  return {
    /** Refuses, in order: wallet_not_found, account_closed, wallet_frozen. */
    freezeWallet: (asked: Asked) =>
      answerOnce<FreezeReceipt>(parts, {
        ...useOf('freeze', asked),
        decide: async (context) => decideFreeze(await store.findFreezing(asked.walletId), asked, context),
      }),

    /** Refuses, in order: wallet_not_found, account_closed, wallet_not_frozen, wallet_frozen_by_staff. */
    thawWallet: (asked: Asked) =>
      answerOnce<FreezeReceipt>(parts, {
        ...useOf('thaw', asked),
        decide: async (context) => decideThaw(await store.findFreezing(asked.walletId), asked, context),
      }),
  }
}

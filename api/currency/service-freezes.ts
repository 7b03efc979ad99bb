import { refuse } from '../platform/result.ts'
import type { LedgerRefusal } from './errors.ts'
import { decideFreeze, decideThaw } from './freeze.ts'
import type { FreezeCommand, FreezeReceipt, NewWalletFreeze } from './freeze.ts'
import { answerOnce } from './service-once.ts'
import type { ServiceParts } from './service-once.ts'

type Asked = FreezeCommand & { readonly walletId: string; readonly key: string }

/** By who has a printed code; `walletOf` says which wallet it is of, as long as it is good. */
type AskedByCode = {
  readonly codeHash: string
  readonly walletOf: (codeHash: string) => Promise<string | undefined>
  readonly key: string
}

/** Stopping wallets and letting them go. */
export function freezeUses(parts: ServiceParts) {
  const { store } = parts
  const decisions = { frozen: decideFreeze, thawed: decideThaw } as const
  const operations = { frozen: 'freeze', thawed: 'thaw' } as const
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

    /**
     * Either, by a printed code: its keys are its own, so that one sent again is answered as before even when the code has
     * been used up since. Refuses as above, and recovery_code_unknown, which uses no key.
     */
    changeByCode: (what: NewWalletFreeze['what'], { codeHash, walletOf, key }: AskedByCode) =>
      answerOnce<FreezeReceipt>(parts, {
        key: { scope: `recovery_code:${codeHash}`, key },
        content: { operation: operations[what] },
        decide: async (context) => {
          const walletId = await walletOf(codeHash)
          if (walletId === undefined)
            return refuse<LedgerRefusal>({ code: 'recovery_code_unknown', field: 'code' })
          const command = { by: 'code', changedBy: null, reason: 'asked for with the printed code' } as const
          return decisions[what](await store.findFreezing(walletId), command, context)
        },
      }),
  }
}

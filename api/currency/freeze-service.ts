import { ok, refuse, type Result } from '../platform/result.ts'
import { sha256Hex } from '../platform/sha256.ts'
import type { LedgerRefusal } from './errors.ts'
import type { FreezeReceipt, NewWalletFreeze } from './freeze.ts'
import type { Answered, FreezeReads, WalletStore } from './ports.ts'
import { readRecoveryCode } from './recovery-code.ts'
import type { Ledger } from './service.ts'

export type FreezeParts = {
  readonly ledger: Pick<Ledger, 'freezeWallet' | 'thawWallet' | 'changeByCode'>
  readonly wallets: Pick<WalletStore, 'walletOfRecovery'>
  readonly reads: FreezeReads
}

type What = NewWalletFreeze['what']

/** What was done, and whether it is so now: an answer that comes once more may be older than what was done since. */
export type KnownFreeze = Result<
  { readonly answer: FreezeReceipt; readonly replayed: boolean; readonly isNow: boolean },
  LedgerRefusal
>

/** Which wallet staff mean: by its number, or by a payment that was made from it. */
export type MeantWallet = { readonly walletId: string } | { readonly paymentId: string }

/** Who may stop a wallet that was lost, and let it go. */
export function freezeService({ ledger, wallets, reads }: FreezeParts) {
  const change = (what: What) => (what === 'frozen' ? ledger.freezeWallet : ledger.thawWallet)
  const known = async (changed: Answered<FreezeReceipt>): Promise<KnownFreeze> => {
    if (!changed.ok) return changed
    const { answer } = changed.value
    const isNow = (await reads.isFrozen(answer.walletId)) === (answer.what === 'frozen')
    return ok({ ...changed.value, isNow })
  }
  return {
    /** By a device that holds it. It cannot let it go: whoever found or took the phone has one, too. */
    byDevice: async ({ walletId, deviceId }: { walletId: string; deviceId: string }, key: string) =>
      known(
        await ledger.freezeWallet({
          walletId,
          by: 'device',
          changedBy: deviceId,
          reason: 'asked for by its holder',
          key,
        }),
      ),

    /** With the printed code, from anywhere; the code stays good. Refuses also: recovery_code_unknown. */
    byCode: async (what: What, typed: string, key: string): Promise<KnownFreeze> => {
      const code = readRecoveryCode(typed)
      if (code === null) return refuse<LedgerRefusal>({ code: 'recovery_code_unknown', field: 'code' })
      const walletOf = wallets.walletOfRecovery
      return known(await ledger.changeByCode(what, { codeHash: sha256Hex(code), walletOf, key }))
    },

    /** By staff, with a reason. Refuses also: payment_not_found, account_not_found. */
    byStaff: async (
      what: What,
      meant: MeantWallet,
      { userId, reason, key }: { userId: string; reason: string; key: string },
    ): Promise<KnownFreeze> => {
      const walletId = 'walletId' in meant ? meant.walletId : await reads.payerOf(meant.paymentId)
      if (walletId === undefined)
        return refuse<LedgerRefusal>({ code: 'payment_not_found', field: 'paymentId' })
      const changed = await change(what)({ walletId, by: 'staff', changedBy: userId, reason, key })
      const isMissing = !changed.ok && changed.error.code === 'wallet_not_found'
      return isMissing
        ? refuse<LedgerRefusal>({ code: 'account_not_found', field: 'accountId' })
        : known(changed)
    },

    newest: reads.newest,
  }
}

export type Freezes = ReturnType<typeof freezeService>

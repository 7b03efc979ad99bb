import { decideClose, decideReopen, refuseReopen } from './close.ts'
import type { AccountChangeReceipt, CloseCommand } from './close.ts'
import type { LedgerRefusal } from './errors.ts'
import type { WriteKey } from './key.ts'
import { answerOnce } from './service-once.ts'
import type { Alongside, ServiceParts } from './service-once.ts'

/** Closing accounts of wallets and merchants, and opening them again. */
export function accountUses(parts: ServiceParts) {
  const { store } = parts
  return {
    /** Refuses, in order: account_not_found, account_closed, account_not_empty, account_in_use. */
    closeAccount: (command: CloseCommand & { accountId: string; key: string }) =>
      answerOnce<AccountChangeReceipt>(parts, {
        key: { scope: `account:${command.accountId}`, key: command.key },
        content: { operation: 'close', reason: command.reason },
        decide: async (context) => decideClose(await store.findClosing(command.accountId), command, context),
      }),

    /** Lets an approved reopening go. Refuses, in order: account_not_found, account_not_closed. */
    reopenAccount: (
      command: CloseCommand & {
        accountId: string
        key: WriteKey
        approvedHash: string
        alongside?: Alongside<AccountChangeReceipt>
      },
    ) =>
      answerOnce<AccountChangeReceipt>(parts, {
        key: command.key,
        alongside: command.alongside,
        content: { operation: 'reopen', accountId: command.accountId, reason: command.reason },
        decide: async (context) => decideReopen(await store.findClosing(command.accountId), command, context),
      }),

    /** Why an account cannot be opened again; null where it can. */
    cannotReopen: async (accountId: string): Promise<LedgerRefusal['code'] | null> =>
      refuseReopen(await store.findClosing(accountId))?.error.code ?? null,
  }
}

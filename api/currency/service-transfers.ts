import { ok, refuse } from '../platform/result.ts'
import type { Result } from '../platform/result.ts'
import type { LedgerRefusal } from './errors.ts'
import { judgeKey } from './key.ts'
import { periodsOf } from './limits.ts'
import { newPaymentAddress, printPaymentAddress, readPaymentAddress } from './payment-address.ts'
import { answerOnce, untilStored } from './service-once.ts'
import type { Alongside, ServiceParts } from './service-once.ts'
import { decideTransfer, seenBy } from './transfer.ts'
import type { TransferCommand, TransferReceipt, TransferView } from './transfer.ts'

type NewAddress = { readonly walletId: string; readonly key: string }

/** Sending money to a friend, and the address it is sent to. */
export function transferUses(parts: ServiceParts) {
  const { store, clock } = parts

  /** A new address; the one before stops. The same key gives the same address, also when that has stopped since. */
  const addressMade = async (command: NewAddress): Promise<Result<string, LedgerRefusal> | 'lost_race'> => {
    const { walletId } = command
    const keyed = {
      key: { scope: `wallet:${walletId}`, key: command.key },
      content: { operation: 'new_address' },
    }
    const known = await store.findKey(keyed.key)
    if (known !== undefined)
      return judgeKey(known, keyed.content).kind === 'replay'
        ? ok((known.answer as { address: string }).address)
        : refuse({ code: 'key_reused_with_other_content', field: 'operation' })
    const [address, at] = [newPaymentAddress(), clock.now()]
    const stored = await store.commit([
      store.answerWrite(keyed, { address }, at),
      ...store.addressWrites({ walletId, address: readPaymentAddress(address)!, at }),
    ])
    // Lost to a double tap: the same key answers it, and another key is tried again.
    return stored === 'stored' ? ok(address) : stored
  }

  return {
    newAddress: (command: NewAddress) => untilStored(() => addressMade(command)),

    /** The address in use; undefined while there is none. */
    addressOf: async (walletId: string): Promise<string | undefined> => {
      const plain = await store.addressOf(walletId)
      return plain === undefined ? undefined : printPaymentAddress(plain)
    },

    /** A transfer, for the wallet that sent it and the one that got it. */
    transferOf: async (asked: {
      walletId: string
      transferId: string
    }): Promise<Result<TransferView, LedgerRefusal>> => {
      const sent = await store.findTransfer(asked.transferId)
      const view = sent && seenBy(asked.walletId, asked.transferId, sent)
      return view ? ok(view) : refuse({ code: 'transfer_not_found', field: 'transferId' })
    },

    /** Refuses, in order: amount, wallet, address, transfer_to_self, month, insufficient_funds, receiver_above_limit. */
    transfer: (command: TransferCommand & { key: string; alongside?: Alongside<TransferReceipt> }) => {
      const address = readPaymentAddress(command.address)
      return answerOnce<TransferReceipt>(parts, {
        alongside: command.alongside,
        key: { scope: `wallet:${command.walletId}`, key: command.key },
        content: {
          operation: 'transfer',
          address: address ?? command.address,
          amountYen: command.amountYen,
        },
        decide: async (context) => {
          const [sender, toWalletId, sentYen] = await Promise.all([
            store.findWallet(command.walletId),
            address === null ? undefined : store.walletOfAddress(address),
            store.sentInMonth(command.walletId, periodsOf(context.at).month),
          ])
          const receiver = toWalletId === undefined ? undefined : await store.findWallet(toWalletId)
          return decideTransfer({ sender, receiver, sentYen }, command, context)
        },
      })
    },
  }
}

import { decideGive, giftDay } from './give.ts'
import type { GiftReceipt, GiveCommand } from './give.ts'
import { readPaymentAddress } from './payment-address.ts'
import { answerOnce } from './service-once.ts'
import type { ServiceParts } from './service-once.ts'

/** What towns give from their pots at a counter. */
export function giftUses(parts: ServiceParts) {
  const { store } = parts
  return {
    /** The town of a pot; undefined where there is no such pot. */
    townOfPot: async (potId: string): Promise<string | undefined> =>
      (await store.findPot(potId))?.municipality,

    /** Refuses, in order: amount, pot, address, gift_day_above_limit, pot_ended, receiver_above_limit, pot_exhausted. */
    give: (command: GiveCommand & { readonly address: string; readonly key: string }) => {
      const { potId, amountYen, reason } = command
      const address = readPaymentAddress(command.address)
      return answerOnce<GiftReceipt>(parts, {
        key: { scope: `gifts:${command.givenBy}`, key: command.key },
        content: { operation: 'give', potId, address: address ?? command.address, amountYen, reason },
        decide: async (context) => {
          const [pot, givenYen, walletId] = await Promise.all([
            store.findPot(potId),
            store.spentIn(potId, giftDay(context.at)),
            address === null ? undefined : store.walletOfAddress(address),
          ])
          const receiver = walletId === undefined ? undefined : await store.findWallet(walletId)
          return decideGive({ pot, receiver, givenYen }, command, context)
        },
      })
    },
  }
}

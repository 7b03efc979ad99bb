import { decideLotExpiry, decideVoidTopUp } from './ended.ts'
import type { VoidedTopUp, VoidTopUpCommand } from './ended.ts'
import { answerOnce } from './service-once.ts'
import type { Alongside, ServiceParts } from './service-once.ts'

/** How many lots past their end are taken back in one go. */
const endedAtOnce = 200

/** Money that leaves wallets unspent. */
export function endedUses(parts: ServiceParts) {
  const { store, clock, ids, settings } = parts
  return {
    /**
     * Takes back what is left of lots that have ended, and says of how many. Any number of runs, at any time and at
     * once, come to the same: what is taken is gone from the lot, and no lot goes below zero.
     */
    expireLots: async (): Promise<number> => {
      let expired = 0
      for (;;) {
        const context = { at: clock.now(), ids, settings }
        const due = await store.lotsPastEnd(context.at, endedAtOnce)
        const before = expired
        for (const lot of due) {
          const decision = decideLotExpiry(lot, context)
          if (decision === undefined) continue
          const key = { scope: `expire:${lot.id}`, key: decision.journal.id }
          const keyed = { key, content: { operation: 'expire' } }
          if ((await store.commit(store.writesOf(keyed, decision))) === 'stored') expired += 1
        }
        if (due.length < endedAtOnce || expired === before) return expired
      }
    },

    /**
     * Undoes a top-up, once, while all of it is there. Refuses: top_up_not_found, top_up_not_whole; neither is for ever,
     * for money may come back to the lot.
     */
    voidTopUp: (command: VoidTopUpCommand & { alongside?: Alongside<VoidedTopUp> }) =>
      answerOnce<VoidedTopUp>(parts, {
        alongside: command.alongside,
        key: { scope: `void:${command.topUpJournalId}`, key: 'once' },
        content: { operation: 'void' },
        decide: async (context) => {
          const toppedUp = await store.findTopUp(command.topUpJournalId)
          return decideVoidTopUp({ toppedUp }, command, context)
        },
      }),
  }
}

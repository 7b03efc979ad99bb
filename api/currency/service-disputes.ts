import { decideDispute, decideDisputeEnd } from './dispute.ts'
import type { DisputeClosing, DisputeEnd, DisputeReceipt } from './dispute.ts'
import { answerOnce } from './service-once.ts'
import type { Alongside, ServiceParts } from './service-once.ts'

/** Disputed top-ups, as the card company tells of them. The keys are its ids: whatever comes twice acts once. */
export function disputeUses(parts: ServiceParts) {
  const { store } = parts
  return {
    /** Freezes what is left of a top-up. Refuses: top_up_not_found, top_up_disputed_before. */
    openDispute: (command: {
      disputeId: string
      topUpJournalId: string
      amountYen?: number
      alongside?: Alongside<DisputeReceipt>
    }) => {
      const { disputeId, topUpJournalId } = command
      return answerOnce<DisputeReceipt>(parts, {
        key: { scope: 'dispute', key: disputeId },
        alongside: command.alongside,
        content: { operation: 'open_dispute', topUpJournalId },
        decide: async (context) => {
          const [toppedUp, isDisputed] = await Promise.all([
            store.findTopUp(topUpJournalId),
            store.isDisputed(topUpJournalId),
          ])
          return decideDispute({ toppedUp, isDisputed }, command, context)
        },
      })
    },

    /** Lets go of what was frozen, or takes it. Refuses: dispute_not_found, dispute_closed_before. */
    closeDispute: (command: {
      disputeId: string
      how: DisputeEnd
      alongside?: Alongside<DisputeClosing>
    }) => {
      const { disputeId, how } = command
      return answerOnce<DisputeClosing>(parts, {
        key: { scope: 'dispute_end', key: disputeId },
        alongside: command.alongside,
        content: { operation: 'close_dispute', how },
        decide: async (context) =>
          decideDisputeEnd({ dispute: await store.findDispute(disputeId) }, command, context),
      })
    },
  }
}

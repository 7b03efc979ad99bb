import { correctableOf, decideAdjust } from './adjust.ts'
import type { AdjustCommand, AdjustReceipt, Correctable, Direction } from './adjust.ts'
import type { WriteKey } from './key.ts'
import { answerOnce } from './service-once.ts'
import type { Alongside, ServiceParts } from './service-once.ts'

/** Corrections, once somebody else has approved them. */
export function adjustmentUses(parts: ServiceParts) {
  const { store } = parts
  const correctable = async (asked: {
    journalId: string
    direction: Direction
  }): Promise<Correctable | undefined> =>
    correctableOf(await store.movedPaid(asked.journalId), asked.direction)

  return {
    /** What of a journal can still be corrected in a direction. */
    correctable,

    /** Refuses, in order: amount, nothing_to_adjust, wallet, adjust_exceeds_moved, insufficient_funds. */
    adjust: (command: AdjustCommand & { key: WriteKey; alongside?: Alongside<AdjustReceipt> }) => {
      const { journalId, direction, amountYen, approvedHash } = command
      return answerOnce<AdjustReceipt>(parts, {
        key: command.key,
        alongside: command.alongside,
        content: { operation: 'adjust', journalId, direction, amountYen, approvedHash },
        decide: async (context) => {
          const found = await correctable(command)
          const wallet = found && (await store.findWallet(found.walletId))
          return decideAdjust({ correctable: found, wallet }, command, context)
        },
      })
    },
  }
}

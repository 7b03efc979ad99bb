import { decideCapture, decideExpiry, decideHold, decideVoid } from './hold.ts'
import type {
  CaptureCommand,
  CaptureReceipt,
  HoldReceipt,
  PlaceHoldCommand,
  VoidCommand,
  VoidReceipt,
} from './hold.ts'
import { periodsOf } from './limits.ts'
import { answerOnce } from './service-once.ts'
import type { Alongside, ServiceParts } from './service-once.ts'

/** How many holds past their end are ended in one go. */
const expiredAtOnce = 200

/** Setting money aside for a merchant, and what becomes of it. */
export function holdUses(parts: ServiceParts) {
  const { store, merchants, clock } = parts
  return {
    /** Refuses, in order: amount, hold_end_not_allowed, wallet, merchant, day and month, insufficient_funds. */
    hold: (command: PlaceHoldCommand & { key: string; alongside?: Alongside<HoldReceipt> }) =>
      answerOnce<HoldReceipt>(parts, {
        alongside: command.alongside,
        key: { scope: `wallet:${command.walletId}`, key: command.key },
        content: {
          operation: 'hold',
          merchantId: command.merchantId,
          amountYen: command.amountYen,
          endsAt: command.endsAt,
        },
        decide: async (context) => {
          const [payer, merchant] = await Promise.all([
            store.findPayer(command.walletId, periodsOf(context.at)),
            merchants.find(command.merchantId),
          ])
          return decideHold({ ...payer, merchant }, command, context)
        },
      }),

    /** Refuses, in order: amount, hold, merchant, wallet, capture_exceeds_hold. */
    capture: (
      command: CaptureCommand & { merchantId: string; key: string; alongside?: Alongside<CaptureReceipt> },
    ) =>
      answerOnce<CaptureReceipt>(parts, {
        alongside: command.alongside,
        key: { scope: `merchant:${command.merchantAccountId}`, key: command.key },
        content: { operation: 'capture', holdId: command.holdId, amountYen: command.amountYen },
        decide: async (context) => {
          const [hold, merchant] = await Promise.all([
            store.findHold(command.holdId),
            merchants.find(command.merchantId),
          ])
          return decideCapture({ hold, merchant }, command, context)
        },
      }),

    /** Refuses, in order: hold_not_found, hold_resolved_before, hold_ended. */
    voidHold: (command: VoidCommand & { key: string }) =>
      answerOnce<VoidReceipt>(parts, {
        key: { scope: `merchant:${command.merchantAccountId}`, key: command.key },
        content: { operation: 'void', holdId: command.holdId },
        decide: async (context) =>
          decideVoid({ hold: await store.findHold(command.holdId) }, command, context),
      }),

    /**
     * Ends the holds that are past their end, and says how many. It needs no key: a hold ends once, so that any number
     * of runs at any time come to the same.
     */
    expireHolds: async (): Promise<number> => {
      let expired = 0
      for (;;) {
        const at = clock.now()
        const due = await store.holdsPastEnd(at, expiredAtOnce)
        const before = expired
        for (const hold of due) {
          const resolution = decideExpiry(hold, at)
          if (resolution === undefined) continue
          if ((await store.commit(store.resolutionWrites(resolution))) === 'stored') expired += 1
        }
        if (due.length < expiredAtOnce || expired === before) return expired
      }
    },
  }
}

import type { Clock } from '../platform/clock.ts'
import { refuse } from '../platform/result.ts'
import { checkAdjustment, type AdjustmentAsked, type AdjustmentSettings } from './adjustment-request.ts'
import type { AdjustmentLedger, RequestStore } from './ports.ts'
import { requestService } from './request-service.ts'

export type AdjustmentParts = {
  readonly store: RequestStore<AdjustmentAsked>
  readonly ledger: AdjustmentLedger
  readonly clock: Clock
  readonly settings: AdjustmentSettings
}

/** Corrections, with four eyes. Proposing refuses what `checkAdjustment` names, deciding what `checkDecision` does. */
export function adjustmentService({ store, ledger, clock, settings }: AdjustmentParts) {
  return requestService<AdjustmentAsked>({
    store,
    clock,
    kind: {
      name: 'adjustment',
      fields: ['journalId', 'direction', 'amountYen', 'reason'],
      validMs: settings.adjustmentValidMs,
      check: async (asked) => checkAdjustment(asked, await ledger.correctable(asked)),
      carryOut: async ({ id, journalId, direction, amountYen, payloadHash }, alongside) => {
        const key = { scope: 'office:adjust', key: id }
        const command = { journalId, direction, amountYen, approvedHash: payloadHash }
        const made = await ledger.adjust({ key, ...command, alongside })
        return made.ok ? made : refuse({ code: 'adjustment_refused', ledgerCode: made.error.code })
      },
    },
  })
}

export type Adjustments = ReturnType<typeof adjustmentService>

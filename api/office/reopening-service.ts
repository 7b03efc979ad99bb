import type { Clock } from '../platform/clock.ts'
import { refuse } from '../platform/result.ts'
import type { ReopeningLedger, RequestStore } from './ports.ts'
import { checkReopening, reopeningValidMs, type ReopeningAsked } from './reopening-request.ts'
import { requestService } from './request-service.ts'

export type ReopeningParts = {
  readonly store: RequestStore<ReopeningAsked>
  readonly ledger: ReopeningLedger
  readonly clock: Clock
}

/** Reopenings of accounts, with four eyes. Proposing refuses what `checkReopening` names, deciding what `checkDecision` does. */
export function reopeningService({ store, ledger, clock }: ReopeningParts) {
  return requestService<ReopeningAsked>({
    store,
    clock,
    kind: {
      name: 'reopening',
      fields: ['accountId', 'reason'],
      validMs: reopeningValidMs,
      check: async (asked) => checkReopening(asked, await ledger.cannotReopen(asked.accountId)),
      carryOut: async ({ id, accountId, reason, requestedBy, payloadHash }, alongside) => {
        const key = { scope: 'office:reopen', key: id }
        const command = { accountId, reason, changedBy: requestedBy, approvedHash: payloadHash }
        const done = await ledger.reopenAccount({ key, ...command, alongside })
        return done.ok ? done : refuse({ code: 'reopening_refused', ledgerCode: done.error.code })
      },
    },
  })
}

export type Reopenings = ReturnType<typeof reopeningService>

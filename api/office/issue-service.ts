import type { Clock } from '../platform/clock.ts'
import { refuse } from '../platform/result.ts'
import { checkRequest, type IssueAsked, type IssueSettings } from './issue-request.ts'
import type { IssueLedger, Pot, RequestStore } from './ports.ts'
import { requestService } from './request-service.ts'

export type IssueParts = {
  readonly store: RequestStore<IssueAsked>
  readonly pots: () => Promise<readonly Pot[]>
  readonly ledger: IssueLedger
  readonly clock: Clock
  readonly settings: IssueSettings
}

/** Money for the pots, with four eyes. Asking refuses what `checkRequest` names, deciding what `checkDecision` does. */
export function issueService({ store, pots, ledger, clock, settings }: IssueParts) {
  return requestService<IssueAsked>({
    store,
    clock,
    kind: {
      name: 'issue request',
      fields: ['potId', 'amountYen', 'reason'],
      validMs: settings.requestValidMs,
      check: async (asked) => {
        const pot = (await pots()).find((one) => one.id === asked.potId)
        return checkRequest(asked, pot, settings)
      },
      carryOut: async ({ id, potId, amountYen, payloadHash }, alongside) => {
        const key = { scope: 'office:issue', key: id }
        const issued = await ledger.issue({ key, potId, amountYen, approvedHash: payloadHash, alongside })
        return issued.ok ? issued : refuse({ code: 'issue_refused', ledgerCode: issued.error.code })
      },
    },
  })
}

export type Issues = ReturnType<typeof issueService>

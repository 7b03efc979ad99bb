import type { GuardParts } from '../../api/identity/index.ts'
import type { TillStaff } from '../../api/currency/till-act.ts'

/** For a guard of tests in which no browser is a till and nothing that the office does is written down. */
export const bareGuard: Pick<GuardParts, 'tills' | 'tillCookie' | 'acts' | 'secondments'> = {
  tills: { recognise: async () => undefined },
  tillCookie: 'till',
  acts: { begin: async () => '', end: async () => undefined },
  secondments: { of: async () => [] },
}

/** For a ledger of tests in which nobody asks who took a payment. */
export const anybodyAtTill: TillStaff = {
  actOf: () => ({ refuses: async () => null, writes: () => [] }),
}

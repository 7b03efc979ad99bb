import type { GuardParts } from '../../api/identity/index.ts'
import type { TillStaff } from '../../api/currency/till-act.ts'

/** For a guard of tests in which no browser is a till. */
export const noTills: Pick<GuardParts, 'tills' | 'tillCookie'> = {
  tills: { recognise: async () => undefined },
  tillCookie: 'till',
}

/** For a ledger of tests in which nobody asks who took a payment. */
export const anybodyAtTill: TillStaff = {
  actOf: () => ({ refuses: async () => null, writes: () => [] }),
}

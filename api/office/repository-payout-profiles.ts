import type { Store } from '../../db/store.ts'
import { payoutProfileValidMs, type PayoutProfileAsked } from './payout-profile-request.ts'
import type { RequestStore } from './ports.ts'
import { requestStore } from './repository-requests.ts'

/** Proposed days of payouts and their decisions on any engine. */
export const payoutProfileStore = (store: Store): RequestStore<PayoutProfileAsked> =>
  requestStore<PayoutProfileAsked>(store, {
    operation: 'payout_profile',
    subjectOf: ({ merchantCode }) => merchantCode,
    validMs: payoutProfileValidMs,
  })

import type { Store } from '../../db/store.ts'
import { defaultAdjustmentSettings, type AdjustmentAsked } from './adjustment-request.ts'
import type { RequestStore } from './ports.ts'
import { requestStore } from './repository-requests.ts'

/** Proposed corrections and their decisions on any engine. */
export const adjustmentStore = (store: Store): RequestStore<AdjustmentAsked> =>
  requestStore<AdjustmentAsked>(store, {
    operation: 'adjustment',
    subjectOf: ({ journalId }) => journalId,
    validMs: defaultAdjustmentSettings.adjustmentValidMs,
  })

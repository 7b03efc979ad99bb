import type { Store } from '../../db/store.ts'
import type { RequestStore } from './ports.ts'
import { reopeningValidMs, type ReopeningAsked } from './reopening-request.ts'
import { requestStore } from './repository-requests.ts'

/** Proposed reopenings and their decisions on any engine. */
export const reopeningStore = (store: Store): RequestStore<ReopeningAsked> =>
  requestStore<ReopeningAsked>(store, {
    operation: 'reopening',
    subjectOf: ({ accountId }) => accountId,
    validMs: reopeningValidMs,
  })

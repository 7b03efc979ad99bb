import type { Store } from '../../db/store.ts'
import { defaultIssueSettings } from './issue-request.ts'
import type { PotOpeningAsked } from './pot-opening-request.ts'
import type { RequestStore } from './ports.ts'
import { requestStore } from './repository-requests.ts'

/** Pots that were asked for, and what was decided, on any engine. The database lets in only a pot that stands among them. */
export const potOpeningStore = (store: Store): RequestStore<PotOpeningAsked> =>
  requestStore<PotOpeningAsked>(store, {
    operation: 'pot_opening',
    subjectOf: ({ potId }) => potId,
    validMs: defaultIssueSettings.requestValidMs,
  })

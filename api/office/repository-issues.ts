import type { Store } from '../../db/store.ts'
import { defaultIssueSettings, type IssueAsked } from './issue-request.ts'
import type { RequestStore } from './ports.ts'
import { requestStore } from './repository-requests.ts'

/** Requests for money and their decisions on any engine. */
export const issueStore = (store: Store): RequestStore<IssueAsked> =>
  requestStore<IssueAsked>(store, {
    operation: 'pot.issue',
    subjectOf: ({ potId }) => potId,
    validMs: defaultIssueSettings.requestValidMs,
  })

import type { Store } from '../../db/store.ts'
import { type IntakeAsked, intakeValidMs } from './intake-request.ts'
import type { RequestStore } from './ports.ts'
import { requestStore } from './repository-requests.ts'

/** Institutions that somebody asked to take in, and what was decided, on any engine. The database lets in only one that stands among them. */
export const intakeStore = (store: Store): RequestStore<IntakeAsked> =>
  requestStore<IntakeAsked>(store, {
    operation: 'institution_intake',
    subjectOf: ({ institution }) => institution,
    validMs: intakeValidMs,
  })

/** Why the record does not answer. Sentences: `audit:refusal.<code>`. */
export type AuditRefusal =
  /** Nobody has sealed anything yet: there is no checkpoint and no key. */
  | { readonly code: 'nothing_sealed_yet' }
  /** The journal is there and waits for its seal: ask again in a few seconds. */
  | { readonly code: 'not_sealed_yet' }
  /** Not there, or somebody else's. */
  | { readonly code: 'journal_not_found'; readonly field: 'journalId' }
  | { readonly code: 'size_beyond_record'; readonly field: 'from' | 'to'; readonly size: number }

const statuses: Record<AuditRefusal['code'], number> = {
  nothing_sealed_yet: 404,
  not_sealed_yet: 409,
  journal_not_found: 404,
  size_beyond_record: 404,
}

/** The HTTP status of a refusal. */
export const statusOfAuditRefusal = (refusal: AuditRefusal): number => statuses[refusal.code]

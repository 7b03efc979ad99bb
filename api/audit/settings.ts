import type { BaseDateSettings } from './base-date.ts'

/** How the record is kept; never a constant in the rules. */
export type AuditSettings = {
  /** How often journals that came since are sealed: as long as a receipt waits for its proof. */
  readonly everyMs: number
  /** Journals sealed in one list: small, so that a payment never waits long behind it. */
  readonly sealedAtOnce: number
  /** Journals looked at in one read. */
  readonly readAtOnce: number
  /** How far behind the newest seal is looked for journals that were written late. */
  readonly overlapMs: number
  /** How often all journals are looked through for one that was missed. */
  readonly sweepEveryMs: number
  /** How long after its end a quiet day is closed; one followed by journals is closed before the first of them. */
  readonly closeAfterMs: number
  /** Fewer journals than this since the statement before are not told yet: they may be one person's. */
  readonly statementLeast: number
}

export const auditSettings: AuditSettings = {
  everyMs: 2_000,
  sealedAtOnce: 64,
  readAtOnce: 1_000,
  overlapMs: 5 * 60_000,
  sweepEveryMs: 24 * 60 * 60_000,
  closeAfterMs: 60_000,
  statementLeast: 10,
}

/** Who issues is set from outside (`ISSUER_KIND`); without it a union of municipalities (広域連合), a public issuer. */
export const baseDateSettings: BaseDateSettings = {
  issuerKind: 'union_of_municipalities',
  securityAboveYen: 10_000_000,
  reportMonths: 2,
  alertsPercent: [70, 90, 100],
  freezeAfterMs: 60 * 60_000,
}

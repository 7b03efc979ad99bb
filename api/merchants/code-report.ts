import { ok, refuse, type Result } from '../platform/result.ts'
import type { MerchantRefusal } from './errors.ts'

/** What the office did about a report; the last two end it. */
export const reportActs = ['taken_up', 'sticker_found', 'no_sticker'] as const
export type ReportAct = (typeof reportActs)[number]

export type ReportStep = {
  readonly what: ReportAct
  readonly doneBy: string
  /** Of who did it, as far as it is known. */
  readonly name?: string | null
  readonly note: string
  readonly at: number
}

/** A code of which somebody said, before paying: this is another shop than the one I stand in. */
export type CodeReport = {
  readonly id: string
  readonly codeText: string
  /** The shop that the code pays; null where it cannot be read, and then why. */
  readonly merchantId: string | null
  readonly unreadable: string | null
  /** What the sign at the shop says; empty where nobody wrote it. */
  readonly signSays: string
  /** The municipality in which it was seen, where that was said. */
  readonly municipality: string | null
  readonly reportedAt: number
  readonly steps: readonly ReportStep[]
}

export type ReportState = 'reported' | ReportAct

/** How far the office is with it. */
export const stateOfReport = ({ steps }: Pick<CodeReport, 'steps'>): ReportState =>
  steps.at(-1)?.what ?? 'reported'

/** Whether the office still has to look. */
export const isOpenReport = (report: Pick<CodeReport, 'steps'>): boolean =>
  ['reported', 'taken_up'].includes(stateOfReport(report))

export type ReportActing = {
  readonly what: ReportAct
  readonly doneBy: string
  readonly note: string
  /** Who works at the shop that the code pays: they do not judge it. */
  readonly members: readonly string[]
}

/** Whether this person may do this now. Refuses, in order: report_ended, own_report, reason_missing. */
export function checkReportAct(
  report: Pick<CodeReport, 'steps'>,
  { what, doneBy, note, members }: ReportActing,
): Result<null, MerchantRefusal> {
  const isTwice = what === 'taken_up' && stateOfReport(report) !== 'reported'
  if (!isOpenReport(report) || isTwice) return refuse({ code: 'report_ended' })
  if (members.includes(doneBy)) return refuse({ code: 'own_report' })
  return note.trim() === '' ? refuse({ code: 'reason_missing', field: 'reason' }) : ok(null)
}

import { isOpenReport, type CodeReport } from './code-report.ts'

/** Where a report stands in the list: those that wait first, the oldest first, then those that ended, the newest first. */
export type ReportPlace = { readonly ended: 0 | 1; readonly rank: number; readonly id: string }

/** Before all reports. */
export const firstPlace: ReportPlace = { ended: 0, rank: Number.MIN_SAFE_INTEGER, id: '' }

/** The place of a report as it stands now. */
export const placeOf = ({ id, reportedAt, steps }: CodeReport): ReportPlace =>
  isOpenReport({ steps }) ? { ended: 0, rank: reportedAt, id } : { ended: 1, rank: -reportedAt, id }

/** A place as the text that is handed out as `next` and back as `after`. */
export const printPlace = ({ ended, rank, id }: ReportPlace): string => `${ended}.${rank}.${id}`

/** What `printPlace` prints. */
export const placePattern = /^[01]\.-?\d{1,15}\.[0-9a-f]{32}$/

/** Reads what `printPlace` printed. */
export function readPlace(text: string): ReportPlace {
  const [ended, rank, id] = text.split('.') as [string, string, string]
  return { ended: ended === '1' ? 1 : 0, rank: Number(rank), id }
}

/** What several towns list, as one page of so many; one of two towns is listed once. `next` is where it goes on. */
export function pageOf(
  lists: readonly (readonly CodeReport[])[],
  most: number,
): { readonly reports: readonly CodeReport[]; readonly next: ReportPlace | null } {
  const all = [...new Map(lists.flat().map((one) => [one.id, one])).values()]
  const reports = all.toSorted((a, b) => compared(placeOf(a), placeOf(b))).slice(0, most)
  const last = reports.at(-1)
  return { reports, next: last === undefined || all.length <= most ? null : placeOf(last) }
}

const compared = (a: ReportPlace, b: ReportPlace): number =>
  a.ended - b.ended || a.rank - b.rank || (a.id < b.id ? -1 : 1)

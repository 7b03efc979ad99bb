import { canonical } from './canonical-text.ts'
import { countedUntil } from './base-date-count.ts'
import { endOfBaseDate, openBaseDate } from './base-date.ts'
import type { BaseDateReport } from './base-date.ts'
import { readVerifier } from './note.ts'
import type { BaseDateStore, KeptBaseDate, RecordReads } from './ports.ts'
import { instruments } from './statement.ts'

export type BaseDateReads = Pick<BaseDateStore, 'baseDates' | 'lateSince'> &
  Pick<RecordReads, 'movements'> & { readonly keys: () => Promise<{ readonly verifier: string }[]> }

const check = 'each report of a base date is signed by a listed key and has the sums of its journals'
/** Five hundred years of them. */
const reportsMax = 1_000
const readAtOnce = 500

/** Counts every frozen report again from the record and names the first that is wrong. */
export async function verifyBaseDates(
  reads: BaseDateReads,
  tell: (check: string) => void = () => {},
): Promise<readonly { readonly check: string; readonly row: string }[]> {
  tell(check)
  const kept = (await reads.baseDates(reportsMax)).toReversed()
  for (const [turn, one] of kept.entries())
    if (!(await isRight(reads, one, kept[turn - 1]))) return [{ check, row: `report of ${one.baseDate}` }]
  return []
}

async function isRight(
  reads: BaseDateReads,
  kept: KeptBaseDate,
  before: KeptBaseDate | undefined,
): Promise<boolean> {
  const report = await opened(reads, kept.note)
  if (report === null || report.baseDate !== kept.baseDate || report.size !== kept.size) return false
  const totals = await countedUntil({ store: reads, readAtOnce }, kept.size, endOfBaseDate(kept.baseDate))
  const late = before === undefined ? [] : await reads.lateSince(before.size, endOfBaseDate(before.baseDate))
  // Journals found after this report was frozen as well stand in the next one.
  const listed = late.slice(0, report.late.length)
  return (
    totals !== null &&
    instruments.every((one) => canonical(report[one]) === canonical(totals[one])) &&
    canonical(report.late) === canonical(listed)
  )
}

async function opened(reads: BaseDateReads, note: string): Promise<BaseDateReport | null> {
  for (const { verifier } of await reads.keys()) {
    const key = await readVerifier(verifier)
    const report = key === null ? null : await openBaseDate(note, key)
    if (report !== null) return report
  }
  return null
}

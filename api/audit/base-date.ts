import { addDays, startOfJapanDay } from '../platform/clock.ts'
import { canonical } from './canonical-text.ts'
import { openNote, signNote } from './note.ts'
import type { Signer, Verifier } from './note.ts'
import type { ByInstrument } from './statement.ts'

/**
 * Who issues the money. Money of a municipality or of a union of municipalities is outside the law on prepaid
 * instruments (資金決済法 4条3号); an association's is a third-party instrument with duties towards the Finance Bureau.
 */
export const issuerKinds = ['municipality', 'union_of_municipalities', 'association'] as const
export type IssuerKind = (typeof issuerKinds)[number]

/** What the law asks in figures; configuration, because counsel confirms it and orders change it. */
export type BaseDateSettings = {
  readonly issuerKind: IssuerKind
  /** Above this unused balance at a base date half of it is secured (法14条, 令6条: 1,000 万円). */
  readonly securityAboveYen: number
  /** Months after a base date within which the report is due (前払式支払手段に関する内閣府令; counsel confirms). */
  readonly reportMonths: number
  /** Shares of `securityAboveYen` at which the office is warned, percent. Own choice. */
  readonly alertsPercent: readonly number[]
  /** How long after a base date its report is frozen: journals that were written late are sealed by then. */
  readonly freezeAfterMs: number
}

/** Base dates (基準日, 法3条2項): 31 March and 30 September. */
const monthDays = ['03-31', '09-30'] as const

/** The first base date on or after a Japanese day. */
export function baseDateFrom(day: string): string {
  const year = Number(day.slice(0, 4))
  const candidates = [year, year + 1].flatMap((one) => monthDays.map((end) => `${one}-${end}`))
  return candidates.find((date) => date >= day)!
}

/** The base date after this one. */
export const baseDateAfter = (baseDate: string): string => baseDateFrom(addDays(baseDate, 1))

/** The base date before this one. */
export function baseDateBefore(baseDate: string): string {
  const year = Number(baseDate.slice(0, 4))
  return baseDate.endsWith(monthDays[0]) ? `${year - 1}-${monthDays[1]}` : `${year}-${monthDays[0]}`
}

/** Whether the law on prepaid instruments binds who issues. */
export const isBoundByAct = (issuerKind: IssuerKind): boolean => issuerKind === 'association'

/** The last instant of a base date in Japan, epoch milliseconds: 23:59:59.999. */
export const endOfBaseDate = (baseDate: string): number => startOfJapanDay(addDays(baseDate, 1)) - 1

/** The last day of the month so many months after a base date, which is itself the last day of one. */
export function reportDueOn(baseDate: string, months: number): string {
  const [year, month] = baseDate.split('-').map(Number) as [number, number]
  return new Date(Date.UTC(year, month + months, 0)).toISOString().slice(0, 10)
}

/** What the issuer owes for an unused balance; all null for a public issuer. */
export type Duties = { readonly reportDueOn: string | null; readonly securityYen: number | null }

/** The duties that follow from an unused balance of paid money at a base date. Half a yen is secured as a whole one. */
export function dutiesOf(baseDate: string, unusedYen: number, settings: BaseDateSettings): Duties {
  if (!isBoundByAct(settings.issuerKind)) return { reportDueOn: null, securityYen: null }
  return {
    reportDueOn: reportDueOn(baseDate, settings.reportMonths),
    securityYen: unusedYen > settings.securityAboveYen ? Math.ceil(unusedYen / 2) : 0,
  }
}

/** The highest warning that an unused balance has reached, percent; null below the first. */
export const alertOf = (unusedYen: number, settings: BaseDateSettings): number | null =>
  settings.alertsPercent
    .toSorted((a, b) => b - a)
    .find((percent) => unusedYen * 100 >= settings.securityAboveYen * percent) ?? null

export const baseDateForm = 'aizu-meguri/base-date/1'

/** A journal of before the last base date that was sealed after that date's report was frozen. */
export type LateJournal = { readonly journalId: string; readonly at: number }

/**
 * The books at a base date, frozen: over the journals of up to that instant among the first `size` seals. Unused is
 * what the law calls 未使用残高: issued − used − expired − refunded, the outstanding of `paid`.
 */
export type BaseDateReport = ByInstrument & {
  readonly form: typeof baseDateForm
  readonly origin: string
  readonly baseDate: string
  readonly issuerKind: IssuerKind
  readonly size: number
  readonly duties: Duties
  /** Counted in this report though they belong before the last base date: its report stays as it was. */
  readonly late: readonly LateJournal[]
}

const headOf = (origin: string): string => `${origin}/base-date`

export const signBaseDate = (report: BaseDateReport, signer: Signer): Promise<string> =>
  signNote(`${headOf(report.origin)}\n${canonical(report)}\n`, signer)

/** The report in a note that this key signed; null where it is none. */
export async function openBaseDate(note: string, verifier: Verifier): Promise<BaseDateReport | null> {
  const text = await openNote(note, verifier)
  const report = text === null ? null : readBaseDate(note)
  return report?.origin === verifier.name ? report : null
}

/** What a note says as a report, whoever signed it; null where it says something else. */
export function readBaseDate(note: string): BaseDateReport | null {
  const [head, body, ...rest] = note.slice(0, note.lastIndexOf('\n\n')).split('\n')
  if (rest.length > 0 || body === undefined) return null
  try {
    const value = JSON.parse(body) as BaseDateReport | null
    const isOne = value?.form === baseDateForm && head === headOf(value.origin) && canonical(value) === body
    return isOne ? value : null
  } catch {
    return null
  }
}

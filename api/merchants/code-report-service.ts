import type { Clock } from '../platform/clock.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import { sha256Hex } from '../platform/sha256.ts'
import { checkReportAct, type CodeReport, type ReportAct } from './code-report.ts'
import type { MerchantRefusal } from './errors.ts'
import type { ReportStore } from './picture-ports.ts'
import type { MerchantStore, Places } from './ports.ts'
import type { Merchants } from './service.ts'

export type ReportParts = {
  readonly reports: ReportStore
  readonly shops: Pick<MerchantStore, 'memberIds'>
  readonly merchants: Pick<Merchants, 'shopNamedBy'>
  readonly places: Pick<Places, 'town'>
  readonly clock: Clock
}

/** What a payer says who does not pay. */
export type ReportSaid = {
  /** What was scanned, as it was. */
  readonly codeText: string
  readonly signSays: string
  /** Code of the municipality where it was seen. */
  readonly municipality: string | null
  readonly key: string
}

export type ReportDone = {
  readonly id: string
  readonly what: ReportAct
  readonly doneBy: string
  readonly note: string
}

type Refused<T> = Promise<Result<T, MerchantRefusal>>

/** Codes of which payers say that they belong to another shop than the one they stand in. */
export function reportService(parts: ReportParts) {
  const { reports } = parts
  return {
    /** Writes a report down. The same key again answers the same. Refuses town_unknown, key_used. */
    report: (said: ReportSaid) => report(parts, said),

    /** Takes it one step on. Refuses report_not_found, and what `checkReportAct` names. */
    act: (done: ReportDone) => act(parts, done),

    find: reports.findReport,
    latest: reports.latestReports,
    /** How many reports name a shop's code. */
    countOf: reports.reportsOf,
  }
}

export type CodeReports = ReturnType<typeof reportService>

async function report(parts: ReportParts, said: ReportSaid): Refused<CodeReport> {
  const { reports, merchants, places, clock } = parts
  const { key, ...words } = said
  if (words.municipality !== null && places.town(words.municipality) === undefined)
    return refuse({ code: 'town_unknown', field: 'municipality' })
  const id = sha256Hex(`code report ${key}`).slice(0, 32)
  const before = await reports.findReport(id)
  if (before !== undefined) return sentAgain(before, words)
  const found = await merchants.shopNamedBy(words.codeText)
  const made: CodeReport = {
    ...words,
    id,
    merchantId: found.ok ? found.value.id : null,
    unreadable: found.ok ? null : found.error.code,
    reportedAt: clock.now(),
    steps: [],
  }
  if ((await reports.addReport(made)) === 'stored') return ok(made)
  return sentAgain((await reports.findReport(id))!, words)
}

type Words = Pick<CodeReport, 'codeText' | 'signSays' | 'municipality'>

function sentAgain(before: CodeReport, sent: Words): Result<CodeReport, MerchantRefusal> {
  const field = (['codeText', 'signSays', 'municipality'] as const).find(
    (name) => before[name] !== sent[name],
  )
  return field === undefined ? ok(before) : refuse({ code: 'key_used', field })
}

async function act(parts: ReportParts, done: ReportDone): Refused<CodeReport> {
  const { reports, shops, clock } = parts
  const { id, ...said } = done
  const found = await reports.findReport(id)
  if (found === undefined) return refuse({ code: 'report_not_found' })
  if (isDone(found, done)) return ok(found)
  const members = found.merchantId === null ? [] : await shops.memberIds(found.merchantId)
  const allowed = checkReportAct(found, { ...said, members })
  if (!allowed.ok) return allowed
  const step = { ...said, at: clock.now() }
  if ((await reports.addReportStep(found, step)) === 'stored')
    return ok({ ...found, steps: [...found.steps, step] })
  const meanwhile = await reports.findReport(id)
  return meanwhile !== undefined && isDone(meanwhile, done) ? ok(meanwhile) : refuse({ code: 'report_ended' })
}

/** Said once more by whoever did not hear the answer, or pressed twice. */
function isDone({ steps }: CodeReport, { what, doneBy, note }: Omit<ReportDone, 'id'>): boolean {
  const last = steps.at(-1)
  return last?.what === what && last.doneBy === doneBy && last.note === note
}

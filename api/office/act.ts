/** What was said with a command: amounts, reasons, ids. */
export type Details = Readonly<Record<string, Detail>>

type Detail = string | number | boolean | null

/** A command of the office as it is recorded before it is done. Instants in epoch milliseconds. */
export type NewAct = {
  readonly id: string
  readonly userId: string
  readonly userName: string
  readonly operation: string
  readonly role: string
  /** The municipality for which the part is held; '*' for the whole hub. */
  readonly onBehalfOf: string
  /** What lent them to that municipality; null where it is their own. */
  readonly secondmentId: string | null
  readonly subject: string
  readonly details: Details
  readonly at: number
}

export type Act = NewAct & {
  /** How it ended; null where it was broken off. */
  readonly end: { readonly status: number; readonly code: string | null; readonly at: number } | null
}

/** What acts are looked for by; each by itself, or any of them together. */
export type ActSearch = {
  /** Part of the name of who did it. */
  readonly person?: string | undefined
  /** In Japan, 'YYYY-MM-DD'; the last day is included. */
  readonly from?: string | undefined
  readonly until?: string | undefined
  readonly operation?: string | undefined
  /** Part of an id of what it was done to. */
  readonly subject?: string | undefined
}

/** Where a list of acts goes on: before this instant and, within it, before this act. */
export type ActCursor = { readonly at: number; readonly id: string }

export type ActPage = { readonly acts: readonly Act[]; readonly next: ActCursor | null }

const textLengthMax = 200

/** What is written down of what was said with a command, besides ids. */
const kept: ReadonlySet<string> = new Set([
  'decision',
  'verdict',
  'direction',
  'amountYen',
  'reason',
  'merchantCode',
  'cutOffAt',
  'planHash',
  'payloadHash',
  'month',
  'statementHash',
  'nameJa',
  'nameEn',
  'email',
  'roles',
  'town',
  'firstDay',
  'lastDay',
  'how',
])

const isId = (name: string): boolean => /^id$|Id$/.test(name)

/**
 * What was sent with a command and is named here: the record is never taken back, so that an account's number, an address
 * that a guest shows or a secret is left out without anybody having to think of it. Long texts are cut.
 */
export function detailsOf(sent: unknown): Details {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) return {}
  const details: Record<string, Detail> = {}
  for (const [name, value] of Object.entries(sent) as [string, unknown][]) {
    if (!kept.has(name) && !isId(name)) continue
    if (typeof value === 'string') details[name] = value.slice(0, textLengthMax).toWellFormed()
    else if (typeof value === 'number' || typeof value === 'boolean' || value === null) details[name] = value
  }
  return details
}

/** The ids that a command names, each once; a shop may be named by its code. */
export function subjectOf(details: Details): string {
  const ids = Object.entries(details).flatMap(([name, value]) =>
    typeof value === 'string' && (isId(name) || name === 'merchantCode') ? [value] : [],
  )
  return [...new Set(ids)].join(' ')
}

import { refuse, ok, type Result } from '../platform/result.ts'

const second = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/
const day = /^\d{4}-\d\d-\d\d$/

/** When something was told, to the second, as harvesters read it. */
export const datestamp = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`

/** Milliseconds since 1970, both included. */
export type Span = { readonly fromMs: number | undefined; readonly untilMs: number | undefined }

/**
 * The span of `from` and `until` (section 2.7.1): days or seconds, both of the same kind, the end not before the
 * beginning. A day is all of it, and so is a second.
 */
export function parseSpan(from: string | undefined, until: string | undefined): Result<Span, string> {
  const [first, last] = [
    from === undefined ? undefined : readMoment(from),
    until === undefined ? undefined : readMoment(until),
  ]
  if (from !== undefined && first === undefined) return refuse('from is no UTC date that can be read')
  if (until !== undefined && last === undefined) return refuse('until is no UTC date that can be read')
  if (from !== undefined && until !== undefined && from.length !== until.length)
    return refuse('from and until are not equally fine')
  if (first !== undefined && last !== undefined && first.fromMs > last.untilMs)
    return refuse('from is later than until')
  return ok({ fromMs: first?.fromMs, untilMs: last?.untilMs })
}

function readMoment(text: string): { fromMs: number; untilMs: number } | undefined {
  const isDay = day.test(text)
  if (!isDay && !second.test(text)) return undefined
  const ms = Date.parse(isDay ? `${text}T00:00:00Z` : text)
  // 30 February is read by some as 2 March.
  if (Number.isNaN(ms) || datestamp(ms) !== (isDay ? `${text}T00:00:00Z` : text)) return undefined
  return { fromMs: ms, untilMs: ms + (isDay ? 86_400_000 : 1_000) - 1 }
}

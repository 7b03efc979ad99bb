import type { Source, Text } from '../../content/index.ts'
import { addDays, japanDay } from '../platform/clock.ts'
import type { Notice, Realtime } from './ports.ts'
import type { Cut, SaidSubstitute, Suspends } from './suspension.ts'
import { optional } from './timed-stop.ts'

/** What somebody had to say of the trains of some days, as it is kept. */
export type KeptNotice = {
  readonly id: string
  readonly words: Text
  /** Line ids; at least one. */
  readonly lines: readonly string[]
  readonly stations: readonly string[]
  /** First and last day ('YYYY-MM-DD'), both with it; open where the end is not known. */
  readonly from: string
  readonly until?: string
  readonly url?: string
  /** Trains are taken off between two stations, or off a whole line. */
  readonly cut?: Cut
  /** What runs in place of them; absent: nothing is said of it. */
  readonly substitute?: SaidSubstitute
  /** An alert of a live message: in force while the message is fresh and within its periods; without any, always. */
  readonly live?: { readonly message: string; readonly periods: readonly Period[] }
  /** Who says so. */
  readonly source: Source
}

/** From an instant on and until another, epoch milliseconds. */
type Period = { readonly from?: number; readonly to?: number }

/** What decides whether an alert is in force. */
export type Telling = { readonly now: number; readonly toldAt: Realtime['toldAt'] }

/** What is said of a day, in the order in which it was said. */
export const noticesOn = (kept: readonly KeptNotice[], date: string, telling: Telling): Notice[] =>
  kept
    .filter((one) => isInForce(one, date, telling))
    .map((one) => {
      const { id, words, lines, stations, url, live, source } = one
      return {
        id,
        words,
        lines,
        stations,
        ...optional({
          url,
          suspends: suspendsOn(date, one, telling.now),
          at: live && telling.toldAt(live.message),
        }),
        sources: [source.id],
      }
    })

function isInForce({ from, until, live }: KeptNotice, date: string, { now, toldAt }: Telling): boolean {
  if (date < from || (until !== undefined && date > until)) return false
  if (live === undefined) return true
  if (toldAt(live.message) === undefined) return false
  const [start, end] = spanOf(date)
  return (
    live.periods.length === 0 ||
    live.periods.some(({ from: starts = -Infinity, to: ends = Infinity }) => {
      const isOver = ends <= now
      return starts < end && ends > start && !isOver
    })
  )
}

/** Trains are taken off a day only by what holds for all that is left of it. */
function suspendsOn(
  date: string,
  { cut, substitute, from, until, live }: KeptNotice,
  now: number,
): Suspends | undefined {
  if (cut === undefined) return undefined
  const said = { cut, start: from, ...optional({ substitute }) }
  if (live === undefined || live.periods.length === 0) return { ...said, ...optional({ end: until }) }
  const [start, end] = spanOf(date)
  const left = Math.max(start, now)
  const period = live.periods.find(
    ({ from: starts = -Infinity, to: ends = Infinity }) => starts <= left && ends >= end,
  )
  if (period === undefined) return undefined
  const { from: starts, to: ends } = period
  return {
    ...said,
    ...(starts === undefined ? {} : { start: japanDay(starts) }),
    ...(ends === undefined ? {} : { end: japanDay(ends - 1) }),
  }
}

/** From midnight to midnight in Japan. */
const spanOf = (date: string): [number, number] => [midnight(date), midnight(addDays(date, 1))]
const midnight = (date: string): number => Date.parse(`${date}T00:00:00+09:00`)

import type { WinterTimetable } from '../../content/index.ts'
import type { Call, Moment, Run } from './run.ts'
import { optional } from './timed-stop.ts'
import { withCalls } from './timetable.ts'
import { type Tracks, wayBetween } from './track.ts'
import type { Vehicle } from './vehicles.ts'
import { isWithin } from './when.ts'

/** The winter timetables of a day ('YYYY-MM-DD'). */
export const wintersOn = (date: string, winters: readonly WinterTimetable[]): WinterTimetable[] =>
  winters.filter(({ when }) => isWithin(when, date))

/**
 * Widens the late side of what a winter timetable says runs later; boarding times never move. A delay stays with a run
 * to its end. One of an older winter widens estimates only, up to the next stated time: it takes no stated time back.
 * A current one makes every time of its stretch and after it "about".
 */
export const wintered = (
  vehicles: readonly Vehicle[],
  winters: readonly WinterTimetable[],
  tracks: Tracks,
): Vehicle[] =>
  vehicles.map((vehicle) =>
    winters.reduce((now, winter) => {
      const { train, run } = now
      if (run === undefined || run.mode !== 'train' || run.line !== winter.line) return now
      const later = { ...run, calls: callsLater(run, winter, tracks) }
      return { train: withCalls(train, later), run: later }
    }, vehicle),
  )

function callsLater(run: Run, winter: WinterTimetable, tracks: Tracks): Call[] {
  const rules = winter.later.map((one) => ruleOf(one, winter.line, tracks))
  let late = 0
  return run.calls.map((call, i) => {
    const { arrival, departure, ...rest } = call
    const at = (departure ?? arrival)?.earliestMinute
    if (at !== undefined) late = Math.max(late, ...rules.map((minutesAt) => minutesAt(call.stop, at)))
    const limit = winter.standing === 'current' ? Infinity : nextStated(run.calls.slice(i))
    const move = (moment: Moment | undefined) => moment && widened(moment, { late, limit, winter })
    return { ...rest, ...optional({ arrival: move(arrival), departure: move(departure) }) }
  })
}

/** By how many minutes a train may be late at a station at a minute of the day. */
type Rule = (stop: string, minute: number) => number

function ruleOf(one: WinterTimetable['later'][number], line: string, tracks: Tracks): Rule {
  if ('after' in one) return (_, minute) => (minute >= minuteOf(one.after) ? one.minutes : 0)
  const way = wayBetween(tracks, one, [line]) ?? []
  const stretch = new Set(way.flatMap(({ from, to }) => [from, to]))
  return (stop) => (stretch.has(stop) ? one.minutes : 0)
}

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** The next minute that a source states. */
function nextStated(calls: readonly Call[]): number {
  for (const { arrival, departure } of calls)
    for (const moment of [arrival, departure]) if (moment?.exact === true) return moment.latestMinute
  return Infinity
}

type Widening = { readonly late: number; readonly limit: number; readonly winter: WinterTimetable }

function widened(moment: Moment, { late, limit, winter }: Widening): Moment {
  if (late === 0 || (moment.exact && winter.standing === 'dated')) return moment
  const latestMinute = Math.max(moment.latestMinute, Math.min(limit, moment.latestMinute + late))
  if (latestMinute === moment.latestMinute) return moment
  const sources = [...new Set([...moment.sources, ...winter.source])]
  return { ...moment, latestMinute, exact: false, sources }
}

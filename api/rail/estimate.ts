import { isPaced, leaveMinute, minutesAlong, minutesBy, type Paces, reachMinute } from './pace.ts'
import type { Call, Moment } from './run.ts'
import { optional, type TimedMinute, type TimedStop } from './timed-stop.ts'
import { type Hop, type Tracks, wayBetween } from './track.ts'

/**
 * Completes the calls of a train between its first and its last sourced stop.
 *
 * Let A and B be neighbouring sourced stops, a when it leaves A and b when it reaches B, s a station between them.
 * - Nobody knows where a train waits on the way, so it is at s no earlier than a + fastest(A,s), and no later than
 *   b − fastest(s,B), or it would not reach B in time.
 * - An arrival is never promised earlier than the slowest pace allows: a + slowest(A,s), up to b.
 * So `earliest` = a + fastest(A,s) and `latest` = max(min(b, a + slowest(A,s)), b − fastest(s,B)). Both only grow along
 * the run and stay within a and b. Where B states a departure only, its wait is unknown: the arrival at B has the same
 * bounds, at most b. Where A states an arrival only, it leaves no earlier than that and in time for B.
 */
export type Estimating = { readonly tracks: Tracks; readonly paces: Paces; readonly lines: readonly string[] }

/** What an estimate stands on, beside the stated times at its ends. */
const reckoned = 'project'

/** All calls from the first to the last sourced stop; stations between them estimated if `everyStation`. */
export function callsOf(
  stops: readonly TimedStop[],
  how: Estimating & { readonly everyStation: boolean },
): Call[] {
  return stops.flatMap((stop, i) => {
    const next = stops[i + 1]
    const here = sourcedCall(stop, { before: stops[i - 1], next, how })
    const way = next === undefined ? [] : (wayTo(stop, next, how) ?? [])
    const line = way[0]?.line
    const between = next === undefined ? [] : callsBetween({ a: stop, b: next, way }, how)
    return [{ ...here, ...(line === undefined || line === how.lines[0] ? {} : { line }) }, ...between]
  })
}

const wayTo = (from: TimedStop, to: TimedStop, { tracks, lines }: Estimating): readonly Hop[] | undefined =>
  wayBetween(tracks, { from: from.station, to: to.station }, lines)

type Stretch = { readonly a: TimedStop; readonly b: TimedStop; readonly way: readonly Hop[] }

/** The stations strictly between two sourced stops; where nothing can be estimated, only the borders of lines. */
function callsBetween(stretch: Stretch, how: Estimating & { readonly everyStation: boolean }): Call[] {
  const { way } = stretch
  const isEstimated = how.everyStation && isPaced(way, how.paces)
  const moments = isEstimated ? momentsAlong(stretch, how.paces) : []
  return way.slice(0, -1).flatMap(({ to, line }, i) => {
    const next = way[i + 1]!.line
    if (!isEstimated && next === line) return []
    const at = moments[i]
    return [
      {
        stop: to,
        ...optional({ arrival: at, departure: at }),
        ...(next === how.lines[0] ? {} : { line: next }),
      },
    ]
  })
}

/** When a train is at the end of each hop of a stretch. */
function momentsAlong({ a, b, way }: Stretch, paces: Paces): Moment[] {
  const fastest = minutesAlong('fastest', way, paces)
  const slowest = minutesAlong('slowest', way, paces)
  const [start, end] = [leaveMinute(a), reachMinute(b)]
  return way.map((_, i) => {
    const inTime = end - (fastest.at(-1)! - fastest[i]!)
    const slow = Math.min(end, start + slowest[i]!)
    return estimate({ earliest: start + fastest[i]!, latest: Math.max(slow, inTime) }, { a, b })
  })
}

type Around = {
  readonly before: TimedStop | undefined
  readonly next: TimedStop | undefined
  readonly how: Estimating
}

function sourcedCall(stop: TimedStop, { before, next, how }: Around): Call {
  const arrival = stop.arrival === undefined ? arrivalBefore(stop, before, how) : stated(stop, stop.arrival)
  const departure =
    stop.departure === undefined ? departureAfter(stop, next, how) : stated(stop, stop.departure)
  return { stop: stop.station, ...optional({ arrival, departure }) }
}

const stated = ({ confidence, sources }: TimedStop, { minute, exact }: TimedMinute): Moment => ({
  earliestMinute: minute,
  latestMinute: minute,
  exact,
  confidence,
  sources,
})

/** The arrival at a stop whose departure alone is stated: a departure is never read as an arrival. */
function arrivalBefore(b: TimedStop, a: TimedStop | undefined, how: Estimating): Moment | undefined {
  if (a === undefined) return undefined
  const way = wayTo(a, b, how)
  const earliest = leaveMinute(a) + minutesBy('fastest', way ?? [], how.paces)
  return estimate({ earliest, latest: reachMinute(b) }, { a, b })
}

/** The departure from a stop whose arrival alone is stated: not before it, and in time for the next. */
function departureAfter(a: TimedStop, b: TimedStop | undefined, how: Estimating): Moment | undefined {
  if (b === undefined) return undefined
  const way = wayTo(a, b, how)
  const latest = reachMinute(b) - minutesBy('fastest', way ?? [], how.paces)
  return estimate({ earliest: leaveMinute(a), latest }, { a, b })
}

type Bounds = { readonly earliest: number; readonly latest: number }

/** Rounds to whole minutes on the traveller's side, within the stated times at both ends. */
function estimate({ earliest, latest }: Bounds, { a, b }: Pick<Stretch, 'a' | 'b'>): Moment {
  const [start, end] = [leaveMinute(a), reachMinute(b)]
  const within = (minute: number): number => Math.min(end, Math.max(start, minute))
  const from = within(Math.floor(earliest + drift))
  return {
    earliestMinute: from,
    latestMinute: Math.max(from, within(Math.ceil(latest - drift))),
    exact: false,
    confidence: Math.min(a.confidence, b.confidence),
    sources: [...new Set([...a.sources, ...b.sources, reckoned])],
  }
}

/** Sums of fractions miss a whole minute by less than this. */
const drift = 1e-9

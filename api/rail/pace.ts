import type { TimedStop } from './timed-stop.ts'
import { type Hop, hopKey, type Tracks, wayBetween } from './track.ts'

/** The fastest and the slowest that any source has a train go over a hop, minutes a kilometre. */
export type Pace = { readonly fastest: number; readonly slowest: number }

/** By hop, the same for both directions. */
export type Paces = ReadonlyMap<string, Pace>

/** A train as far as its pace matters. */
export type Paced = { readonly lines: readonly string[]; readonly stops: readonly TimedStop[] }

/** From when a train leaves a stop; where only its arrival is stated, the wait is in the pace. */
export const leaveMinute = (stop: TimedStop): number => (stop.departure ?? stop.arrival)!.minute

/** Until when it reaches a stop; where only its departure is stated, the wait is in the pace. */
export const reachMinute = (stop: TimedStop): number => (stop.arrival ?? stop.departure)!.minute

/** Two neighbouring sourced times of a train: some minutes over some hops. */
export type Observation = { readonly way: readonly Hop[]; readonly minutes: number }

/** What trains show of the pace of the rails, in both directions. */
export const observationsOf = (trains: readonly Paced[], tracks: Tracks): Observation[] =>
  trains.flatMap(({ lines, stops }) =>
    stops.slice(1).flatMap((to, i) => {
      const from = stops[i]!
      const way = wayBetween(tracks, { from: from.station, to: to.station }, lines)
      if (way === undefined || kmOf(way) === 0) return []
      return [{ way, minutes: reachMinute(to) - leaveMinute(from) }]
    }),
  )

/**
 * m minutes over k kilometres are a pace of m/k on each hop between; of each hop the smallest and the largest are kept.
 * Because a train's own times are among the observations, the sum of the fastest minutes from one of its times to the
 * next never exceeds the minutes between them, and that of the slowest never stays below.
 *
 * Where a hop has one observation only, it is the train's own: going by it would be to draw a straight line between two
 * times, as if the train waited nowhere. There the fastest and the slowest of the whole line count; a line with a
 * single observation has no pace.
 */
export function pacesOf(observations: readonly Observation[]): Paces {
  const paces = new Map<string, Seen>()
  for (const { way, minutes } of observations) {
    const seen = { fastest: minutes / kmOf(way), slowest: minutes / kmOf(way), seen: 1 }
    for (const key of new Set(way.flatMap((hop) => [hopKey(hop), hop.line])))
      paces.set(key, joined(paces.get(key), seen))
  }
  const line = (key: string) => paces.get(key.split(' ')[0]!)!
  return new Map(
    [...paces].flatMap(([key, pace]) => {
      if (line(key).seen === 1) return []
      return [[key, pace.seen === 1 ? joined(pace, line(key)) : pace] as const]
    }),
  )
}

type Seen = Pace & { readonly seen: number }

const joined = (a: Seen | undefined, b: Seen): Seen =>
  a === undefined
    ? b
    : {
        fastest: Math.min(a.fastest, b.fastest),
        slowest: Math.max(a.slowest, b.slowest),
        seen: a.seen + b.seen,
      }

const kmOf = (way: readonly Hop[]): number => way.reduce((sum, { km }) => sum + km, 0)

/** Whether every hop has a pace. */
export const isPaced = (way: readonly Hop[], paces: Paces): boolean =>
  way.every((hop) => paces.has(hopKey(hop)))

/** Minutes from the start to the end of each hop by the fastest or the slowest pace; 0 over a hop without a pace. */
export function minutesAlong(kind: keyof Pace, way: readonly Hop[], paces: Paces): number[] {
  let minutes = 0
  return way.map((hop) => (minutes += hop.km * (paces.get(hopKey(hop))?.[kind] ?? 0)))
}

/** Minutes over all of them. */
export const minutesBy = (kind: keyof Pace, way: readonly Hop[], paces: Paces): number =>
  minutesAlong(kind, way, paces).at(-1) ?? 0

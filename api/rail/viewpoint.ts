import type { Line, Viewpoint } from '../../content/index.ts'
import { hopKey } from './track.ts'
import type { Paces } from './pace.ts'
import type { Call, Run } from './run.ts'
import type { KnownTrain } from './timetable.ts'

/** A train seen from a viewpoint, in minutes of the day; between the two bounds lies the truth. */
export type Passing = {
  /** Id of the run, or of a train known at one stop only. */
  readonly train: string
  readonly number?: string
  readonly direction: 'down' | 'up'
  readonly earliestMinute: number
  /** Absent where a source states one time of the train only: it comes after `earliestMinute`, nobody says until when. */
  readonly latestMinute?: number
  /** 0 to 1, of the weaker of the two times it stands on. */
  readonly confidence: number
  readonly sources: readonly string[]
}

/** Where a viewpoint looks at, with the stations of its line and the pace over them. */
export type Looked = Pick<Viewpoint, 'line' | 'km' | 'withinKm'> & {
  readonly stops: readonly { readonly station: string; readonly km: number }[]
  readonly paces: Paces
}

/** The served stations of a line with their fare distances. */
export const servedStops = ({ parts }: Pick<Line, 'parts'>): { station: string; km: number }[] =>
  parts.flatMap(({ stops }) => stops.flatMap(({ station, km }) => (km === null ? [] : [{ station, km }])))

/** The fewest minutes that any source has a train take over a stretch; nothing over hops without a pace. */
function fastestMinutes({ line, stops, paces }: Looked, fromKm: number, toKm: number): number {
  const [low, high] = fromKm < toKm ? [fromKm, toKm] : [toKm, fromKm]
  return stops.slice(1).reduce((sum, to, i) => {
    const from = stops[i]!
    const km = Math.min(high, to.km) - Math.max(low, from.km)
    const pace = paces.get(hopKey({ line, from: from.station, to: to.station }))
    return km > 0 && pace !== undefined ? sum + km * pace.fastest : sum
  }, 0)
}

/** When the front of a train that leaves one place and heads for another is at least at the viewpoint: its near edge. */
const minutesTo = (looked: Looked, fromKm: number): number => {
  const edge = looked.km + (fromKm < looked.km ? -looked.withinKm : looked.withinKm)
  return isBetween(edge, fromKm, looked.km) ? fastestMinutes(looked, fromKm, edge) : 0
}

const isBetween = (x: number, a: number, b: number): boolean => Math.min(a, b) < x && x < Math.max(a, b)

/** When a run goes by, if it does: after it left the last stop before, before it reached the next one. */
export function passingOf(run: Run, looked: Looked): Passing | undefined {
  const placed = run.calls.flatMap((call) => {
    const at = looked.stops.find(({ station }) => station === call.stop)
    const timed = call.arrival !== undefined || call.departure !== undefined
    return at === undefined || !timed ? [] : [{ call, km: at.km }]
  })
  const ahead = placed.findIndex(({ km }, i) => i > 0 && isBetween(looked.km, placed[i - 1]!.km, km))
  if (ahead === -1 || run.mode !== 'train') return undefined
  const [a, b] = [placed[ahead - 1]!, placed[ahead]!]
  const [left, reached] = [leftAt(a.call), reachedAt(b.call)]
  const earliest = Math.floor(left.earliestMinute + minutesTo(looked, a.km))
  const latest = Math.ceil(reached.latestMinute - minutesTo(looked, b.km))
  // An imported train may be faster than every published one: then only its own two times bound it.
  const [earliestMinute, latestMinute] =
    earliest <= latest ? [earliest, latest] : [left.earliestMinute, reached.latestMinute]
  return {
    train: run.id,
    ...(run.number === undefined ? {} : { number: run.number }),
    direction: a.km < b.km ? 'down' : 'up',
    earliestMinute,
    latestMinute,
    confidence: Math.min(left.confidence, reached.confidence),
    sources: [...new Set([...left.sources, ...reached.sources])],
  }
}

const leftAt = ({ departure, arrival }: Call) => (departure ?? arrival)!
const reachedAt = ({ departure, arrival }: Call) => (arrival ?? departure)!

/** When a train known to leave one stop goes by, where a source says that it goes beyond the viewpoint. */
export function passingOfTrain(train: KnownTrain, looked: Looked): Passing | undefined {
  const kmOf = (id: string | null | undefined) => looked.stops.find(({ station }) => station === id)?.km
  const [stop] = train.stops
  const [from, to] = [kmOf(stop?.station), kmOf(train.to?.station)]
  if (train.stops.length !== 1 || train.standing !== 'current') return undefined
  if (stop?.departure === undefined || from === undefined || to === undefined) return undefined
  if (!isBetween(looked.km, from, to)) return undefined
  return {
    train: train.id,
    ...(train.number === undefined ? {} : { number: train.number }),
    direction: from < to ? 'down' : 'up',
    earliestMinute: Math.floor(stop.departure.minute + minutesTo(looked, from)),
    confidence: stop.confidence,
    sources: stop.sources,
  }
}

/** dark: the sun is 6 degrees and more below; twilight: below; golden: up to 6 degrees above; day: higher. */
export type Light = 'dark' | 'twilight' | 'golden' | 'day'

/** The light by the height of the sun over a flat horizon, degrees. */
export function lightAt(altitude: number): Light {
  if (altitude < -6) return 'dark'
  if (altitude < -0.833) return 'twilight'
  return altitude <= 6 ? 'golden' : 'day'
}

import type { Line } from '../../content/index.ts'
import { addDays } from '../platform/clock.ts'
import { type Coverage, coverageOf } from './coverage.ts'
import type { FeedDay } from './ports.ts'
import type { Footpath, Moment, Run } from './run.ts'
import { type ServiceDay, serviceDay, type Timetable, vehiclesOn } from './vehicles.ts'
import { optional } from './timed-stop.ts'
import type { KnownStop, KnownTime, KnownTrain } from './timetable.ts'

/** How much of a line is known on a day. */
export type LineCoverage = Coverage & { readonly line: string; readonly operatorUrl?: string }

/** Everything that is known of the rails on one day, for boards, journeys and plans. */
export type RailDay = {
  /** 'YYYY-MM-DD', Asia/Tokyo. */
  readonly date: string
  /** Changes whenever the timetable or what hinders it changes. */
  readonly version: string
  /**
   * Confirmed runs in minutes of this day: its own, those of yesterday still on the way after midnight (minutes may be
   * negative), those of tomorrow that begin before 04:00 (minutes above 1440).
   */
  readonly runs: readonly Run[]
  /** Runs of an older timetable: shown with their date, never ridden. */
  readonly datedRuns: readonly Run[]
  /** Every known train of the service day, also those known at one stop only: for boards. */
  readonly trains: readonly KnownTrain[]
  /** Yesterday's trains that leave a stop after midnight, in minutes of this day. */
  readonly lateTrains: readonly KnownTrain[]
  readonly footpaths: readonly Footpath[]
  readonly coverage: readonly LineCoverage[]
}

/** What days are made of. */
export type DayParts = {
  readonly lines: readonly Line[]
  readonly timetable: Timetable
  readonly feedsOn: (date: string) => readonly FeedDay[]
  readonly version: string
}

const dayMinutes = 1440
/** Until when a vehicle of the next service day belongs to the night of this one, minutes after midnight. */
const earlyUntil = 4 * 60

/** Puts a day together. */
export function railDay(date: string, parts: DayParts): RailDay {
  const [yesterday, today, tomorrow] = [-1, 0, 1].map((days) => serviceDayOf(addDays(date, days), parts))
  const runs = [
    ...yesterday!.runs.filter((run) => endOf(run) >= dayMinutes).map((run) => shifted(run, -dayMinutes)),
    ...today!.runs,
    ...tomorrow!.runs.filter((run) => startOf(run) < earlyUntil).map((run) => shifted(run, dayMinutes)),
  ]
  const feeds = parts.feedsOn(date)
  return {
    date,
    version: parts.version,
    runs: runs.filter((run) => run.standing === 'current'),
    datedRuns: runs.filter((run) => run.standing === 'dated'),
    trains: today!.trains,
    lateTrains: yesterday!.trains.flatMap(lateOf),
    footpaths: feeds.flatMap((feed) => feed.footpaths),
    coverage: parts.lines.map((line) => ({
      line: line.id,
      ...coverageOf(line, today!.trains, feeds),
      ...optional({ operatorUrl: line.operatorUrl }),
    })),
  }
}

const serviceDayOf = (date: string, { timetable, feedsOn }: DayParts): ServiceDay =>
  serviceDay(vehiclesOn(date, timetable, feedsOn(date)))

const momentsOf = (run: Run): Moment[] =>
  run.calls.flatMap(({ arrival, departure }) => [arrival ?? [], departure ?? []].flat())
const startOf = (run: Run): number => momentsOf(run)[0]?.earliestMinute ?? Infinity
const endOf = (run: Run): number => momentsOf(run).at(-1)?.latestMinute ?? -Infinity

function shifted(run: Run, by: number): Run {
  const move = (at: Moment | undefined): Moment | undefined =>
    at && { ...at, earliestMinute: at.earliestMinute + by, latestMinute: at.latestMinute + by }
  const calls = run.calls.map(({ arrival, departure, ...call }) => ({
    ...call,
    ...optional({ arrival: move(arrival), departure: move(departure) }),
  }))
  return { ...run, calls }
}

/** A train of the day before with the stops that it leaves after midnight. */
function lateOf(train: KnownTrain): KnownTrain[] {
  const move = (at: KnownTime | undefined): KnownTime | undefined =>
    at && {
      ...at,
      minute: at.minute - dayMinutes,
      ...optional({ orMinute: at.orMinute === undefined ? undefined : at.orMinute - dayMinutes }),
    }
  const late = ({ departure }: KnownStop): boolean =>
    departure !== undefined && departure.minute >= dayMinutes
  if (!train.stops.some(late)) return []
  const stops = train.stops.map(({ arrival, departure, ...stop }) => ({
    ...stop,
    ...optional({ arrival: move(arrival), departure: move(departure) }),
  }))
  return [{ ...train, stops }]
}

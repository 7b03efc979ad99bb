import type { Line, Text, WinterTimetable } from '../../content/index.ts'
import { addDays } from '../platform/clock.ts'
import { withDelaysCarried } from './carried-delay.ts'
import { type ClosureInForce, closuresOn } from './closure.ts'
import { type Coverage, coverageOf } from './coverage.ts'
import { hindered, type Hindrances } from './hindrance.ts'
import type { FeedDay, Notice } from './ports.ts'
import { dayMinutes, endOf, lateOf, shifted, startOf } from './night.ts'
import type { Footpath, Run } from './run.ts'
import { wintersOn } from './winter-timetable.ts'
import { type Timetable, vehiclesOn } from './vehicles.ts'
import { suspensionsSaid } from './said-suspension.ts'
import { type SuspensionInForce, suspensionsOn } from './suspension.ts'
import { throughRuns } from './through.ts'
import { withOnward } from './onward.ts'
import { optional } from './timed-stop.ts'
import { inOrder, type KnownTrain } from './timetable.ts'
import { type LiveTrain, type TripNews, withNews } from './trip-news.ts'

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
   * negative), those of tomorrow that begin before 04:00 (minutes above 1440). In the order of their first minute.
   */
  readonly runs: readonly Run[]
  /** Runs of an older timetable: shown with their date, never ridden. */
  readonly datedRuns: readonly Run[]
  /** Every known train of the service day, also those known at one stop only: for boards. */
  readonly trains: readonly KnownTrain[]
  /** Yesterday's trains that leave a stop after midnight, in minutes of this day. */
  readonly lateTrains: readonly KnownTrain[]
  readonly footpaths: readonly Footpath[]
  /** Parts of lines without trains on this day, and what runs instead. */
  readonly suspensions: readonly SuspensionInForce[]
  /** What else operators and feeds say, and winter timetables. */
  readonly notices: readonly Notice[]
  /** Trails, roads, hired bicycles and places that are shut or need care; `closuresAt` picks those of a place. */
  readonly closures: readonly ClosureInForce[]
  /** Trains of which a live message says something: those that do not run, too. */
  readonly live: readonly LiveTrain[]
  /** The day as it would be ridden without live messages; only where one changes it. */
  readonly planned?: { readonly runs: readonly Run[]; readonly footpaths: readonly Footpath[] }
  readonly coverage: readonly LineCoverage[]
}

/** What days are made of. */
export type DayParts = {
  readonly lines: readonly Line[]
  readonly timetable: Timetable
  readonly hindrances: Hindrances
  readonly nameOf: (station: string) => Text
  readonly feedsOn: (date: string) => readonly FeedDay[]
  readonly newsOn: (date: string) => readonly TripNews[]
  readonly version: string
  /** `serviceDayOf` of a date; each is needed by three days. */
  readonly servedOn: (date: string) => ServiceDay
}

/** Until when a vehicle of the next service day belongs to the night of this one, minutes after midnight. */
const earlyUntil = 4 * 60

/** Puts a day together. */
export function railDay(date: string, parts: DayParts): RailDay {
  const [yesterday, today, tomorrow] = [-1, 0, 1].map((days) => parts.servedOn(addDays(date, days)))
  const around = [yesterday!, today!, tomorrow!] as const
  const runs = runsOf(around, ({ runs: all }) => all)
  const isChanged = around.some(({ planned }) => planned !== undefined)
  const feeds = parts.feedsOn(date)
  const footpaths = feeds.flatMap((feed) => feed.footpaths)
  return {
    date,
    version: parts.version,
    runs: runs.filter(isConfirmed),
    datedRuns: runs.filter((run) => !isConfirmed(run)),
    ...(isChanged
      ? { planned: { runs: runsOf(around, (one) => one.planned ?? one.runs).filter(isConfirmed), footpaths } }
      : {}),
    live: today!.live,
    trains: today!.trains,
    lateTrains: yesterday!.trains.flatMap(lateOf),
    footpaths,
    ...hindrancesOn(date, parts),
    coverage: [
      ...parts.lines.map((line) => ({
        line: line.id,
        ...coverageOf(line, today!.timetabled, feeds),
        ...optional({ operatorUrl: line.operatorUrl }),
      })),
      ...foreignLines(feeds, parts.lines).map((id) => ({
        line: id,
        ...coverageOf({ id, trainsADay: { count: null } }, today!.timetabled, feeds),
      })),
    ],
  }
}

const isConfirmed = ({ standing }: Run): boolean => standing === 'current'

/** The runs of a day with those of the nights at both ends, in minutes of the day. */
const runsOf = (
  [yesterday, today, tomorrow]: readonly [ServiceDay, ServiceDay, ServiceDay],
  of: (day: ServiceDay) => readonly Run[],
): Run[] =>
  [
    ...of(yesterday)
      .filter((run) => endOf(run) >= dayMinutes)
      .map((run) => shifted(run, -dayMinutes)),
    ...of(today),
    ...of(tomorrow)
      .filter((run) => startOf(run) < earlyUntil)
      .map((run) => shifted(run, dayMinutes)),
  ].toSorted((a, b) => startOf(a) - startOf(b) || (a.id < b.id ? -1 : 1))

/** Lines that only feeds know. */
const foreignLines = (feeds: readonly FeedDay[], lines: readonly Line[]): string[] => [
  ...new Set(feeds.map(({ line }) => line).filter((id) => !lines.some((line) => line.id === id))),
]

/** The vehicles of one service day. */
export type ServiceDay = {
  readonly runs: readonly Run[]
  readonly trains: readonly KnownTrain[]
  readonly live: readonly LiveTrain[]
  /** The runs without live messages, where one changes them. */
  readonly planned?: readonly Run[]
  /** As the timetable has them, before anything hinders them: what coverage counts. */
  readonly timetabled: readonly KnownTrain[]
}

/** What runs on a service day, and what would. */
export function serviceDayOf(date: string, parts: Omit<DayParts, 'servedOn'>): ServiceDay {
  const { timetable, hindrances, feedsOn, newsOn, nameOf } = parts
  const { tracks, holidays } = timetable
  const vehicles = vehiclesOn(date, timetable, feedsOn(date))
  const planned = hindered(vehicles, hindrances, { date, tracks, holidays, nameOf })
  const { vehicles: left, live } = withNews(planned, newsOn(date), date)
  const now = withDelaysCarried(left)
  const runs = throughRuns(now.flatMap(({ run }) => run ?? []))
  return {
    runs,
    live,
    ...(live.length === 0 ? {} : { planned: throughRuns(planned.flatMap(({ run }) => run ?? [])) }),
    trains: inOrder(withOnward(now, runs)),
    timetabled: vehicles.map(({ train }) => train),
  }
}

function hindrancesOn(date: string, { timetable, hindrances }: DayParts) {
  const { suspensions, winterTimetables, closures, places, noticesOn } = hindrances
  const said = noticesOn(date)
  return {
    suspensions: [...suspensionsOn(date, suspensions, timetable.holidays), ...suspensionsSaid(date, said)],
    notices: [
      ...said.filter(({ suspends }) => suspends === undefined),
      ...wintersOn(date, winterTimetables).map(winterNotice),
    ],
    closures: closuresOn(date, { closures, places, holidays: timetable.holidays }),
  }
}

const winterNotice = ({ id, line, words, source }: WinterTimetable): Notice => ({
  id,
  words,
  lines: [line],
  stations: [],
  sources: source,
})

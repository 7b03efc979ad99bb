import type { Train } from '../../content/index.ts'
import { type Holidays, runsOn } from './calendar.ts'
import { callsOf } from './estimate.ts'
import { type Observation, observationsOf, type Paced, pacesOf, type Paces } from './pace.ts'
import type { FeedDay } from './ports.ts'
import type { Run } from './run.ts'
import { optional, statedStops, timedEvents, timedStops } from './timed-stop.ts'
import { type KnownTrain, knownTrain, trainOfRun, withCalls } from './timetable.ts'
import { reachingOn } from './reaching-on.ts'
import { isOneRide } from './through.ts'
import type { Tracks } from './track.ts'

/** What a service day is made of. */
export type Timetable = {
  readonly trains: readonly Train[]
  /** The pace of all published trains, also of those that are gone: how fast the rails are does not end with them. */
  readonly observed: readonly Observation[]
  /** Published trains with the calls that those paces allow, ready for days without imported times; by train id. */
  readonly prepared: ReadonlyMap<string, Vehicle>
  readonly tracks: Tracks
  readonly holidays: Holidays
}

/** The pace that published trains show and their calls by it; worked out once for all days. */
export function preparedFor(
  trains: readonly Train[],
  tracks: Tracks,
): Pick<Timetable, 'observed' | 'prepared'> {
  const observed = observationsOf(trains.map(pacedTrain), tracks)
  const paces = pacesOf(observed)
  const prepared = new Map(trains.map((train) => [train.id, vehicleOf(train, { date: '', tracks, paces })]))
  return { observed, prepared }
}

/** A known vehicle, and its run where two of its stops are known. */
export type Vehicle = { readonly train: KnownTrain; readonly run?: Run }

/** Every vehicle that is known to run on a day, each once, with the calls that its sourced stops allow to estimate. */
export function vehiclesOn(date: string, timetable: Timetable, feeds: readonly FeedDay[]): Vehicle[] {
  const { tracks, observed, prepared } = timetable
  const { own, theirs } = trainsOfDay(date, timetable, feeds)
  if (feeds.length === 0)
    return goingOn(
      own,
      own.map(({ id }) => onDay(prepared.get(id)!, date)),
    )
  const trains = [...own, ...theirs]
  const telling = feeds.filter(({ line }) => trains.some(({ lines }) => lines.includes(line)))
  const paces = pacesOf([...observed, ...observationsOf(telling.flatMap(pacedFeed), tracks)])
  return [
    ...goingOn(
      trains,
      trains.map((train) => vehicleOf(train, { date, tracks, paces })),
    ),
    ...feeds.flatMap(({ runs }) => runs.map((run) => importedVehicle(run))),
  ]
}

/** The vehicles of trains, each with the run as which it goes on: the only one of that number that begins where it ends. */
function goingOn(trains: readonly Train[], vehicles: readonly Vehicle[]): Vehicle[] {
  if (trains.every(({ becomes }) => becomes === undefined)) return [...vehicles]
  return vehicles.map((vehicle, i) => {
    const { becomes, lines } = trains[i]!
    const { run } = vehicle
    if (becomes === undefined || run === undefined) return vehicle
    const next = vehicles.flatMap((other) =>
      other.run?.number === becomes.number &&
      other.run.line === (becomes.line ?? lines[0]) &&
      isOneRide(run, other.run)
        ? [other.run]
        : [],
    )
    return next.length === 1 ? { ...vehicle, run: { ...run, goesOnAs: next[0]!.id } } : vehicle
  })
}

/** Yesterday's run of a feed and today's stand side by side in the night, so the id carries the day. */
function importedVehicle(run: Run): Vehicle {
  const suffix = `@${run.day}`
  const told = run.id.endsWith(suffix) ? run : { ...run, id: `${run.id}${suffix}` }
  return { train: trainOfRun(run), run: told }
}

/** The same vehicle on a day. */
const onDay = ({ train, run }: Vehicle, day: string): Vehicle => ({
  train,
  ...optional({ run: run && { ...run, id: runIdOf(train.id, day), day } }),
})

const runIdOf = (train: string, day: string): string => `${train}@${day}`

const pacedTrain = ({ lines, events }: Train): Paced => ({ lines, stops: timedStops(timedEvents(events)) })

const pacedFeed = ({ line, runs, trains }: FeedDay): Paced[] => [
  ...runs.flatMap(({ mode, calls }) =>
    mode === 'train' ? [{ lines: [line], stops: statedStops(calls) }] : [],
  ),
  ...trains.map(pacedTrain),
]

/** The published trains that no feed replaces or has too, and those of the feeds. */
function trainsOfDay(date: string, { trains, holidays }: Timetable, feeds: readonly FeedDay[]) {
  const running = (all: readonly Train[]) => all.filter((train) => runsOn(train, date, holidays))
  const isOurs = ({ line }: FeedDay): boolean => trains.some(({ lines }) => lines.includes(line))
  const replaced = feeds.filter(({ replaces }) => replaces).map(({ line }) => line)
  const completed = feeds.filter((feed) => !feed.replaces && isOurs(feed)).map(namedIn)
  const isReplaced = (train: Train): boolean => replaced.some((line) => train.lines.includes(line))
  const givesWay = (train: Train): boolean =>
    isReplaced(train) ||
    completed.some(({ line, all }) => train.lines.includes(line) && all.some(sameAs(train)))
  const known = running(trains)
  const published = known.filter((train) => train.standing === 'current' && !isReplaced(train))
  const ofSheets = running(feeds.flatMap((feed) => feed.trains))
  return {
    own: known.filter((train) => !givesWay(train)),
    theirs: ofSheets.map((sheet) => reachingOn(sheet, published.filter(isOf(sheet)))),
  }
}

/** Whether a published train is that of a sheet. */
const isOf =
  (sheet: Train) =>
  (train: Train): boolean =>
    train.lines.some((line) => sheet.lines.includes(line)) && sameAs(train)(named(sheet))

const namedIn = ({ line, runs, trains }: FeedDay) => ({
  line,
  all: [
    ...runs.map((run): Named => ({ ...run, leaves: departuresOf(statedStops(run.calls)) })),
    ...trains.map(named),
  ],
})

function sameAs(train: Train): (other: Named) => boolean {
  const own = named(train)
  return (other) => isSame(own, other)
}

/** What tells a train from others. */
type Named = {
  readonly number?: string
  readonly direction?: 'down' | 'up'
  /** Station and minute of each stated departure. */
  readonly leaves: readonly string[]
}

const named = (train: Train): Named => ({
  ...train,
  leaves: departuresOf(timedStops(timedEvents(train.events))),
})

const departuresOf = (stops: ReturnType<typeof timedStops>): string[] =>
  stops.flatMap(({ station, departure }) =>
    departure?.exact === true ? [`${station} ${departure.minute}`] : [],
  )

/** Two trains that pass each other at a station may leave it in the same minute. */
function isSame(a: Named, b: Named): boolean {
  if (a.number !== undefined && a.number === b.number) return true
  if (a.direction !== undefined && b.direction !== undefined && a.direction !== b.direction) return false
  return b.leaves.some((one) => a.leaves.includes(one))
}

type On = { readonly date: string; readonly tracks: Tracks; readonly paces: Paces }

/** A substitute whose times are known, as a vehicle of its own kind. */
export function substituteVehicle(train: Train, date: string, tracks: Tracks): Vehicle {
  const { train: known, run } = vehicleOf(train, { date, tracks, paces: new Map() })
  const mode = 'substitute-bus' as const
  return { train: { ...known, mode }, ...optional({ run: run && { ...run, mode } }) }
}

function vehicleOf(train: Train, { date, tracks, paces }: On): Vehicle {
  const standing = train.standing === 'dated' ? 'dated' : 'current'
  const known = knownTrain(train, standing)
  const stops = timedStops(timedEvents(train.events))
  if (stops.length < 2) return { train: known }
  const calls = callsOf(stops, {
    tracks,
    paces,
    lines: train.lines,
    everyStation: train.stopping !== 'unknown',
  })
  const run: Run = {
    id: runIdOf(train.id, date),
    day: date,
    line: train.lines[0]!,
    mode: 'train',
    ...optional({ number: train.number, name: train.name, to: train.to?.name }),
    direction: train.direction,
    standing,
    asOf: train.valid.words,
    calls,
  }
  return { train: withCalls(known, run), run }
}

import type { Train } from '../../content/index.ts'
import { type Holidays, runsOn } from './calendar.ts'
import { callsOf } from './estimate.ts'
import { type Observation, observationsOf, type Paced, pacesOf, type Paces } from './pace.ts'
import type { FeedDay } from './ports.ts'
import type { Run } from './run.ts'
import { optional, statedStops, timedEvents, timedStops } from './timed-stop.ts'
import { type KnownTrain, knownTrain, trainOfRun, withCalls } from './timetable.ts'
import type { Tracks } from './track.ts'

/** What a service day is made of. */
export type Timetable = {
  readonly trains: readonly Train[]
  /** The pace of all published trains, also of those that are gone: how fast the rails are does not end with them. */
  readonly observed: readonly Observation[]
  readonly tracks: Tracks
  readonly holidays: Holidays
}

/** The pace that published trains show; worked out once for all days. */
export const observedIn = (trains: readonly Train[], tracks: Tracks): Observation[] =>
  observationsOf(trains.map(pacedTrain), tracks)

/** A known vehicle, and its run where two of its stops are known. */
export type Vehicle = { readonly train: KnownTrain; readonly run?: Run }

/** Every vehicle that is known to run on a day, each once, with the calls that its sourced stops allow to estimate. */
export function vehiclesOn(date: string, timetable: Timetable, feeds: readonly FeedDay[]): Vehicle[] {
  const { tracks, observed } = timetable
  const paces = pacesOf([...observed, ...observationsOf(feeds.flatMap(pacedFeed), tracks)])
  return [
    ...trainsOfDay(date, timetable, feeds).map((train) => vehicleOf(train, { date, tracks, paces })),
    ...feeds.flatMap((feed) => feed.runs.map((run) => ({ train: trainOfRun(run), run }))),
  ]
}

const pacedTrain = ({ lines, events }: Train): Paced => ({ lines, stops: timedStops(timedEvents(events)) })

const pacedFeed = ({ line, runs, trains }: FeedDay): Paced[] => [
  ...runs.flatMap(({ mode, calls }) =>
    mode === 'train' ? [{ lines: [line], stops: statedStops(calls) }] : [],
  ),
  ...trains.map(pacedTrain),
]

/** The published trains that no feed replaces or has too, and those of the feeds. */
function trainsOfDay(date: string, { trains, holidays }: Timetable, feeds: readonly FeedDay[]): Train[] {
  const own = trains.filter(
    (train) => runsOn(train, date, holidays) && !feeds.some((feed) => givesWay(train, feed)),
  )
  return [...own, ...feeds.flatMap((feed) => feed.trains.filter((train) => runsOn(train, date, holidays)))]
}

/** Whether a published train is left out because a feed of one of its lines says more. */
function givesWay(train: Train, feed: FeedDay): boolean {
  if (!train.lines.includes(feed.line)) return false
  if (feed.replaces) return true
  const own = departuresOf(timedStops(timedEvents(train.events)))
  return (
    feed.runs.some((run) =>
      isSame(train, own, { number: run.number, leaves: departuresOf(statedStops(run.calls)) }),
    ) ||
    feed.trains.some(({ number, events }) =>
      isSame(train, own, { number, leaves: departuresOf(timedStops(timedEvents(events))) }),
    )
  )
}

const departuresOf = (stops: ReturnType<typeof timedStops>): string[] =>
  stops.flatMap(({ station, departure }) =>
    departure?.exact === true ? [`${station} ${departure.minute}`] : [],
  )

const isSame = (
  { number }: Train,
  own: readonly string[],
  other: { readonly number: string | undefined; readonly leaves: readonly string[] },
): boolean =>
  (number !== undefined && number === other.number) || other.leaves.some((one) => own.includes(one))

type On = { readonly date: string; readonly tracks: Tracks; readonly paces: Paces }

/** A substitute whose times are known, as a vehicle of its own kind. */
export function substituteVehicle(train: Train, date: string, tracks: Tracks): Vehicle {
  const { train: known, run } = vehicleOf(train, { date, tracks, paces: new Map() })
  return { train: known, ...optional({ run: run && { ...run, mode: 'substitute-bus' as const } }) }
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
    id: `${train.id}@${date}`,
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

import type { Place, Viewpoint } from '../../content/index.ts'
import { addDays, type Clock, japanDay } from '../platform/clock.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import { closuresAt, type ClosureInForce } from './closure.ts'
import type { RailDay } from './day.ts'
import type { Refusal } from './errors.ts'
import { pacesOf } from './pace.ts'
import type { Network } from './ports.ts'
import { sunOf, sunPosition } from './sun.ts'
import { tracksOf } from './track.ts'
import { preparedFor } from './vehicles.ts'
import {
  type Light,
  lightAt,
  type Looked,
  type Passing,
  passingOf,
  passingOfTrain,
  servedStops,
} from './viewpoint.ts'

type ViewpointsParts = {
  readonly network: Network
  readonly clock: Clock
  readonly dayOf: (date: string) => RailDay
}

/** Tells when trains go by the viewpoints. */
export function viewpointTeller({ network, clock, dayOf }: ViewpointsParts) {
  const tracks = tracksOf(network.lines)
  const paces = pacesOf(preparedFor(network.trains, tracks).observed)
  const placeOf = (id: string): Place => network.places.find((place) => place.id === id)!
  const lookedOf = (viewpoint: Viewpoint): Looked => ({
    ...viewpoint,
    stops: servedStops(network.lines.find(({ id }) => id === viewpoint.line)!),
    paces,
  })

  const dayAt = (viewpoint: Viewpoint, date: string): ViewpointDay => {
    const day = dayOf(date)
    const place = placeOf(viewpoint.id)
    const passings = passingsOf(day, lookedOf(viewpoint))
    const { position } = place
    return {
      viewpoint,
      place,
      date,
      passings: passings.map((passing) => ({
        ...passing,
        ...(position === undefined ? {} : { light: lightOf(passing, date, position) }),
        ...wayTo(passing, place, day),
      })),
      ...(position === undefined ? {} : { sun: sunOf(date, position.lat, position.lng) }),
      closures: closuresAt(place.id, day.closures),
      complete: day.coverage.find(({ line }) => line === viewpoint.line)!.complete,
    }
  }
  const today = (): string => japanDay(clock.now())
  /** With the next day on which a train is known to go by, where none does any more: nobody reads an empty list. */
  const withNext = (one: ViewpointDay): ViewpointDay => {
    const { viewpoint, date, passings } = one
    if (passings.some((passing) => mayStillCome(passing, date, clock.now()))) return one
    for (let ahead = 1; ahead <= daysAhead; ahead++) {
      const next = dayAt(viewpoint, addDays(date, ahead))
      const first = next.passings.filter((passing) => mayStillCome(passing, next.date, clock.now()))
      if (first.length > 0) return { ...one, nextService: { date: next.date, passings: first } }
    }
    return one
  }

  return {
    /** Every viewpoint with the trains of a day; today in Japan when no day is named. */
    viewpoints: (date = today()): readonly ViewpointDay[] =>
      network.viewpoints.map((viewpoint) => withNext(dayAt(viewpoint, date))),

    /** One viewpoint, by the id of its place. */
    viewpoint(id: string, date = today()): Result<ViewpointDay, Refusal> {
      const viewpoint = network.viewpoints.find((one) => one.id === id)
      if (viewpoint === undefined) return refuse({ code: 'viewpoint_unknown', viewpoint: id })
      return ok(withNext(dayAt(viewpoint, date)))
    },
  }
}

/** How far ahead the next train is looked for. */
const daysAhead = 31

/** Until its latest minute; of a train without one, until the earliest: then nobody knows when it is gone. */
const mayStillCome = ({ earliestMinute, latestMinute }: Passing, date: string, now: number): boolean =>
  Date.parse(`${date}T00:00:00+09:00`) + ((latestMinute ?? earliestMinute) + 1) * 60_000 > now

/** Every train that goes by, each once, in the order of the earliest minute. */
function passingsOf(day: RailDay, looked: Looked): Passing[] {
  return [
    ...day.runs.flatMap((run) => passingOf(run, looked) ?? []),
    ...day.trains.flatMap((train) => passingOfTrain(train, looked) ?? []),
  ].toSorted((a, b) => a.earliestMinute - b.earliestMinute)
}

/** The sun at the first and, where known, the last minute at which the train may come. */
function lightOf(
  { earliestMinute, latestMinute }: Passing,
  date: string,
  { lat, lng }: { readonly lat: number; readonly lng: number },
): readonly SunThen[] {
  const midnight = Date.parse(`${date}T00:00:00+09:00`)
  return [earliestMinute, ...(latestMinute === undefined ? [] : [latestMinute])].map((minute) => {
    const { altitude, azimuth } = sunPosition(midnight + minute * 60_000, lat, lng)
    return { minute, altitude, azimuth, light: lightAt(altitude) }
  })
}

/** The last train that brings one there in time and the first one to leave with, where a source states the walk. */
function wayTo({ earliestMinute, latestMinute }: Passing, { walk }: Place, { runs }: RailDay): Way {
  if (walk === undefined) return {}
  const calls = runs.flatMap((run) =>
    run.calls.flatMap(({ stop, arrival, departure }) =>
      stop === walk.station ? [{ run: run.id, arrival, departure }] : [],
    ),
  )
  const there = calls
    .flatMap(({ run, arrival }) => (arrival === undefined ? [] : [{ run, minute: arrival.latestMinute }]))
    .filter(({ minute }) => minute + walk.minutes <= earliestMinute)
    .toSorted((a, b) => b.minute - a.minute)[0]
  const back =
    latestMinute === undefined
      ? undefined
      : calls
          .flatMap(({ run, departure }) =>
            departure === undefined ? [] : [{ run, minute: departure.earliestMinute }],
          )
          .filter(({ minute }) => minute >= latestMinute + walk.minutes)
          .toSorted((a, b) => a.minute - b.minute)[0]
  return { ...(there === undefined ? {} : { there }), ...(back === undefined ? {} : { back }) }
}

type SunThen = {
  readonly minute: number
  readonly altitude: number
  readonly azimuth: number
  readonly light: Light
}
type Way = {
  /** Arrives at the station at the latest at `minute`. */
  readonly there?: { readonly run: string; readonly minute: number }
  /** Leaves the station at the earliest at `minute`. */
  readonly back?: { readonly run: string; readonly minute: number }
}

type SeenTrain = Passing & { readonly light?: readonly SunThen[] } & Way

/** A viewpoint on a day. */
export type ViewpointDay = {
  readonly viewpoint: Viewpoint
  readonly place: Place
  readonly date: string
  readonly passings: readonly SeenTrain[]
  /** The next day on which one is known to go by, where none may come any more on this one. */
  readonly nextService?: { readonly date: string; readonly passings: readonly SeenTrain[] }
  readonly sun?: { readonly riseAt: number; readonly setAt: number }
  readonly closures: readonly ClosureInForce[]
  /** Every train of the line is known on this day. */
  readonly complete: boolean
}

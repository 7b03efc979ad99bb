import type { Line, Source, Station } from '../../content/index.ts'
import { type Clock, japanDay, japanTime } from '../platform/clock.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { Coverage } from './coverage.ts'
import { type Board, boardOf } from './departures.ts'
import type { Refusal } from './errors.ts'
import { type RailDay, railDay } from './day.ts'
import type { Feeds, FeedStop, Holidays, Network } from './ports.ts'
import { observedIn } from './vehicles.ts'
import { stationNamed } from './station-name.ts'
import { sunOf } from './sun.ts'
import type { KnownTrain } from './timetable.ts'
import { tracksOf } from './track.ts'

export type RailParts = {
  readonly network: Network
  readonly holidays: Holidays
  readonly clock: Clock
  /** Imported timetables; without them the published trains alone count. */
  readonly feeds?: Feeds
}

export type LineDay = { readonly line: Line; readonly coverage: Coverage }

/** How many days are kept ready; the oldest makes room. */
const daysKept = 100

/** Puts days together, each once as long as the timetable stays the same. */
function daysOf({ network, holidays, feeds }: RailParts): (date: string) => RailDay {
  const tracks = tracksOf(network.lines)
  const { trains, lines } = network
  const timetable = { trains, observed: observedIn(trains, tracks), tracks, holidays }
  const kept = new Map<string, RailDay>()
  return (date) => {
    const version = [network.version, ...(feeds === undefined ? [] : [feeds.version()])].join('.')
    const known = kept.get(date)
    if (known?.version === version) return known
    const day = railDay(date, { lines, timetable, feedsOn: (on) => feeds?.on(on) ?? [], version })
    if (kept.size >= daysKept) kept.delete(kept.keys().next().value!)
    kept.set(date, day)
    return day
  }
}

/** Answers questions about lines, stations and known trains. Reads content and imported timetables; no waiting. */
export function railService(parts: RailParts) {
  const { network, clock, feeds } = parts
  const dayOf = daysOf(parts)
  const sources = new Map(network.sources.map((source) => [source.id, source]))
  const today = (): string => japanDay(clock.now())
  const callsAt = (line: Line, station: string): boolean =>
    line.parts.some((part) => part.stops.some((stop) => stop.station === station))
  // The Aizu Railway's own line ends at Nishi-Wakamatsu; its trains run on to Aizu-Wakamatsu.
  const lineDay = (line: Line, day: RailDay): LineDay => {
    const { known, running, complete } = day.coverage.find((one) => one.line === line.id)!
    return { line, coverage: { known, running, complete } }
  }
  const linesOf = (station: string, day: RailDay): LineDay[] => {
    const calling = new Set(
      day.trains
        .filter(({ stops }) => stops.some((stop) => stop.station === station))
        .flatMap(({ lines }) => lines),
    )
    return network.lines
      .filter((line) => callsAt(line, station) || calling.has(line.id))
      .map((line) => lineDay(line, day))
  }

  return {
    /** Everything that is known of the rails on a day ('YYYY-MM-DD'). */
    dayOf,

    /** Every line with how much of the day is known. `date` defaults to today in Japan. */
    lines(date = today()): { readonly date: string; readonly lines: readonly LineDay[] } {
      return { date, lines: network.lines.map((line) => lineDay(line, dayOf(date))) }
    },

    /** One line with its known trains of a day. */
    line(
      id: string,
      date = today(),
    ): Result<LineDay & { date: string; trains: readonly KnownTrain[] }, Refusal> {
      const line = network.lines.find((one) => one.id === id)
      if (line === undefined) return refuse({ code: 'line_unknown', line: id })
      const day = dayOf(date)
      const own = day.trains.filter((train) => train.lines.includes(id))
      return ok({ date, ...lineDay(line, day), trains: own })
    },

    /** One station with its lines and the sun of a day. */
    station(named: string, date = today()): Result<StationDay, Refusal> {
      const station = stationNamed(network.stations, named)
      if (station === undefined) return refuse({ code: 'station_unknown', station: named })
      const sun = sunOf(date, station.position.lat, station.position.lng)
      return ok({ date, station, sun, lines: linesOf(station.id, dayOf(date)) })
    },

    /** What leaves a station from a time on; today from now on, another day from its start on. */
    departures(asked: {
      station: string
      date?: string | undefined
      time?: string | undefined
    }): Result<Departing, Refusal> {
      const station = stationNamed(network.stations, asked.station)
      if (station === undefined) return refuse({ code: 'station_unknown', station: asked.station })
      const date = asked.date ?? today()
      const time = asked.time ?? (date === today() ? japanTime(clock.now()) : '00:00')
      const board = boardOf(station.id, { date, time }, dayOf)
      return ok({ station, time, board, lines: linesOf(station.id, dayOf(date)) })
    },

    /** The stations by id, to name the stops of a train. */
    stationById: (id: string): Station | undefined => network.stations.find((station) => station.id === id),

    /** The stops of imported timetables that are no stations of ours. */
    feedStops: (): readonly FeedStop[] => feeds?.stops() ?? [],

    /** Each source once, in the order of its first use. */
    sourcesOf: (ids: Iterable<string>): Source[] => [...new Set(ids)].flatMap((id) => sources.get(id) ?? []),
  }
}

export type StationDay = {
  readonly date: string
  readonly station: Station
  readonly sun: { readonly riseAt: number; readonly setAt: number }
  readonly lines: readonly LineDay[]
}

export type Departing = {
  readonly station: Station
  readonly time: string
  readonly board: Board
  readonly lines: readonly LineDay[]
}

export type Rail = ReturnType<typeof railService>

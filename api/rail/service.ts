import type { Line, Source, Station } from '../../content/index.ts'
import { type Clock, japanDay, japanTime } from '../platform/clock.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import { type Coverage, coverageOf } from './coverage.ts'
import { type Board, boardOf } from './departures.ts'
import type { Refusal } from './errors.ts'
import type { Holidays, Network } from './ports.ts'
import { stationNamed } from './station-name.ts'
import { sunOf } from './sun.ts'
import { type KnownTrain, trainsOn } from './timetable.ts'

export type RailParts = { readonly network: Network; readonly holidays: Holidays; readonly clock: Clock }

export type LineDay = { readonly line: Line; readonly coverage: Coverage }

/** Answers questions about lines, stations and known trains. Reads the content only; no store, no waiting. */
export function railService({ network, holidays, clock }: RailParts) {
  const trainsOf = (date: string): readonly KnownTrain[] => trainsOn(network.trains, date, holidays)
  const sources = new Map(network.sources.map((source) => [source.id, source]))
  const today = (): string => japanDay(clock.now())
  const callsAt = (line: Line, station: string): boolean =>
    line.parts.some((part) => part.stops.some((stop) => stop.station === station))
  // The Aizu Railway's own line ends at Nishi-Wakamatsu; its trains run on to Aizu-Wakamatsu.
  const linesOf = (station: string, trains: readonly KnownTrain[]): LineDay[] => {
    const calling = new Set(
      trains
        .filter(({ stops }) => stops.some((stop) => stop.station === station))
        .flatMap(({ lines }) => lines),
    )
    return network.lines
      .filter((line) => callsAt(line, station) || calling.has(line.id))
      .map((line) => ({ line, coverage: coverageOf(line, trains) }))
  }

  return {
    /** Every line with how much of the day is known. `date` defaults to today in Japan. */
    lines(date = today()): { readonly date: string; readonly lines: readonly LineDay[] } {
      const trains = trainsOf(date)
      return { date, lines: network.lines.map((line) => ({ line, coverage: coverageOf(line, trains) })) }
    },

    /** One line with its known trains of a day. */
    line(
      id: string,
      date = today(),
    ): Result<LineDay & { date: string; trains: readonly KnownTrain[] }, Refusal> {
      const line = network.lines.find((one) => one.id === id)
      if (line === undefined) return refuse({ code: 'line_unknown', line: id })
      const trains = trainsOf(date)
      const own = trains.filter((train) => train.lines.includes(id))
      return ok({ date, line, coverage: coverageOf(line, trains), trains: own })
    },

    /** One station with its lines and the sun of a day. */
    station(named: string, date = today()): Result<StationDay, Refusal> {
      const station = stationNamed(network.stations, named)
      if (station === undefined) return refuse({ code: 'station_unknown', station: named })
      const sun = sunOf(date, station.position.lat, station.position.lng)
      return ok({ date, station, sun, lines: linesOf(station.id, trainsOf(date)) })
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
      const board = boardOf(station.id, { date, time }, trainsOf)
      return ok({ station, time, board, lines: linesOf(station.id, trainsOf(date)) })
    },

    /** The stations by id, to name the stops of a train. */
    stationById: (id: string): Station | undefined => network.stations.find((station) => station.id === id),

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

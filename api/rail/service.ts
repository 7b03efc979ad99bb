import type { Line, Source, Station, Text, TripKind } from '../../content/index.ts'
import { type Clock, japanDay, japanTime } from '../platform/clock.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { Coverage } from './coverage.ts'
import { type Board, boardOf } from './departures.ts'
import type { Refusal } from './errors.ts'
import type { RailDay } from './day.ts'
import { dayPlansService } from './day-plans-service.ts'
import { daysOf, type DaysParts } from './days-service.ts'
import { fareTeller } from './fares-service.ts'
import { journeysService } from './journeys-service.ts'
import { type House, houseDayOf, nextOpenDay, type HouseDay } from './open-day.ts'
import { nowService } from './now-service.ts'
import type { FeedLine, FeedStop } from './ports.ts'
import { stationFinder } from './stations-service.ts'
import { viewpointTeller } from './viewpoints-service.ts'
import type { Rails } from './track.ts'
import { sunOf } from './sun.ts'
import { asHoused } from './thing-to-do.ts'
import type { KnownTrain } from './timetable.ts'

export type RailParts = DaysParts & {
  readonly clock: Clock
  /** A house that was taken in while the hub runs; undefined where none is public under this name. */
  readonly liveHouse?: (id: string) => Promise<House | undefined>
}

export type LineDay = { readonly line: Line; readonly coverage: Coverage }

/**
 * Answers questions about lines, stations and known trains. Reads content and imported timetables; it waits only for a house
 * that no file of the content has.
 */
export function railService(told: RailParts) {
  const parts = { ...told, network: { ...told.network, places: asHoused(told.network) } }
  const { network, clock, feeds, notices, realtime } = parts
  const dayOf = daysOf(parts)
  const stations = stationFinder(network)
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

    /** The day that it is in Japan. */
    today,

    ...stations,
    ...journeysService({ network, feeds, clock, dayOf, stations }),
    ...fareTeller({ ...parts, ...stations }),
    ...viewpointTeller({ network, clock, dayOf }),
    ...dayPlansService({ network, holidays: parts.holidays, clock, dayOf, stations }),

    ...nowService({ network, clock, dayOf, stations, ...(realtime && { realtime }) }),

    /** Every line with how much of the day is known. `date` defaults to today in Japan. */
    lines(date = today()): { readonly date: string; readonly lines: readonly LineDay[] } {
      return { date, lines: network.lines.map((line) => lineDay(line, dayOf(date))) }
    },

    /** One line with its known trains of a day. */
    line(
      id: string,
      date = today(),
    ): Result<LineDay & Hindering & { date: string; trains: readonly KnownTrain[] }, Refusal> {
      const line = network.lines.find((one) => one.id === id)
      if (line === undefined) return refuse({ code: 'line_unknown', line: id })
      const day = dayOf(date)
      const own = day.trains.filter((train) => train.lines.includes(id))
      return ok({ date, ...lineDay(line, day), ...hinderingOf(day, [id]), trains: own })
    },

    /** One station with its lines and the sun of a day. */
    station(named: string, date = today()): Result<StationDay, Refusal> {
      const meant = stations.stationOf(named, 'id')
      if (!meant.ok) return meant
      const station = meant.value
      const sun = sunOf(date, station.position.lat, station.position.lng)
      return ok({ date, station, sun, lines: linesOf(station.id, dayOf(date)) })
    },

    /** What leaves a station from a time on; today from now on, another day from its start on. */
    departures(asked: {
      station: string
      date?: string | undefined
      time?: string | undefined
    }): Result<Departing, Refusal> {
      const meant = stations.stationOf(asked.station, 'station')
      if (!meant.ok) return meant
      const station = meant.value
      const date = asked.date ?? today()
      const time = asked.time ?? (date === today() ? japanTime(clock.now()) : '00:00')
      const board = boardOf(station.id, { date, time }, dayOf)
      const day = dayOf(date)
      const lines = linesOf(station.id, day)
      const ids = lines.map(({ line }) => line.id)
      return ok({ station, time, board, lines, ...hinderingOf(day, ids) })
    },

    /** Whether a place or an institution is open on a day, and the next day on which it is. */
    async houseDay(
      id: string,
      date = today(),
    ): Promise<Result<{ readonly day: HouseDay; readonly next: HouseDay | undefined }, Refusal>> {
      const written = [...network.places, ...network.institutions].find((one) => one.id === id)
      const house = written ?? (await parts.liveHouse?.(id))
      if (house === undefined) return refuse({ code: 'place_unknown', place: id })
      const day = houseDayOf(house, date, parts.holidays)
      return ok({ day, next: nextOpenDay(house, date, parts.holidays) })
    },

    /** Starting points for those who do not know yet what they want, the first one first. */
    tripKinds: (): readonly TripKind[] => network.tripKinds,

    /** Our lines as their stations lie along them. */
    rails: (): readonly Rails[] => network.lines,

    /** The stations by id, to name the stops of a train. */
    stationById: (id: string): Station | undefined => network.stations.find((station) => station.id === id),

    /** Name of a station of ours or a stop of a feed; its id where nobody names it. */
    nameOfStop: (id: string): Text =>
      network.stations.find((station) => station.id === id)?.name ??
      feeds?.stops().find((stop) => stop.id === id)?.name ?? { ja: id, en: id },

    /** Name of a place of the catalogue. */
    nameOfPlace: (id: string): Text =>
      network.places.find((place) => place.id === id)?.name ?? { ja: id, en: id },

    /** Name of a place, institution, exhibit or festival. */
    nameOfThing: (id: string): Text =>
      [...network.places, ...network.institutions, ...network.events].find((one) => one.id === id)?.name ??
      network.exhibits.find((exhibit) => exhibit.id === id)?.title ?? { ja: id, en: id },

    /** The stops of imported timetables that are no stations of ours. */
    feedStops: (): readonly FeedStop[] => feeds?.stops() ?? [],

    /** The lines of imported timetables, also those that are ours. */
    feedLines: (): readonly FeedLine[] => feeds?.lines() ?? [],

    /** Each source once, in the order of its first use. */
    sourcesOf: (ids: Iterable<string>): Source[] => {
      const imported = [feeds, notices, realtime].flatMap((one) => one?.sources() ?? [])
      return [...new Set(ids)].flatMap(
        (id) => sources.get(id) ?? imported.find((source) => source.id === id) ?? [],
      )
    },
  }
}

export type StationDay = {
  readonly date: string
  readonly station: Station
  readonly sun: { readonly riseAt: number; readonly setAt: number }
  readonly lines: readonly LineDay[]
}

/** What hinders some lines on a day. */
export type Hindering = Pick<RailDay, 'suspensions' | 'notices' | 'live'>

const hinderingOf = ({ suspensions, notices, live }: RailDay, lines: readonly string[]): Hindering => ({
  suspensions: suspensions.filter(({ line }) => lines.includes(line)),
  notices: notices.filter((notice) => notice.lines.some((line) => lines.includes(line))),
  live: live.filter(({ train }) => train.lines.some((line) => lines.includes(line))),
})

export type Departing = Hindering & {
  readonly station: Station
  readonly time: string
  readonly board: Board
  readonly lines: readonly LineDay[]
}

export type Rail = ReturnType<typeof railService>

import type { Line, Station, Text } from '../../content/index.ts'
import { addDays, japanDay, japanTime } from '../platform/clock.ts'
import type { ClosureInForce } from './closure.ts'
import type { Departure } from './departures.ts'
import type { Notice } from './ports.ts'
import type { LineDay } from './service.ts'
import type { SuspensionInForce } from './suspension.ts'
import { clockOf, type KnownStop, type KnownTime, type KnownTrain } from './timetable.ts'

/** Gives a station its name; the content build has checked that every named station exists. */
export type NameOf = (station: string) => Text

/** A time as the API tells it: of the day, and as an instant with the offset of Japan. */
export const timeOf = (date: string, { minute, time, exact, orMinute, lateMinutes }: KnownTime) => ({
  time,
  at: instantOf(date, minute),
  exact,
  ...(orMinute === undefined ? {} : { orAt: instantOf(date, orMinute) }),
  ...(lateMinutes === undefined ? {} : { lateMinutes }),
})

/** A moment of now as an instant with the offset of Japan, to the minute. */
export const toldAtOf = (at: number): string => `${japanDay(at)}T${japanTime(at)}:00+09:00`

/** A minute of a day as an instant, ISO 8601 with the offset of Japan. */
export const instantOf = (date: string, minute: number): string =>
  `${addDays(date, Math.floor(minute / 1440))}T${clockOf(minute)}:00+09:00`

/** A line with how much of its day is known. */
export const shownLine = ({ line, coverage }: LineDay) => ({
  id: line.id,
  name: line.name,
  operator: line.operator,
  ...(line.operatorUrl === undefined ? {} : { operatorUrl: line.operatorUrl }),
  kind: line.kind,
  lengthKm: line.length.km,
  stations: new Set(callsOf(line).flatMap(({ station, km }) => (km === null ? [] : [station]))).size,
  summary: { ja: line.summary.ja, en: line.summary.en },
  coverage,
  runningWords: line.trainsADay.words,
})

const callsOf = (line: Line) => line.parts.flatMap((part) => part.stops)

/** The stations of a line in order, each once, also where two parts meet. */
export function shownCalls(line: Line, nameOf: NameOf) {
  const seen = new Set<string>()
  return callsOf(line)
    .filter(({ station }) => !seen.has(station) && seen.add(station))
    .map(({ station, km, calcKm }) => ({ station, name: nameOf(station), km, calcKm }))
}

/** A train without its stops. */
export const headOf = ({ id, number, name, mode, lines, direction, standing, asOf, liveAt }: KnownTrain) => ({
  id,
  mode: mode ?? ('train' as const),
  ...(number === undefined ? {} : { number }),
  ...(name === undefined ? {} : { name }),
  lines,
  direction,
  standing,
  asOf,
  ...(liveAt === undefined ? {} : { liveAt: toldAtOf(liveAt) }),
})

const shownStop = (stop: KnownStop, date: string, nameOf: NameOf) => ({
  station: stop.station,
  name: stop.station === null ? stop.beyond! : nameOf(stop.station),
  ...(stop.arrival === undefined ? {} : { arrival: timeOf(date, stop.arrival) }),
  ...(stop.departure === undefined ? {} : { departure: timeOf(date, stop.departure) }),
  confidence: stop.confidence,
  source: stop.sources,
})

/** A train of a day with the stops that are known. */
export const shownTrain = (train: KnownTrain, date: string, nameOf: NameOf) => ({
  ...headOf(train),
  ...(train.to === undefined ? {} : { to: train.to.name }),
  stops: train.stops.map((stop) => shownStop(stop, date, nameOf)),
})

/** A departure of a day. */
export function shownDeparture(one: Departure, date: string, nameOf: NameOf) {
  const { train, departure, towards, lastWeKnow, last, confidence, sources } = one
  const goal = towards?.name ?? (towards?.station === undefined ? undefined : nameOf(towards.station))
  return {
    train: headOf(train),
    departure: timeOf(date, departure),
    ...(train.onward === undefined
      ? {}
      : {
          onward: train.onward.map(({ station, to, ...named }) => ({
            at: { id: station, name: nameOf(station) },
            ...named,
            ...(to === undefined ? {} : { towards: to }),
          })),
        }),
    ...(goal === undefined || towards === undefined ? {} : { towards: goal, towardsBasis: towards.basis }),
    lastWeKnow,
    last,
    confidence,
    source: sources,
  }
}

/** A station with its facilities. */
export const shownStation = (s: Station) => ({
  id: s.id,
  name: s.name,
  kana: s.kana,
  municipality: s.municipality,
  municipalityName: s.municipalityName,
  address: s.address,
  position: { lat: s.position.lat, lng: s.position.lng },
  status: s.status,
  summary: { ja: s.summary.ja, en: s.summary.en },
  facilities: s.facilities,
})

/** Every source of a station's facts. */
export const sourceIdsOfStation = (s: Station): string[] => [
  ...s.source,
  ...s.position.source,
  ...s.summary.source,
  ...Object.values(s.facilities).flatMap((one) => (one === 'unknown' ? [] : one.source)),
]

/** A part of a line without trains. */
export const shownSuspension = ({ sources, at, ...suspension }: SuspensionInForce) => ({
  ...suspension,
  ...(at === undefined ? {} : { at: toldAtOf(at) }),
  source: sources,
})

/** What an operator, a feed or a winter timetable says. */
export function shownNotice(notice: Notice) {
  const { suspends: _, sources, at, ...shown } = notice
  return { ...shown, ...(at === undefined ? {} : { at: toldAtOf(at) }), source: sources }
}

/** Something shut, or that needs care. */
export const shownClosure = ({ id, kind, effect, places, isStated, words, sources }: ClosureInForce) => ({
  id,
  kind,
  effect,
  places,
  isStated,
  words,
  source: sources,
})

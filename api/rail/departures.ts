import type { Text } from '../../content/index.ts'
import { addDays } from '../platform/clock.ts'
import type { KnownStop, KnownTime, KnownTrain } from './timetable.ts'

/** A known departure from a station. */
export type Departure = {
  readonly train: KnownTrain
  readonly departure: KnownTime
  /** Towards where: said by a source, or the last stop that is known (it may go further); absent: not known. */
  readonly towards?: Towards
  /** The last one that is known for the day in its direction. An unconfirmed train never counts as a last one. */
  readonly lastWeKnow: boolean
  /** The last one there is: only on lines of which every train of the day is known. */
  readonly last: boolean
  readonly confidence: number
  readonly sources: readonly string[]
}

export type Towards = {
  readonly station?: string
  readonly name?: Text
  readonly basis: 'stated' | 'last-known-stop'
}

/** What to offer at a station from a time on. */
export type Board = {
  /** The day asked for, 'YYYY-MM-DD'. */
  readonly date: string
  readonly departures: readonly Departure[]
  /** When no confirmed departure is left: the next day with one, and all of that day's. */
  readonly nextService?: { readonly date: string; readonly departures: readonly Departure[] }
}

/** How far ahead the next service day is looked for. */
const daysAhead = 31

function towardsOf(train: KnownTrain, stop: KnownStop): Towards | undefined {
  if (train.to !== undefined) return { ...train.to, basis: 'stated' }
  const last = train.stops.at(-1)
  if (last === undefined || last === stop) return undefined
  if (last.station !== null) return { station: last.station, basis: 'last-known-stop' }
  return last.beyond === undefined ? undefined : { name: last.beyond, basis: 'last-known-stop' }
}

type Leaving = Omit<Departure, 'lastWeKnow' | 'last'>

/** A train that ends at its last stop leaves it no more, and one that calls twice leaves twice. */
function leavingAt(train: KnownTrain, station: string): Leaving[] {
  return train.stops.flatMap((stop) => {
    if (stop.station !== station || stop.departure === undefined) return []
    const towards = towardsOf(train, stop)
    const { departure, confidence, sources } = stop
    return [{ train, departure, ...(towards === undefined ? {} : { towards }), confidence, sources }]
  })
}

/** Two trains lead the same way when they share a line and a direction. */
const sameWay = (a: KnownTrain, b: KnownTrain): boolean =>
  a.direction === b.direction && a.lines.some((line) => b.lines.includes(line))

const isConfirmed = ({ train }: { readonly train: KnownTrain }): boolean => train.standing === 'current'

/** What a board is made of. */
export type BoardDay = {
  readonly trains: readonly KnownTrain[]
  /** Of the day before, after midnight. */
  readonly lateTrains: readonly KnownTrain[]
  readonly coverage: readonly { readonly line: string; readonly complete: boolean }[]
}

/** All known departures of a station from midnight on, in order. */
export function departuresAt(station: string, { trains, lateTrains, coverage }: BoardDay): Departure[] {
  const isComplete = (line: string): boolean => coverage.some((one) => one.line === line && one.complete)
  const leaving = [...lateTrains, ...trains]
    .flatMap((train) => leavingAt(train, station))
    .filter(({ departure }) => departure.minute >= 0)
    .toSorted((a, b) => a.departure.minute - b.departure.minute)
  return leaving.map((one, i) => {
    const lastWeKnow =
      isConfirmed(one) &&
      !leaving.slice(i + 1).some((later) => isConfirmed(later) && sameWay(later.train, one.train))
    return { ...one, lastWeKnow, last: lastWeKnow && one.train.lines.every(isComplete) }
  })
}

/**
 * What leaves a station on a day from a time ('HH:MM') on. `dayOf` gives what is known of any day. When no
 * confirmed departure is left, the next day with one stands beside it: nobody is left with an empty board.
 */
export function boardOf(
  station: string,
  from: { readonly date: string; readonly time: string },
  dayOf: (date: string) => BoardDay,
): Board {
  const start = Number(from.time.slice(0, 2)) * 60 + Number(from.time.slice(3))
  const departures = departuresAt(station, dayOf(from.date)).filter((d) => d.departure.minute >= start)
  if (departures.some(isConfirmed)) return { date: from.date, departures }
  for (let ahead = 1; ahead <= daysAhead; ahead++) {
    const date = addDays(from.date, ahead)
    const next = departuresAt(station, dayOf(date))
    if (next.some(isConfirmed))
      return { date: from.date, departures, nextService: { date, departures: next } }
  }
  return { date: from.date, departures }
}

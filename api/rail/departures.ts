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

type Leaving = Omit<Departure, 'lastWeKnow'>

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

/** All known departures of a station among the trains of one day, in order. */
export function departuresAt(station: string, trains: readonly KnownTrain[]): Departure[] {
  const leaving = trains
    .flatMap((train) => leavingAt(train, station))
    .toSorted((a, b) =>
      a.departure.time < b.departure.time ? -1 : a.departure.time > b.departure.time ? 1 : 0,
    )
  return leaving.map((one, i) => ({
    ...one,
    lastWeKnow:
      isConfirmed(one) &&
      !leaving.slice(i + 1).some((later) => isConfirmed(later) && sameWay(later.train, one.train)),
  }))
}

/**
 * What leaves a station on a day from a time ('HH:MM') on. `trainsOf` gives the trains of any day. When no
 * confirmed departure is left, the next day with one stands beside it: nobody is left with an empty board.
 */
export function boardOf(
  station: string,
  from: { readonly date: string; readonly time: string },
  trainsOf: (date: string) => readonly KnownTrain[],
): Board {
  const departures = departuresAt(station, trainsOf(from.date)).filter((d) => d.departure.time >= from.time)
  if (departures.some(isConfirmed)) return { date: from.date, departures }
  for (let ahead = 1; ahead <= daysAhead; ahead++) {
    const date = addDays(from.date, ahead)
    const next = departuresAt(station, trainsOf(date))
    if (next.some(isConfirmed))
      return { date: from.date, departures, nextService: { date, departures: next } }
  }
  return { date: from.date, departures }
}

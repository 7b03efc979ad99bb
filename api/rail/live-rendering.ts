import type { LostJourney } from './lost-journeys.ts'
import { headOf, instantOf, type NameOf, timeOf, toldAtOf } from './rendering.ts'
import type { Run } from './run.ts'
import { optional } from './timed-stop.ts'
import type { LiveTrain } from './trip-news.ts'

const named = (id: string, nameOf: NameOf) => ({ id, name: nameOf(id) })

/** What is said live of a train. */
export function shownLive({ train, skipped, at, sources, ...said }: LiveTrain, date: string, nameOf: NameOf) {
  const first = train.stops.find(({ station, departure }) => station !== null && departure !== undefined)
  return {
    train: { ...headOf(train), ...optional({ to: train.to?.name }) },
    ...said,
    ...(first === undefined
      ? {}
      : { leaves: { station: named(first.station!, nameOf), departure: timeOf(date, first.departure!) } }),
    skipped: skipped.map((id) => named(id, nameOf)),
    at: toldAtOf(at),
    source: sources,
  }
}

const shownRun = ({ id, line, number, name, to }: Run) => ({ id, line, ...optional({ number, name, to }) })

/** A journey that live messages take away. */
export const shownLost = (
  { departureMinute, arrivalMinute, run, stop, missed, at, ...why }: LostJourney,
  date: string,
  nameOf: NameOf,
) => ({
  departure: instantOf(date, departureMinute),
  arrival: instantOf(date, arrivalMinute),
  ...why,
  train: shownRun(run),
  stop: named(stop, nameOf),
  ...(missed === undefined ? {} : { missed: shownRun(missed) }),
  at: toldAtOf(at),
})

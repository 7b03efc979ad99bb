import type { LineCoverage, RailDay } from './day.ts'
import type { Call, Moment, Run } from './run.ts'
import { type Part, partsOf } from './through.ts'
import { optional } from './timed-stop.ts'
import type { KnownTrain } from './timetable.ts'
import type { Rails } from './track.ts'

/** Earliest and latest minute of the day; one number: a source states it. */
export type OfflineMoment = number | readonly [number, number]

/**
 * A call: index of the stop, arrival, departure; null where nobody gets off or boards, or nothing says when. Last, where
 * it is not the run's own, the line of the track from here on.
 */
export type OfflineCall =
  | readonly [number, OfflineMoment | null, OfflineMoment | null]
  | readonly [number, OfflineMoment | null, OfflineMoment | null, string]

/** A train that a vehicle becomes on the way, from a call on; who rides stays on board. */
export type OfflinePart = Pick<Part, 'id' | 'line' | 'fromIndex'> & Named

/** What a train is called and where it goes, as far as it is known. */
type Named = { readonly [Name in 'number' | 'name' | 'to']?: Run[Name] | undefined }

export type OfflineRun = Pick<Run, 'id' | 'line' | 'mode' | 'standing' | 'asOf'> &
  Named & {
    readonly direction?: Run['direction'] | undefined
    readonly calls: readonly OfflineCall[]
    /** Only of a vehicle that is several trains, one after another. */
    readonly parts?: readonly OfflinePart[] | undefined
    /** Indexes of its sources. */
    readonly sources: readonly number[]
  }

/** A train known at one stop only: on boards, never ridden. */
type OfflineDeparture = Omit<OfflineRun, 'calls' | 'mode' | 'parts'> & {
  readonly at: readonly (readonly [number, OfflineMoment])[]
}

/** A line as its stations lie along it: indexes of stops with their fare distance; null: no train calls. */
export type OfflineRails = {
  readonly line: string
  readonly parts: readonly (readonly (readonly [number, number | null])[])[]
}

/** A day small enough to keep on a phone: what boards and journeys need without signal. */
export type OfflineDay = {
  readonly date: string
  readonly stops: readonly string[]
  readonly sourceIds: readonly string[]
  readonly runs: readonly OfflineRun[]
  readonly boards: readonly OfflineDeparture[]
  /** How many trains of the service day are known. */
  readonly trains: number
  readonly rails: readonly OfflineRails[]
  readonly footpaths: RailDay['footpaths']
  readonly coverage: readonly LineCoverage[]
}

/** Gives each text a number, in the order of first use. */
function numbering() {
  const numbers = new Map<string, number>()
  const numberOf = (text: string): number => {
    const known = numbers.get(text) ?? numbers.size
    numbers.set(text, known)
    return known
  }
  return { numberOf, all: () => [...numbers.keys()] }
}

const momentOf = (moment: Moment | undefined): OfflineMoment | null => {
  if (moment === undefined) return null
  const { earliestMinute, latestMinute, exact } = moment
  return exact ? earliestMinute : [earliestMinute, latestMinute]
}

const sourcesOfCall = ({ arrival, departure }: Call): readonly string[] => [
  ...(arrival?.sources ?? []),
  ...(departure?.sources ?? []),
]

const partOf = ({ id, line, number, name, to, fromIndex }: Part): OfflinePart => ({
  id,
  line,
  fromIndex,
  ...optional({ number, name, to }),
})

/** The trains that a run may be: its own name, and what stands before the day in it; so of each that it becomes. */
const trainsOf = (run: Run): string[] =>
  partsOf(run).flatMap(({ id }) => [id, ...[...id.matchAll(/@/g)].map(({ index }) => id.slice(0, index))])

/** Packs a day with the rails of our lines: stops and sources become numbers, times become minutes. */
export function offlineDay(day: RailDay, lines: readonly Rails[]): OfflineDay {
  const { date, runs, datedRuns, trains, lateTrains, footpaths, coverage } = day
  const stops = numbering()
  const sources = numbering()
  const numbersOf = (ids: Iterable<string>): number[] => [...new Set(ids)].map(sources.numberOf)
  const callOf = ({ stop, arrival, departure, line }: Call): OfflineCall => {
    const at = [stops.numberOf(stop), momentOf(arrival), momentOf(departure)] as const
    return line === undefined ? at : [...at, line]
  }
  const packed = ({ calls, parts, ...run }: Run): OfflineRun => ({
    id: run.id,
    line: run.line,
    mode: run.mode,
    ...optional({ number: run.number, name: run.name, direction: run.direction, to: run.to }),
    standing: run.standing,
    asOf: run.asOf,
    calls: calls.map(callOf),
    ...(parts === undefined ? {} : { parts: parts.map(partOf) }),
    sources: numbersOf(calls.flatMap(sourcesOfCall)),
  })
  const ridden = [...runs, ...datedRuns]
  const trainsRidden = new Set(ridden.flatMap(trainsOf))
  const board = (train: KnownTrain): OfflineDeparture[] => {
    const leaving = train.stops.flatMap((stop) =>
      stop.station === null || stop.departure === undefined
        ? []
        : [{ stop: stop.station, ...stop.departure }],
    )
    if (leaving.length === 0 || trainsRidden.has(train.id)) return []
    return [
      {
        id: train.id,
        line: train.lines[0]!,
        ...optional({ number: train.number, name: train.name, to: train.to?.name }),
        direction: train.direction,
        standing: train.standing,
        asOf: train.asOf,
        at: leaving.map(({ stop, minute, exact, orMinute }) => [
          stops.numberOf(stop),
          exact ? minute : [minute, orMinute ?? minute],
        ]),
        sources: numbersOf(train.stops.flatMap((stop) => stop.sources)),
      },
    ]
  }
  return {
    date,
    runs: ridden.map(packed),
    boards: [...lateTrains, ...trains].flatMap(board),
    trains: trains.length,
    rails: lines.map(({ id, parts }) => ({
      line: id,
      parts: parts.map((part) => part.stops.map(({ station, km }) => [stops.numberOf(station), km] as const)),
    })),
    stops: stops.all(),
    sourceIds: sources.all(),
    footpaths,
    coverage,
  }
}

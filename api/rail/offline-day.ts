import type { LineCoverage, RailDay } from './day.ts'
import type { Call, Moment, Run } from './run.ts'
import { optional } from './timed-stop.ts'
import type { KnownTrain } from './timetable.ts'

/** Earliest and latest minute of the day; one number: a source states it. */
type OfflineMoment = number | readonly [number, number]

/** A call: index of the stop, arrival, departure; null where nobody gets off or boards, or nothing says when. */
type OfflineCall = readonly [number, OfflineMoment | null, OfflineMoment | null]

type OfflineRun = Pick<Run, 'id' | 'line' | 'mode' | 'number' | 'name' | 'direction' | 'to' | 'standing'> & {
  /** As of when it is known: told with a dated train. */
  readonly asOf?: Run['asOf']
  readonly calls: readonly OfflineCall[]
  /** Indexes of its sources. */
  readonly sources: readonly number[]
}

/** A train known at one stop only: on boards, never ridden. */
type OfflineDeparture = Omit<OfflineRun, 'calls' | 'mode'> & {
  readonly at: readonly (readonly [number, OfflineMoment])[]
}

/** A day small enough to keep on a phone: what boards, journeys and plans need without signal. */
type OfflineDay = {
  readonly stops: readonly string[]
  readonly sourceIds: readonly string[]
  readonly runs: readonly OfflineRun[]
  readonly boards: readonly OfflineDeparture[]
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

/** Packs a day: stops and sources become numbers, times become minutes. */
export function offlineDay({
  runs,
  datedRuns,
  trains,
  lateTrains,
  footpaths,
  coverage,
}: RailDay): OfflineDay {
  const stops = numbering()
  const sources = numbering()
  const numbersOf = (ids: Iterable<string>): number[] => [...new Set(ids)].map(sources.numberOf)
  const packed = ({ calls, standing, asOf, ...run }: Run): OfflineRun => ({
    id: run.id,
    line: run.line,
    mode: run.mode,
    ...optional({ number: run.number, name: run.name, direction: run.direction, to: run.to }),
    standing,
    ...(standing === 'dated' ? { asOf } : {}),
    calls: calls.map((call) => [stops.numberOf(call.stop), momentOf(call.arrival), momentOf(call.departure)]),
    sources: numbersOf(calls.flatMap(sourcesOfCall)),
  })
  const ridden = [...runs, ...datedRuns]
  const isRun = ({ id }: KnownTrain): boolean =>
    ridden.some((run) => run.id === id || run.id.startsWith(`${id}@`))
  const board = (train: KnownTrain): OfflineDeparture[] => {
    const leaving = train.stops.flatMap((stop) =>
      stop.station === null || stop.departure === undefined
        ? []
        : [{ stop: stop.station, ...stop.departure }],
    )
    if (leaving.length === 0 || isRun(train)) return []
    return [
      {
        id: train.id,
        line: train.lines[0]!,
        ...optional({ number: train.number, name: train.name, to: train.to?.name }),
        direction: train.direction,
        standing: train.standing,
        ...(train.standing === 'dated' ? { asOf: train.asOf } : {}),
        at: leaving.map(({ stop, minute, exact, orMinute }) => [
          stops.numberOf(stop),
          exact ? minute : [minute, orMinute ?? minute],
        ]),
        sources: numbersOf(train.stops.flatMap((stop) => stop.sources)),
      },
    ]
  }
  const shown = { runs: ridden.map(packed), boards: [...lateTrains, ...trains].flatMap(board) }
  return { ...shown, stops: stops.all(), sourceIds: sources.all(), footpaths, coverage }
}

import type { SearchedDay } from './day-journeys.ts'
import type { OfflineCall, OfflineDay, OfflineMoment, OfflinePart, OfflineRun } from './offline-day.ts'
import type { Call, Moment, Run } from './run.ts'
import type { TakenOff } from './suspension.ts'
import type { Part } from './through.ts'
import { optional } from './timed-stop.ts'
import type { Rails } from './track.ts'

/** A packed day with what hinders its trains. */
export type KeptDay = Omit<OfflineDay, 'boards' | 'coverage'> & {
  readonly coverage: SearchedDay['coverage']
  readonly suspensions: readonly TakenOff[]
}

/** Unpacks a day for the same search as at the hub: only what is ridden, in the minutes in which it was packed. */
export function searchedDay(kept: KeptDay): SearchedDay {
  const { date, runs, trains, footpaths, coverage, suspensions } = kept
  return {
    date,
    // One of an older timetable is never ridden.
    runs: runs.filter(({ standing }) => standing === 'current').map((run) => runOf(run, kept)),
    trains: { length: trains },
    footpaths,
    coverage,
    suspensions,
  }
}

/** The lines as their stations lie along them. */
export const railsOf = ({ rails, stops }: Pick<OfflineDay, 'rails' | 'stops'>): Rails[] =>
  rails.map(({ line, parts }) => ({
    id: line,
    parts: parts.map((part) => ({ stops: part.map(([stop, km]) => ({ station: stops[stop]!, km })) })),
  }))

function runOf(run: OfflineRun, { date, stops, sourceIds }: KeptDay): Run {
  const { id, line, mode, standing, asOf, number, name, direction, to, calls, parts, sources } = run
  const ids = sources.map((source) => sourceIds[source]!)
  return {
    id,
    line,
    mode,
    standing,
    asOf,
    day: date,
    ...optional({ number, name, direction, to }),
    calls: calls.map((call) => callOf(call, stops, ids)),
    ...(parts === undefined ? {} : { parts: parts.map((part) => partOf(part, asOf)) }),
  }
}

const partOf = ({ id, line, fromIndex, number, name, to }: OfflinePart, asOf: Run['asOf']): Part => ({
  id,
  line,
  fromIndex,
  asOf,
  ...optional({ number, name, to }),
})

/** A call has the sources of its whole run: which of them states which minute is not packed. */
const callOf = (
  [stop, arrival, departure, line]: OfflineCall,
  stops: readonly string[],
  sources: readonly string[],
): Call => ({
  stop: stops[stop]!,
  ...optional({ arrival: momentOf(arrival, sources), departure: momentOf(departure, sources), line }),
})

function momentOf(packed: OfflineMoment | null, sources: readonly string[]): Moment | undefined {
  if (packed === null) return undefined
  const [earliestMinute, latestMinute] = typeof packed === 'number' ? [packed, packed] : packed
  // How far a source can be trusted is not packed: the search does not ask for it, and no page without signal tells it.
  return { earliestMinute, latestMinute, exact: typeof packed === 'number', confidence: 0, sources }
}

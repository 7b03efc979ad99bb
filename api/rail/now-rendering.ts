import type { Passing, Pause } from './between-trains.ts'
import type { NextAt } from './line-board.ts'
import type { LineNow } from './now-service.ts'
import { instantOf, type NameOf, shownDeparture, toldAtOf } from './rendering.ts'
import type { Run } from './run.ts'
import { partAt, runOfPart } from './through.ts'
import { optional } from './timed-stop.ts'
import type { Whereabouts } from './whereabouts.ts'

const shownRun = ({ id, line, mode, number, name, direction, to }: Run) => ({
  id,
  line,
  mode,
  ...optional({ number, name, direction, to }),
})

const sourcesOfRun = ({ calls }: Run): string[] => [
  ...new Set(
    calls.flatMap(({ arrival, departure }) => [arrival, departure].flatMap((at) => at?.sources ?? [])),
  ),
]

const named = (id: string, nameOf: NameOf) => ({ id, name: nameOf(id) })

/** How late a live message says that a train is at the stop ahead, and when it said so. */
function liveOf({ run, ahead }: Whereabouts) {
  if (run.liveAt === undefined) return {}
  const call = run.calls.findLast(({ stop }) => stop === ahead)
  const { lateMinutes = 0 } = call?.arrival ?? call?.departure ?? {}
  return { live: { lateMinutes, at: toldAtOf(run.liveAt) } }
}

/** As which of its trains a vehicle is on the way. */
function trainAt(run: Run, behind: string, ahead: string): Run {
  const at = run.calls.findIndex(
    ({ stop }, i) => stop === behind && run.calls.slice(i).some((call) => call.stop === ahead),
  )
  return runOfPart(run, partAt(run, at, 'departure'))
}

const shownWhereabouts = (whereabouts: Whereabouts, nameOf: NameOf) => {
  const { run, behind, ahead, seen } = whereabouts
  return {
    run: shownRun(trainAt(run, behind, ahead)),
    ...liveOf(whereabouts),
    behind: named(behind, nameOf),
    ahead: named(ahead, nameOf),
    ...(seen === undefined ? {} : { seen: { at: toldAtOf(seen.at) } }),
    source: [...sourcesOfRun(run), ...(seen === undefined ? [] : [seen.source])],
  }
}

const shownNext = ({ station, next, nextService }: NextAt, date: string, nameOf: NameOf) => ({
  station: named(station, nameOf),
  next: next.map((one) => shownDeparture(one, date, nameOf)),
  ...(nextService === undefined
    ? {}
    : {
        nextService: {
          date: nextService.date,
          next: nextService.next.map((one) => shownDeparture(one, nextService.date, nameOf)),
        },
      }),
})

/** A line at a minute. */
export const shownLineNow = ({ line, date, time, trains, stations }: LineNow, nameOf: NameOf) => ({
  line: { id: line.id, name: line.name },
  date,
  time,
  basis: 'timetable' as const,
  trains: trains.map((one) => shownWhereabouts(one, nameOf)),
  stations: stations.map((one) => shownNext(one, date, nameOf)),
})

/** Every source of a line at a minute. */
export const sourceIdsOfNow = ({ trains, stations }: LineNow): string[] => [
  ...trains.flatMap(({ run, seen }) => [...sourcesOfRun(run), ...(seen ? [seen.source] : [])]),
  ...stations.flatMap(({ next, nextService }) =>
    [...next, ...(nextService?.next ?? [])].flatMap(({ sources }) => sources),
  ),
]

const shownPassing = ({ run, moment }: Passing, minute: number, date: string) => ({
  run: shownRun(run),
  at: instantOf(date, minute),
  exact: moment.exact,
  source: moment.sources,
})

/** A pause between trains with what fits into it. */
export const shownPause = ({ arrival, startMinute, departure, minutes, visits }: Pause, date: string) => ({
  ...(arrival === undefined ? {} : { arrival: shownPassing(arrival, startMinute, date) }),
  departure: shownPassing(departure, departure.moment.earliestMinute, date),
  minutes,
  visits: visits.map(({ place, walkMinutes, minutesThere }) => ({
    place: { id: place.id, name: place.name },
    category: place.category,
    walkMinutes,
    walkBasis: place.walk!.basis,
    minutesThere,
    source: place.walk!.source,
  })),
})

/** Every source of a pause. */
export const sourceIdsOfPause = ({ arrival, departure, visits }: Pause): string[] => [
  ...(arrival?.moment.sources ?? []),
  ...departure.moment.sources,
  ...visits.flatMap(({ place }) => place.walk!.source),
]

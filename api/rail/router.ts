import { dayRange } from './day-range.ts'
import { earliestArrival } from './earliest-arrival.ts'
import { type Approach, farthestMinutes, walkMinutesBetween } from './end-points.ts'
import type { Journey, Walk } from './journey.ts'
import { lastChances } from './latest-departure.ts'
import { type Between, journeyOf, type MayLead } from './legs.ts'
import { type Ends, endsOf, type Foot, type Path } from './path.ts'
import { impossible, indexOf, type Ridden, type TimetableIndex } from './timetable-index.ts'

/** What is searched, and what cannot be known. */
export type Question = { readonly day: Ridden; readonly between: Between; readonly mayLead: MayLead }

/**
 * Every journey of a day that sets out at a minute or later and that no other beats by departure, arrival, changes and
 * walking; in the order of arrival. Where one can walk all the way, that stands among them and sets out at once.
 */
export function journeysFrom(question: Question, fromMinute: number): Journey[] {
  const search = searchOn(question)
  const paths = search.worthRiding(dayRange(search.index, search.ends, fromMinute))
  return [...search.onFoot(fromMinute), ...search.journeys(paths)].toSorted(
    (a, b) => a.arrivalMinute - b.arrivalMinute || b.departureMinute - a.departureMinute,
  )
}

/** Of those of the whole day, the ones that are there by a minute; the one that sets out last comes first. */
export function journeysBy(question: Question, byMinute: number): Journey[] {
  const search = searchOn(question)
  const paths = search
    .worthRiding(dayRange(search.index, search.ends, -impossible))
    .filter(({ arrivalMinute }) => arrivalMinute <= byMinute)
  return [...search.onFoot(byMinute - search.footMinutes), ...search.journeys(paths)].toSorted(
    (a, b) => b.departureMinute - a.departureMinute || a.arrivalMinute - b.arrivalMinute,
  )
}

/** When the first journey of a day from a minute on is there, and when it sets out; undefined where there is none. */
export function firstService(
  { day, between }: Pick<Question, 'day' | 'between'>,
  fromMinute: number,
): Pick<Journey, 'departureMinute' | 'arrivalMinute'> | undefined {
  const { index, ends } = preparedFor(day, between)
  const first = earliestArrival(index, ends, fromMinute)
  if (first === undefined) return undefined
  const { arrivalMinute } = first
  const leaving = dayRange(index, ends, fromMinute).filter((path) => path.arrivalMinute === arrivalMinute)
  return {
    arrivalMinute,
    departureMinute: Math.max(...leaving.map(({ departureMinute }) => departureMinute)),
  }
}

function preparedFor(day: Ridden, between: Between) {
  const index = indexOf(day)
  const ends = endsOf(index, {
    starts: feetOf(between.from.approaches, index),
    goals: feetOf(between.to.approaches, index),
  })
  return { index, ends }
}

const feetOf = (approaches: readonly Approach[], { stopOf }: TimetableIndex): Foot[] =>
  approaches.flatMap(({ stop, walkMinutes }) => {
    const number = stopOf.get(stop)
    return number === undefined ? [] : [{ stop: number, minutes: walkMinutes }]
  })

function searchOn({ day, between, mayLead }: Question) {
  const { index, ends } = preparedFor(day, between)
  const alone = walkAlone(between, ends)
  return {
    index,
    ends,
    footMinutes: alone?.walkMinutes ?? impossible,
    /** A ride of somebody who could walk in the same time, and walks as much anyhow, is none. */
    worthRiding: (paths: readonly Path[]): Path[] =>
      paths.filter(
        ({ departureMinute, arrivalMinute, walkMinutes }) =>
          alone === undefined ||
          walkMinutes < alone.walkMinutes ||
          arrivalMinute - departureMinute < alone.walkMinutes,
      ),
    journeys: (paths: readonly Path[]): Journey[] => {
      const chances = paths.length === 0 ? new Int32Array() : lastChances(index, ends.egress)
      return paths.map((path) => journeyOf(path, { index, ends, between, chances, mayLead }))
    },
    onFoot: (departureMinute: number): Journey[] => {
      if (alone === undefined) return []
      const arrivalMinute = departureMinute + alone.walkMinutes
      const leg: Walk = { kind: 'walk', ...alone, departureMinute, arrivalMinute }
      return [{ departureMinute, arrivalMinute, changes: 0, walkMinutes: alone.walkMinutes, legs: [leg] }]
    },
  }
}

type WalkAlone = Pick<Walk, 'from' | 'to' | 'walkMinutes' | 'isEstimated' | 'sources'>

/** The shortest way on foot alone, over a stop that is near to both ends; undefined where there is none. */
function walkAlone({ from, to }: Between, { access, egress }: Ends): WalkAlone | undefined {
  const ends = { from: from.point, to: to.point }
  if ('lat' in from.point && 'lat' in to.point) {
    const walkMinutes = walkMinutesBetween(from.point, to.point)
    return walkMinutes > farthestMinutes
      ? undefined
      : { ...ends, walkMinutes, isEstimated: true, sources: ['project'] }
  }
  const both = from.approaches.flatMap((here) =>
    to.approaches.filter(({ stop }) => stop === here.stop).map((there) => [here, there] as const),
  )
  const ways = both.map(([here, there]) => ({
    ...ends,
    walkMinutes: here.walkMinutes + there.walkMinutes,
    isEstimated: here.isEstimated || there.isEstimated,
    sources: [...new Set([...here.sources, ...there.sources])],
  }))
  const paths = access.reduce((least, minutes, stop) => Math.min(least, minutes + egress[stop]!), impossible)
  if (paths < impossible && ways.every(({ walkMinutes }) => walkMinutes > paths))
    ways.push({ ...ends, walkMinutes: paths, isEstimated: false, sources: [] })
  return ways
    .filter(({ walkMinutes }) => walkMinutes > 0)
    .toSorted((a, b) => a.walkMinutes - b.walkMinutes)[0]
}

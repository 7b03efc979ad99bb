import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayRange } from '../../api/rail/day-range.ts'
import { earliestArrival } from '../../api/rail/earliest-arrival.ts'
import { latestDeparture } from '../../api/rail/latest-departure.ts'
import type { EndPoint } from '../../api/rail/end-points.ts'
import { mightLead } from '../../api/rail/possible-way.ts'
import { journeysFrom } from '../../api/rail/router.ts'
import { endsOf, type Foot, type Path } from '../../api/rail/path.ts'
import { indexed, type TimetableIndex } from '../../api/rail/timetable-index.ts'
import { allJourneys, bestOf, type Counted, type Drawn } from './brute-force.ts'
import { run } from './drawn-service.ts'
import { becomesBetween, throughRuns } from '../../api/rail/through.ts'
import { drawnEnd, drawnNetwork, drawnThrough } from './drawn-network.ts'

type End = readonly { readonly stop: string; readonly minutes: number }[]

const feet = (end: End, { stopOf }: TimetableIndex): Foot[] =>
  end.flatMap(({ stop, minutes }) => (stopOf.has(stop) ? [{ stop: stopOf.get(stop)!, minutes }] : []))

const byStop = (end: End): Map<string, number> => new Map(end.map(({ stop, minutes }) => [stop, minutes]))

/** What a change takes: a footpath from a stop to itself says it, else 3 minutes, or 5 where two lines call. */
function drawn({ runs, footpaths }: Pick<Drawn, 'runs' | 'footpaths'>): Drawn {
  return {
    runs,
    footpaths,
    changeMinutes: (stop) => {
      const said = footpaths.find(({ from, to }) => from === stop && to === stop)
      const lines = new Set(
        runs.flatMap(({ line, calls }) => (calls.some((c) => c.stop === stop) ? [line] : [])),
      )
      return Math.max(1, said?.walkMinutes ?? (lines.size > 1 ? 5 : 3))
    },
  }
}

const counted = (path: Path): Counted => ({
  departure: path.departureMinute,
  arrival: path.arrivalMinute,
  changes: path.changes,
  walk: path.walkMinutes,
})

/** A network, two ends, what the router prepares of them, and all journeys there are. */
const question = fc
  .record({ network: drawnNetwork, from: drawnEnd, to: drawnEnd, minute: fc.integer({ min: -30, max: 110 }) })
  .map(({ network, from, to, minute }) => {
    const known = drawn(network)
    const index = indexed(network)
    const ends = endsOf(index, { starts: feet(from, index), goals: feet(to, index) })
    const all = allJourneys(known, { starts: byStop(from), goals: byStop(to) })
    return { index, ends, all, minute, known, from, to }
  })

/** The same over vehicles that are one train after another. */
const throughQuestion = fc
  .record({
    network: drawnThrough,
    from: drawnEnd,
    to: drawnEnd,
    minute: fc.integer({ min: -30, max: 110 }),
  })
  .map(({ network, from, to, minute }) => {
    const index = indexed({ ...network, runs: throughRuns(network.runs) })
    const ends = endsOf(index, {
      starts: feet(from, index),
      goals: feet(to, index),
    })
    const all = allJourneys(drawn(network), {
      starts: byStop(from),
      goals: byStop(to),
    })
    return { index, ends, all, minute }
  })

/** Whether a path can be ridden as it says: every ride exists, in time, and its sums are right. */
function isRideable(index: TimetableIndex, { rides, departureMinute, arrivalMinute }: Path): boolean {
  const told = rides.map(({ run, fromIndex, toIndex }) => {
    const { calls } = index.runs[run]!
    return { on: calls[fromIndex]!.departure!.earliestMinute, off: calls[toIndex]!.arrival!.latestMinute }
  })
  return (
    departureMinute <= told[0]!.on &&
    arrivalMinute >= told.at(-1)!.off &&
    told.every(({ on, off }, i) => on <= off && (i === 0 || told[i - 1]!.off < on))
  )
}

const networks = { numRuns: 4_000 }

describe('on thousands of small networks', () => {
  test('the earliest arrival is that of all journeys tried one by one', () => {
    fc.assert(
      fc.property(question, ({ index, ends, all, minute }) => {
        const left = all.filter(({ departure }) => departure >= minute)
        const path = earliestArrival(index, ends, minute)
        expect(path?.arrivalMinute ?? Infinity).toBe(Math.min(...left.map(({ arrival }) => arrival)))
        if (path === undefined) return
        expect(isRideable(index, path)).toBe(true)
        expect(all).toContainEqual(counted(path))
      }),
      networks,
    )
  })

  test('the latest departure is that of all journeys tried one by one', () => {
    fc.assert(
      fc.property(question, ({ index, ends, all, minute }) => {
        const left = all.filter(({ arrival }) => arrival <= minute)
        const path = latestDeparture(index, ends, minute)
        expect(path?.departureMinute ?? -Infinity).toBe(Math.max(...left.map(({ departure }) => departure)))
        if (path === undefined) return
        expect(isRideable(index, path)).toBe(true)
        expect(all).toContainEqual(counted(path))
      }),
      networks,
    )
  })

  test('the range of the day is every journey that none beats, and nothing else', () => {
    fc.assert(
      fc.property(question, ({ index, ends, all, minute }) => {
        const paths = dayRange(index, ends, minute)
        expect(bestOf(paths.map(counted))).toEqual(bestOf(all.filter(({ departure }) => departure >= minute)))
        expect(paths).toHaveLength(bestOf(paths.map(counted)).length)
        expect(paths.every((path) => isRideable(index, path))).toBe(true)
      }),
      networks,
    )
  })

  test('who stays on board where a train becomes another changes nothing, as in all journeys tried one by one', () => {
    let stayed = 0
    fc.assert(
      fc.property(throughQuestion, ({ index, ends, all, minute }) => {
        const left = all.filter(({ departure }) => departure >= minute)
        const paths = dayRange(index, ends, minute)
        expect(bestOf(paths.map(counted))).toEqual(bestOf(left))
        const first = earliestArrival(index, ends, minute)
        expect(first?.arrivalMinute ?? Infinity).toBe(Math.min(...left.map(({ arrival }) => arrival)))
        const last = latestDeparture(index, ends, minute)
        const inTime = all.filter(({ arrival }) => arrival <= minute)
        expect(last?.departureMinute ?? -Infinity).toBe(Math.max(...inTime.map(({ departure }) => departure)))
        for (const { rides } of paths)
          for (const { run, fromIndex, toIndex } of rides)
            stayed += becomesBetween(index.runs[run]!, fromIndex, toIndex).length
      }),
      networks,
    )
    expect(stayed).toBeGreaterThan(20)
  })

  test('a ride is the last one when no journey sets out from its stop after it', () => {
    const end = (all: End, place: string): EndPoint => ({
      point: { place },
      approaches: all.map(({ stop, minutes }) => ({
        stop,
        walkMinutes: minutes,
        isEstimated: false,
        sources: [],
      })),
    })
    fc.assert(
      fc.property(question, ({ known, from, to, minute }) => {
        const goals = byStop(to)
        const mayLead = (stop: string, minute: number): boolean =>
          mightLead(known, { stops: [], at: new Map() }, { stop, minute, goals: new Set(goals.keys()) })
        const between = { from: end(from, 'start'), to: end(to, 'goal') }
        for (const ride of journeysFrom({ day: known, between, mayLead }, minute).flatMap(
          ({ legs }) => legs,
        )) {
          if (ride.kind === 'walk') continue
          const missed = ride.departure.earliestMinute
          const later = allJourneys(known, { starts: new Map([[ride.from, 0]]), goals }).some(
            ({ departure }) => departure > missed,
          )
          const isNear = isOnFoot(known, ride.from, goals)
          expect(ride.last).toBe(later || isNear ? undefined : 'last')
        }
      }),
      networks,
    )
  })
})

test('who walks to a later stop and sets out earlier does not beat who sets out later', () => {
  const index = indexed({
    runs: [run('a', [['x', 600], ['g', 610]]), run('b', [['y', 598], ['h', 605]])], // prettier-ignore
    footpaths: [],
  })
  const start = [{ stop: 'x', minutes: 6 }, { stop: 'y', minutes: 0 }] // prettier-ignore
  const goal = [{ stop: 'g', minutes: 0 }, { stop: 'h', minutes: 6 }] // prettier-ignore
  const ends = endsOf(index, { starts: feet(start, index), goals: feet(goal, index) })
  expect(dayRange(index, ends, 0).map(counted)).toEqual([
    { departure: 594, arrival: 610, changes: 0, walk: 6 },
    { departure: 598, arrival: 611, changes: 0, walk: 6 },
  ])
})

test('who walked to a stop is not kept from boarding by a train that arrives there later', () => {
  const index = indexed({
    runs: [
      run('a', [['s', 600], ['x', 610]]),
      run('slow', [['s', 601], ['y', 613]]),
      run('on', [['y', 615], ['g', 630]]),
    ], // prettier-ignore
    footpaths: [{ from: 'x', to: 'y', walkMinutes: 5 }],
  })
  const ends = endsOf(index, {
    starts: feet([{ stop: 's', minutes: 0 }], index),
    goals: feet([{ stop: 'g', minutes: 0 }], index),
  })
  expect(earliestArrival(index, ends, 590)?.arrivalMinute).toBe(630)
})

/** Whether one can walk from a stop to a goal, over any footpaths. */
function isOnFoot({ footpaths }: Drawn, start: string, goals: ReadonlyMap<string, number>): boolean {
  const seen = new Set([start])
  for (const at of seen) for (const { from, to } of footpaths) if (from === at) seen.add(to)
  return [...goals.keys()].some((goal) => seen.has(goal))
}

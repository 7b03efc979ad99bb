import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayRange } from '../../api/rail/day-range.ts'
import { earliestArrival } from '../../api/rail/earliest-arrival.ts'
import { latestDeparture } from '../../api/rail/latest-departure.ts'
import { endsOf, type Foot, type Path } from '../../api/rail/path.ts'
import { indexed, type TimetableIndex } from '../../api/rail/timetable-index.ts'
import { allJourneys, bestOf, type Counted, type Drawn } from './brute-force.ts'
import { drawnEnd, drawnNetwork } from './drawn-network.ts'

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
    const index = indexed(network)
    const ends = endsOf(index, { starts: feet(from, index), goals: feet(to, index) })
    const all = allJourneys(drawn(network), { starts: byStop(from), goals: byStop(to) })
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

const networks = { numRuns: 2_000 }

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
})

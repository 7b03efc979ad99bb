import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { callsOf } from '../../api/rail/estimate.ts'
import { observationsOf, pacesOf } from '../../api/rail/pace.ts'
import type { Call, Moment } from '../../api/rail/run.ts'
import { timedEvents, timedStops, type TimedStop } from '../../api/rail/timed-stop.ts'
import { tracksOf } from '../../api/rail/track.ts'
import { at, network, train } from './small-network.ts'

/** A drawn line of stations s0, s1, … at these distances. */
const line = (km: readonly number[]) => {
  const { lines } = network([])
  const stops = km.map((one, i) => ({ ...lines[0]!.parts[0]!.stops[0]!, station: `s${i}`, km: one }))
  return { ...lines[0]!, id: 'valley', parts: [{ ...lines[0]!.parts[0]!, stops }] }
}

/** The calls of each train, with the pace that all of them show. */
function estimated(km: readonly number[], trains: readonly (readonly TimedStop[])[]): Call[][] {
  const tracks = tracksOf([line(km)])
  const lines = ['valley']
  const paces = pacesOf(
    observationsOf(
      trains.map((stops) => ({ lines, stops })),
      tracks,
    ),
  )
  return trains.map((stops) => callsOf(stops, { tracks, paces, lines, everyStation: true }))
}

const told = (calls: readonly Call[]): string[] =>
  calls.map(({ stop, arrival, departure }) => `${stop} ${window(arrival)} ${window(departure)}`)
const window = (moment: Moment | undefined): string =>
  moment === undefined
    ? '-'
    : moment.exact
      ? `${moment.earliestMinute}`
      : `${moment.earliestMinute}~${moment.latestMinute}`

const stops = (...events: Parameters<typeof at>[]): TimedStop[] =>
  timedStops(
    timedEvents(
      train(
        't',
        events.map(([station, times]) => at(station, times)),
      ).events,
    ),
  )

describe('an estimate', () => {
  const slow = stops(['s0', { dep: '10:00' }], ['s3', { arr: '11:00' }])
  const fast = stops(['s3', { dep: '12:00' }], ['s0', { arr: '12:30' }])

  test('has the fastest pace of either direction as its first bound and lets nobody wait on the way unseen', () => {
    expect(told(estimated([0, 1, 2, 3], [slow, fast])[0]!)).toEqual([
      's0 - 600',
      's1 610~640 610~640',
      's2 620~650 620~650',
      's3 660 -',
    ])
  })

  test('never reads a departure as an arrival: the wait before it is unknown', () => {
    const waits = stops(['s0', { dep: '10:00' }], ['s2', { dep: '11:00' }], ['s3', { arr: '11:10' }])
    expect(told(estimated([0, 1, 2, 3], [waits, fast])[0]!)).toEqual([
      's0 - 600',
      's1 610~650 610~650',
      's2 620~660 660',
      's3 670 -',
    ])
  })

  test('never reads an arrival as a departure', () => {
    const waits = stops(['s0', { dep: '10:00' }], ['s1', { arr: '10:10' }], ['s3', { arr: '11:00' }])
    expect(told(estimated([0, 1, 2, 3], [waits, fast])[0]!)).toEqual([
      's0 - 600',
      's1 610 610~640',
      's2 620~650 620~650',
      's3 660 -',
    ])
  })

  test('goes on after midnight', () => {
    const late = stops(['s0', { dep: '23:50' }], ['s3', { arr: '00:50' }])
    expect(told(estimated([0, 1, 2, 3], [late, fast])[0]!)[1]).toBe('s1 1440~1470 1440~1470')
  })

  test('is not drawn from one train alone: a straight line would say that it waits nowhere', () => {
    expect(told(estimated([0, 1, 2, 3], [slow])[0]!)).toEqual(['s0 - 600', 's3 660 -'])
  })

  test('takes the pace of the line where only the train itself was timed', () => {
    const elsewhere = stops(['s3', { dep: '12:00' }], ['s4', { arr: '12:05' }])
    expect(told(estimated([0, 1, 2, 3, 4], [slow, elsewhere])[0]!)[1]).toBe('s1 605~650 605~650')
  })

  test('stands on both sources, has the weaker confidence and says that we reckoned it', () => {
    const weak = stops(
      ['s0', { dep: '10:00', confidence: 0.9, source: ['press'] }],
      ['s3', { arr: '11:00', confidence: 0.7, source: ['ride'] }],
    )
    expect(estimated([0, 1, 2, 3], [weak, fast])[0]![1]!.arrival).toMatchObject({
      exact: false,
      confidence: 0.7,
      sources: ['press', 'ride', 'project'],
    })
  })
})

describe('of any sparsely known trains', () => {
  const gaps = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 2, maxLength: 12 })
  /** Kilometres of the stations, and trains that are known at some of them. */
  const world = gaps.chain((tenths) => {
    const km = tenths.reduce((all, one) => [...all, all.at(-1)! + one / 10], [0])
    const one = fc
      .tuple(
        fc.subarray([...km.keys()], { minLength: 2 }),
        fc.boolean(),
        fc.integer({ min: 0, max: 1400 }),
        fc.array(
          fc.record({
            ride: fc.integer({ min: 0, max: 90 }),
            wait: fc.integer({ min: 0, max: 40 }),
            known: fc.constantFrom('arrival', 'departure', 'both'),
          }),
          { minLength: 13, maxLength: 13 },
        ),
      )
      .map(([at, isUp, start, steps]) => known(isUp ? at.toReversed() : at, start, steps))
    return fc.tuple(fc.constant(km), fc.array(one, { minLength: 2, maxLength: 6 }))
  })

  type Step = { readonly ride: number; readonly wait: number; readonly known: string }
  function known(stations: readonly number[], start: number, steps: readonly Step[]): TimedStop[] {
    let now = start
    return stations.map((station, i) => {
      const step = steps[i]!
      const arrival = { minute: (now += step.ride), exact: true }
      const departure = { minute: (now += step.wait), exact: true }
      return {
        station: `s${station}`,
        ...(step.known === 'departure' ? {} : { arrival }),
        ...(step.known === 'arrival' ? {} : { departure }),
        confidence: 1,
        sources: ['drawn'],
      }
    })
  }

  const moments = (calls: readonly Call[]): Moment[] =>
    calls.flatMap(({ arrival, departure }) => [arrival, departure].flatMap((one) => one ?? []))

  test('both bounds only grow along a run, the first never above the second', () => {
    fc.assert(
      fc.property(world, ([km, trains]) => {
        for (const calls of estimated(km, trains)) {
          const all = moments(calls)
          for (const [i, one] of all.entries()) {
            expect(one.earliestMinute).toBeLessThanOrEqual(one.latestMinute)
            if (i === 0) continue
            expect(one.earliestMinute).toBeGreaterThanOrEqual(all[i - 1]!.earliestMinute)
            expect(one.latestMinute).toBeGreaterThanOrEqual(all[i - 1]!.latestMinute)
          }
        }
      }),
    )
  })

  test('no estimate lies outside the stated times around it, and no stated time moves', () => {
    fc.assert(
      fc.property(world, ([km, trains]) => {
        for (const [i, calls] of estimated(km, trains).entries()) {
          const all = moments(calls)
          for (const [at, one] of all.entries()) {
            const before = all.slice(0, at).findLast(({ exact }) => exact)
            const after = all.slice(at).find(({ exact }) => exact)
            if (before) expect(one.earliestMinute).toBeGreaterThanOrEqual(before.latestMinute)
            if (after) expect(one.latestMinute).toBeLessThanOrEqual(after.earliestMinute)
          }
          const stated = trains[i]!.flatMap(({ arrival, departure }) =>
            [arrival, departure].flatMap((one) => one?.minute ?? []),
          )
          expect(all.filter(({ exact }) => exact).map((one) => one.earliestMinute)).toEqual(stated)
        }
      }),
    )
  })

  test('who boards is never told later than any sourced pace allows, who gets off never earlier', () => {
    fc.assert(
      fc.property(world, ([km, trains]) => {
        const where = (stop: string): number => Number(stop.slice(1))
        /** Minutes a kilometre of every pair of neighbouring times over the hop from a station to the next. */
        const pacesOver = (hop: number): number[] =>
          trains.flatMap((stops) =>
            stops.slice(1).flatMap((to, i) => {
              const from = stops[i]!
              const [a, b] = [where(from.station), where(to.station)].toSorted((x, y) => x - y)
              if (hop < a! || hop >= b!) return []
              const minutes = (to.arrival ?? to.departure)!.minute - (from.departure ?? from.arrival)!.minute
              return [minutes / (km[b!]! - km[a!]!)]
            }),
          )
        const reckon = (a: number, b: number, pick: (...paces: number[]) => number): number => {
          let sum = 0
          for (let hop = Math.min(a, b); hop < Math.max(a, b); hop++)
            sum += (km[hop + 1]! - km[hop]!) * pick(...pacesOver(hop))
          return sum
        }
        for (const [i, calls] of estimated(km, trains).entries())
          for (const { stop, arrival, departure } of calls) {
            const stated = trains[i]!
            const sign = Math.sign(where(stated.at(-1)!.station) - where(stated[0]!.station))
            const here = where(stop) * sign
            const next = stated.find((one) => where(one.station) * sign >= here)!
            const last = stated.findLast((one) => where(one.station) * sign < here)
            if (last === undefined || next.station === stop) continue
            const start = (last.departure ?? last.arrival)!.minute
            const end = (next.arrival ?? next.departure)!.minute
            const ways = [where(last.station), where(stop)] as const
            expect(departure!.earliestMinute).toBeLessThanOrEqual(start + reckon(...ways, Math.min) + 1e-6)
            const slowest = Math.min(end, start + reckon(...ways, Math.max))
            expect(arrival!.latestMinute).toBeGreaterThanOrEqual(slowest - 1e-6)
          }
      }),
    )
  })
})

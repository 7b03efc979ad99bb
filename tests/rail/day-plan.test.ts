import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { eachDayPlan, staysOf } from '../../api/rail/day-plan.ts'
import type { Move } from '../../api/rail/move.ts'
import { groundOf } from '../../api/rail/move-ground.ts'
import { movesOver } from '../../api/rail/move.ts'
import { indexed } from '../../api/rail/timetable-index.ts'
import { allDays, bestMoves } from './brute-day-plans.ts'
import { throughRuns } from '../../api/rail/through.ts'
import { drawnStops, drawnThrough } from './drawn-network.ts'

const question = fc.record({
  // Trains that become another one on the way are among them.
  network: drawnThrough,
  start: fc.constantFrom(...drawnStops),
  end: fc.constantFrom(...drawnStops),
  stops: fc.integer({ min: 1, max: 3 }),
  minStay: fc.integer({ min: 1, max: 25 }),
  via: fc.uniqueArray(fc.constantFrom(...drawnStops), { maxLength: 2 }),
})

/** The network as moves and as what the brute force tries. */
function worldOf({ network, minStay }: { network: Parameters<typeof indexed>[0]; minStay: number }) {
  const ground = groundOf(indexed({ ...network, runs: throughRuns(network.runs) }))
  const limits = { minStayMinutes: minStay, earliestMinute: -20, latestMinute: 110 }
  const tried = {
    ...network,
    changeMinutes: ground.changeMinutesAt,
    minStay,
    earliest: limits.earliestMinute,
    latest: limits.latestMinute,
  }
  return { moves: movesOver(ground, limits), tried }
}

describe('on thousands of small networks', () => {
  test('the moves between two stops are those that no other way tried one by one beats', () => {
    fc.assert(
      fc.property(question, ({ network, minStay }) => {
        const { moves, tried } = worldOf({ network, minStay })
        const found = drawnStops.flatMap((from) =>
          [...moves(from).values()].flat().map((move) => {
            const names = move.rides.map(({ run, fromIndex, toIndex }) => `${run.id} ${fromIndex} ${toIndex}`)
            return `${from} ${move.to} ${move.departureMinute} ${move.arrivalMinute} ${move.walkMinutes} ${names.join(' ')}`
          }),
        )
        const expected = bestMoves(tried).map(
          ({ from, to, departure, arrival, walk, name }) =>
            `${from} ${to} ${departure} ${arrival} ${walk} ${name}`,
        )
        expect(found.toSorted()).toEqual([...new Set(expected)].toSorted())
      }),
      { numRuns: 2_000 },
    )
  })

  test('the days out are those that remain of all rows of moves', () => {
    fc.assert(
      fc.property(question, ({ network, start, end, stops, minStay, via }) => {
        const { moves, tried } = worldOf({ network, minStay })
        const found: string[] = []
        const limits = { start, end, via, mostStops: stops, minStayMinutes: minStay }
        const count = eachDayPlan(moves, limits, (day) => {
          found.push(
            day
              .map(({ departureMinute, arrivalMinute, to }) => `${departureMinute}-${arrivalMinute} ${to}`)
              .join(', '),
          )
          return undefined
        })
        expect(count).toBe(found.length)
        expect(found.toSorted()).toEqual(allDays(tried, { start, end, stops, via }))
      }),
      { numRuns: 2_000 },
    )
  })

  test('every stay is as long as was asked, and the search ends where its visitor says', () => {
    fc.assert(
      fc.property(question, ({ network, start, end, stops, minStay }) => {
        const { moves } = worldOf({ network, minStay })
        const limits = { start, end, via: [], mostStops: stops, minStayMinutes: minStay }
        const count = eachDayPlan(moves, limits, (day) => {
          for (const { arrivalMinute, departureMinute } of staysOf(day))
            expect(departureMinute - arrivalMinute).toBeGreaterThanOrEqual(minStay)
          return undefined
        })
        expect(eachDayPlan(moves, limits, () => true)).toBe(Math.min(count, 1))
        expect(eachDayPlan(moves, limits, () => undefined, 2)).toBe(Math.min(count, 2))
      }),
      { numRuns: 500 },
    )
  })

  test('where the guard ends the moves, the days that are told are real ones, and it says so', () => {
    fc.assert(
      fc.property(question, fc.nat({ max: 12 }), ({ network, start, end, stops, minStay }, mostMoves) => {
        const { moves } = worldOf({ network, minStay })
        const limits = { start, end, via: [], mostStops: stops, minStayMinutes: minStay }
        const all = new Set<string>()
        const some: string[] = []
        const told = (day: readonly Move[]) =>
          day.map((move) => `${move.departureMinute}-${move.arrivalMinute} ${move.to}`).join(', ')
        eachDayPlan(moves, limits, (day) => void all.add(told(day)))
        let isCut = false
        eachDayPlan(
          moves,
          { ...limits, mostMoves, onCut: () => (isCut = true) },
          (day) => void some.push(told(day)),
        )
        expect(some.filter((day) => !all.has(day))).toEqual([])
        if (!isCut) expect(new Set(some)).toEqual(all)
      }),
      { numRuns: 500 },
    )
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Call, Moment } from '../../api/rail/run.ts'
import { whereaboutsAt } from '../../api/rail/whereabouts.ts'
import { run } from './drawn-service.ts'

const about = (earliestMinute: number, latestMinute: number): Moment => ({
  earliestMinute,
  latestMinute,
  exact: earliestMinute === latestMinute,
  confidence: 1,
  sources: ['drawn'],
})

const minutes = { A: 600, C: 660 }
const calls: Call[] = [
  { stop: 'A', departure: about(minutes.A, minutes.A) },
  { stop: 'B', arrival: about(620, 630), departure: about(622, 640) },
  { stop: 'border', line: 'hill' },
  { stop: 'C', arrival: about(minutes.C, minutes.C) },
]
const train = run('t', [], { calls })
const at = (minute: number) => {
  const { behind, ahead, lines } = whereaboutsAt(train, minute) ?? {}
  return behind === undefined ? 'nowhere' : `${behind} ${ahead} ${lines!.join('+')}`
}

describe('where a train is by its timetable', () => {
  test.each([
    [599, 'nowhere', 'before it leaves'],
    [600, 'A B valley', 'at the minute it leaves'],
    [619, 'A B valley', 'before it can be at the next stop'],
    [625, 'A C valley+hill', 'while it may be before or beyond a stop'],
    [630, 'B C valley+hill', 'when it surely came to the stop'],
    [659, 'B C valley+hill', 'on the way to the last'],
    [660, 'nowhere', 'when it has ended'],
  ])('%i: %s, %s', (minute, where) => {
    expect(at(minute)).toBe(where)
  })

  test('standing is one stop, on the line it came on', () => {
    const standing = run('s', [], {
      calls: [calls[0]!, { stop: 'B', arrival: about(620, 620), departure: about(640, 640) }, calls[3]!],
    })
    expect(whereaboutsAt(standing, 630)).toMatchObject({ behind: 'B', ahead: 'B', lines: ['valley'] })
  })

  test('a run of the day before is still on its way after midnight', () => {
    const late = run('late', [['A', -10], ['B', 20]]) // prettier-ignore
    expect(whereaboutsAt(late, 0)).toMatchObject({ behind: 'A', ahead: 'B' })
  })

  test('a run with one timed call is nowhere', () => {
    expect(whereaboutsAt(run('one', [], { calls: [calls[0]!, { stop: 'B' }] }), 600)).toBeUndefined()
  })

  /** Two bounds for every stop; both only grow along the run. */
  const anyRun = fc
    .array(fc.tuple(fc.nat(30), fc.nat(30), fc.nat(20), fc.boolean()), { minLength: 2, maxLength: 8 })
    .map((stops) => {
      let [early, late] = [600, 600]
      return run('any', [], {
        calls: stops.map(([ride, more, stay, known], i): Call => {
          early += ride
          late = Math.max(late + ride, early + more)
          const arrival = about(early, late)
          early += stay
          late += stay
          return { stop: `s${i}`, arrival, ...(known || i === 0 ? { departure: about(early, late) } : {}) }
        }),
      })
    })

  test('the bounds hold the stops where the train can be, and never go back', () => {
    fc.assert(
      fc.property(anyRun, (one) => {
        let before = { behind: 0, ahead: 0 }
        for (let minute = 590; minute < 1200; minute += 3) {
          const where = whereaboutsAt(one, minute)
          if (where === undefined) continue
          const [behind, ahead] = [where.behind, where.ahead].map((stop) => Number(stop.slice(1)))
          expect(ahead).toBeGreaterThanOrEqual(behind!)
          expect(behind).toBeGreaterThanOrEqual(before.behind)
          expect(ahead).toBeGreaterThanOrEqual(before.ahead)
          const beyond = one.calls[ahead! + 1]?.arrival
          if (beyond !== undefined) expect(minute).toBeLessThan(beyond.earliestMinute)
          before = { behind: behind!, ahead: ahead! }
        }
      }),
    )
  })
})

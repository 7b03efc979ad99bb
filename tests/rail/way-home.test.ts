import { describe, expect, test } from 'vitest'
import type { Ride } from '../../api/rail/journey.ts'
import { rideLegOf } from '../../api/rail/move-legs.ts'
import { type Missed, waysHome } from '../../api/rail/way-home.ts'
import { drawnRail, feed, run, tuesday } from './drawn-service.ts'
import { valleyHours } from './drawn-things.ts'
import { network } from './small-network.ts'

const runs = valleyHours.map(([id, stops]) => run(id, stops))
/** Ways home to the castle; complete: every train of the valley line is known. */
const homeOn = (complete: boolean) =>
  waysHome(drawnRail({ feeds: () => [feed({ runs, complete })] }).dayOf(tuesday), 'castle', network([]).lines)
const known = homeOn(false)
const complete = homeOn(true)

/** The ride of a train from one stop to another. */
function ride(id: string, from: string, to: string): Ride {
  const one = runs.find((run) => run.id === id)!
  const index = (stop: string): number => one.calls.findIndex((call) => call.stop === stop)
  return rideLegOf({ run: one, fromIndex: index(from), toIndex: index(to), walkMinutesBefore: 0 })
}

describe('the last way home', () => {
  test('is the latest that leads there, from each stop', () => {
    expect(known.lastFrom('snow')).toEqual({ departureMinute: 960, arrivalMinute: 1020, last: 'last-known' })
    expect(known.lastFrom('bridge')).toMatchObject({ departureMinute: 990, arrivalMinute: 1020 })
  })

  test('is the last of all only where every train is known', () => {
    expect(complete.lastFrom('snow')?.last).toBe('last')
  })

  test('is not known from where no train leads home, and not needed at home', () => {
    expect(known.lastFrom('hill')).toBeUndefined()
    expect(known.lastFrom('castle')).toBeUndefined()
  })
})

describe('a ride is marked as the last', () => {
  test.each([
    ['where nothing later leads home', ride('u2', 'snow', 'castle'), 'last-known', 'last'],
    ['also on the way out, if who misses it is stranded', ride('u2', 'snow', 'bridge'), 'last-known', 'last'],
    ['but not where a later train does', ride('u1', 'snow', 'castle'), undefined, undefined],
    ['nor on the way out with time to turn back', ride('d2', 'bridge', 'snow'), undefined, undefined],
    ['nor where the day ends, for who misses it there is at home', ride('d2', 'castle', 'snow'), undefined, undefined],
  ] as const)('%s', (...[, it, onKnown, onComplete]) => {
    expect([known.lastOf(it), complete.lastOf(it)]).toEqual([onKnown, onComplete])
  }) // prettier-ignore
})

describe('who misses a train', () => {
  const rows: readonly [string, Ride, string, Missed][] = [
    ['takes the next to the same goal', ride('d1', 'castle', 'snow'), 'snow', { next: { departureMinute: 720, arrivalMinute: 780 } }],
    ['at home stays there, where there is none', ride('d2', 'castle', 'snow'), 'snow', {}],
    ['on the way may go on or go home', ride('d1', 'bridge', 'snow'), 'snow', { next: { departureMinute: 750, arrivalMinute: 780 }, home: { departureMinute: 630, arrivalMinute: 660 } }],
    ['and where no other goes on, goes home', ride('d2', 'bridge', 'snow'), 'snow', { home: { departureMinute: 990, arrivalMinute: 1020 } }],
    ['on the way home takes the next one', ride('u1', 'snow', 'castle'), 'castle', { home: { departureMinute: 960, arrivalMinute: 1020 } }],
    ['the last one, stays the night', ride('u2', 'snow', 'castle'), 'castle', { stranded: 'last' }],
  ] // prettier-ignore
  test.each(rows)('%s', (...[, it, to, missed]) => {
    expect(complete.missed(it, to)).toEqual(missed)
  })

  test('the last one that we know, may have another', () => {
    expect(known.missed(ride('u2', 'snow', 'castle'), 'castle')).toEqual({ stranded: 'last-known' })
  })
})

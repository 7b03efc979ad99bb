import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ThingToDo } from '../../api/rail/thing-to-do.ts'
import { hindranceOf, type Visit, visitsAt, type Wishes, withinWalk } from '../../api/rail/wishes.ts'
import { away, doing, noWishes, open, shut, thing, visit } from './drawn-plan.ts'

/** Sunrise at 6:00, sunset at 17:00. */
const light = { riseMinute: 360, setMinute: 1020 }
/** From 10:00 to 11:00. */
const hour = { at: 'bridge', arrivalMinute: 600, departureMinute: 660 }
const view: Partial<ThingToDo> = { needsDaylight: true, visitMinutes: 20 }

const doneIn = (things: readonly ThingToDo[], stay = hour, wishes: Partial<Wishes> = {}): Visit =>
  visitsAt(things, light, { ...noWishes, ...wishes })(stay)
const names = ({ doings }: Visit): string[] => doings.map(({ thing }) => thing.id)

describe('a thing cannot be done', () => {
  const rows: readonly [string, string | undefined, Partial<ThingToDo>, Partial<Wishes>, Partial<typeof hour>?][] = [
    ['where it is shut', 'closed', shut, {}],
    ['where it has steps and none are wished', 'has_steps', { stepFree: 'no' }, { stepFree: true }],
    ['– but where nobody knows, it can', undefined, { stepFree: 'unknown' }, { stepFree: true }],
    ['– and with steps where they are no matter', undefined, { stepFree: 'no' }, {}],
    ['where the way there and back is over the limit', 'too_far_on_foot', away(8), { mostWalkMinutes: 15 }],
    ['– but just at the limit it can', undefined, away(8), { mostWalkMinutes: 16 }],
    ['in less time than walk and visit take', 'too_short', away(16), {}],
    ['– but in just that time it can', undefined, away(15), {}],
    ['after sunset, where it needs light', 'dark', view, {}, { arrivalMinute: 1010, departureMinute: 1100 }],
    ['where the walk takes the last light', 'dark', { ...view, ...away(10) }, {}, { arrivalMinute: 995, departureMinute: 1100 }],
    ['– but just before sunset it can', undefined, { ...view, ...away(5) }, {}, { arrivalMinute: 995, departureMinute: 1100 }],
    ['before sunrise, where it needs light', 'dark', view, {}, { arrivalMinute: 300, departureMinute: 375 }],
    ['before it opens', 'outside_hours', open(640, 1000), {}],
    ['– but from the minute on', undefined, open(630, 1000), {}],
    ['when it shuts before the visit is over', 'outside_hours', open(500, 629), {}],
    ['– but just before', undefined, open(500, 630), {}],
    ['after the last entry', 'outside_hours', { ...open(500, 1000, 614), ...away(15) }, {}],
    ['– but just at it', undefined, { ...open(500, 1000, 615), ...away(15) }, {}],
    ['where the train leaves before the visit is over', 'outside_hours', { ...open(616, 1000), ...away(15) }, {}],
    ['where it opens when the light is gone', 'outside_hours', { ...view, ...open(1001, 1100) }, {}, { arrivalMinute: 980, departureMinute: 1100 }],
    ['– but at night, where it needs none', undefined, {}, {}, { arrivalMinute: 1200, departureMinute: 1260 }],
  ] // prettier-ignore
  test.each(rows)('%s', (...[, hindrance, told, wishes, stay]) => {
    const it = thing('it', told)
    const during = { ...hour, ...stay }
    expect(hindranceOf(it, during, light, { ...noWishes, ...wishes })).toBe(hindrance)
    expect(names(doneIn([it], during, wishes))).toEqual(hindrance === undefined ? ['it'] : [])
  })
})

describe('what one does during a stay', () => {
  test('is what is worth most first, as long as there is time', () => {
    const things = [thing('a'), thing('b', { isInSeason: true }), thing('c', { isInSeason: false })]
    expect(names(doneIn(things))).toEqual(['b', 'a'])
  })

  test('is what comes first by name where it is worth the same', () => {
    expect(names(doneIn([thing('z'), thing('y'), thing('x')]))).toEqual(['x', 'y'])
  })

  test('is never more than four things', () => {
    const things = ['a', 'b', 'c', 'd', 'e'].map((id) => thing(id, { visitMinutes: 5 }))
    expect(names(doneIn(things))).toEqual(['a', 'b', 'c', 'd'])
  })

  test('begins with what needs light, and is over when it is dark', () => {
    const late = { ...hour, arrivalMinute: 990, departureMinute: 1080 }
    expect(names(doneIn([thing('a'), thing('view', view)], late))).toEqual(['view', 'a'])
  })

  test('begins with what shuts first, or waits for what opens late, where hours leave no other order', () => {
    const early = thing('z-early', open(500, 630))
    expect(names(doneIn([thing('a'), early]))).toEqual(['z-early', 'a'])
    const firm = thing('z-firm', open(500, 1000, 620))
    expect(names(doneIn([thing('a'), firm]))).toEqual(['z-firm', 'a'])
    const late = thing('a-late', open(630, 1000))
    expect(names(doneIn([late, thing('z')]))).toEqual(['z', 'a-late'])
    expect(names(doneIn([early, thing('a'), late]))).toHaveLength(2)
  })

  test('begins with the light, for those who are there before it', () => {
    const early = { ...hour, arrivalMinute: 340, departureMinute: 420 }
    const [seen] = doneIn([thing('view', view)], early).doings
    expect([seen?.startMinute, seen?.endMinute]).toEqual([360, 380])
  })

  test('counts the way there and back, and what is left as idle', () => {
    const { walkMinutes, idleMinutes, daylightMinutes } = doneIn([thing('a', away(10))])
    expect({ walkMinutes, idleMinutes, daylightMinutes }).toEqual({
      walkMinutes: 20,
      idleMinutes: 10,
      daylightMinutes: 60,
    })
  })

  test('fits into the stay, the hours and the light, whatever there is to do', () => {
    const some = fc.record({
      minutes: fc.nat({ max: 30 }),
      visitMinutes: fc.integer({ min: 5, max: 60 }),
      needsDaylight: fc.boolean(),
      hours: fc.option(fc.tuple(fc.nat({ max: 1000 }), fc.nat({ max: 400 }), fc.nat({ max: 100 }))),
    })
    const stays = fc.record({
      from: fc.integer({ min: 240, max: 1200 }),
      minutes: fc.integer({ min: 10, max: 300 }),
    })
    fc.assert(
      fc.property(fc.array(some, { maxLength: 6 }), stays, (drawn, { from, minutes }) => {
        const things = drawn.map(({ minutes: walk, hours, ...told }, i) =>
          thing(`${i}`, {
            ...told,
            ...away(walk),
            ...(hours && open(hours[0], hours[0] + hours[1], hours[0] + hours[1] - hours[2])),
          }),
        )
        const stay = { at: 'bridge', arrivalMinute: from, departureMinute: from + minutes }
        const { doings, idleMinutes } = doneIn(things, stay)
        let ready = from
        for (const { thing, startMinute, endMinute } of doings) {
          expect(startMinute).toBeGreaterThanOrEqual(ready + thing.walk!.minutes)
          ready = endMinute + thing.walk!.minutes
          if (thing.open !== undefined) {
            expect(startMinute).toBeGreaterThanOrEqual(thing.open.fromMinute)
            expect(startMinute).toBeLessThanOrEqual(thing.open.lastEntryMinute)
            expect(endMinute).toBeLessThanOrEqual(thing.open.toMinute)
          }
          if (!thing.needsDaylight) continue
          expect(startMinute).toBeGreaterThanOrEqual(light.riseMinute)
          expect(endMinute).toBeLessThanOrEqual(light.setMinute)
        }
        expect(ready).toBeLessThanOrEqual(from + minutes)
        expect(idleMinutes).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})

describe('a limit to walking', () => {
  const walked = (value: number, minutes: number) => doing(value, away(minutes))
  const day = [
    visit('bridge', [walked(20, 10), walked(8, 10)], { walkMinutes: 40 }),
    visit('snow', [walked(9, 5), doing(2)], { walkMinutes: 10 }),
  ]
  const left = (most: number, other = 0): number[][] =>
    withinWalk(day, most, other).map(({ doings }) => doings.map(({ value }) => value))

  test.each([
    ['leaves the day as it is where it is kept', 50, 0, [[20, 8], [9, 2]]],
    ['takes away what is worth least of what is walked to', 49, 0, [[20], [9, 2]]],
    ['and the next, until it is kept', 29, 0, [[20], [2]]],
    ['counts the walks between trains, which nothing takes away', 50, 11, [[20], [9, 2]]],
    ['never takes away what is at the station', 0, 0, [[], [2]]],
  ] as const)('%s', (...[, most, other, values]) => {
    expect(left(most, other)).toEqual(values)
  }) // prettier-ignore

  test('frees the time that it takes away', () => {
    const [bridge] = withinWalk(day, 49, 0)
    expect({ walk: bridge!.walkMinutes, idle: bridge!.idleMinutes }).toEqual({ walk: 20, idle: 50 })
  })
})

import { describe, expect, test } from 'vitest'
import { themes } from '../../content/index.ts'
import { byScore, diverse, type ScoredPlan, scoreOf } from '../../api/rail/plan-score.ts'
import type { ThingToDo } from '../../api/rail/thing-to-do.ts'
import { valueOf, visitsAt, type Wishes } from '../../api/rail/wishes.ts'
import { away, doing, move, noWishes, outing, thing, visit } from './drawn-plan.ts'

const wishing = (told: Partial<Wishes>): Wishes => ({ ...noWishes, ...told })

describe('what a thing is worth', () => {
  const rows: readonly [string, Partial<Wishes>, Partial<ThingToDo>, number][] = [
    ['something, where nothing was chosen', {}, {}, 8],
    ['little beside, where something else was chosen', { themes: ['food'] }, {}, 2],
    ['what a chosen theme is worth', { themes: ['crafts'] }, {}, 20],
    ['more for each further theme', { themes: ['crafts', 'history'] }, { themes: ['crafts', 'history'] }, 25],
    ['most where it was chosen by itself', { wanted: ['it'] }, {}, 100],
    ['and as much where its institution was', { wanted: ['house'] }, { institution: 'house' }, 100],
    ['and where an exhibit in it was', { wanted: ['bowl'] }, { exhibits: ['bowl'] }, 100],
    ['two fifths where no source states the walk', { themes: ['crafts'] }, { walk: undefined! }, 8],
    ['but not for a festival, which is in the streets', { themes: ['crafts'] }, { kind: 'festival', walk: undefined! }, 20],
    ['half for a festival of no certain day', { themes: ['crafts'] }, { isUncertain: true }, 10],
    ['half where steps are not known and none are wished', { themes: ['crafts'], stepFree: true }, {}, 10],
    ['all of it where it is known to have none', { themes: ['crafts'], stepFree: true }, { stepFree: 'yes' }, 20],
    ['seven tenths where one has to book', { themes: ['crafts'] }, { byReservation: true }, 14],
    ['a quarter more in its best months', { themes: ['crafts'] }, { isInSeason: true }, 25],
    ['a fifth less out of them', { themes: ['crafts'] }, { isInSeason: false }, 16],
    ['a whole number, however many shares there are', { themes: ['crafts'] }, { byReservation: true, isInSeason: false, isUncertain: true }, 6],
  ] // prettier-ignore
  test.each(rows)('is %s', (...[, wishes, told, worth]) => {
    const { walk, ...rest } = { ...thing('it'), ...told }
    const it = walk === undefined ? rest : { ...rest, walk }
    expect(valueOf(it, wishing(wishes))).toBe(worth)
  })
})

describe('a wish', () => {
  const light = { riseMinute: 360, setMinute: 1000 }
  const stay = { at: 'bridge', arrivalMinute: 600, departureMinute: 720 }
  const dayWith = (one: ThingToDo, wishes: Wishes): number =>
    scoreOf(outing(['bridge']), [visitsAt([one], light, wishes)(stay)])

  test.each(themes.map((theme) => [theme]))('for %s raises the days that meet it, and no other', (theme) => {
    const others = themes.filter((one) => one !== theme)
    for (const chosen of others) {
      const before = wishing({ themes: [chosen] })
      const after = wishing({ themes: [chosen, theme] })
      const meeting = thing('it', { themes: [theme] })
      expect(dayWith(meeting, after)).toBeGreaterThan(dayWith(meeting, before))
      for (const other of others) {
        const beside = thing('it', { themes: [other] })
        expect(dayWith(beside, after)).toBe(dayWith(beside, before))
      }
    }
  })
})

describe('what a day is worth', () => {
  const worth = (visits: ScoredPlan['visits'], moves = outing(visits.map(({ at }) => at))): number =>
    scoreOf(moves, visits)
  const done = [visit('bridge', [doing(20)])]

  test('is the sum of what one does', () => {
    expect(worth(done)).toBe(20)
    expect(worth([visit('bridge', [doing(20)]), visit('snow', [doing(8, { themes: ['food'] })])])).toBe(28)
  })

  test('counts a third thing of the same kind as a third, unless it was chosen by itself', () => {
    const crafts = [doing(20), doing(20)]
    expect(worth([visit('bridge', [...crafts, doing(20)])])).toBe(46)
    expect(worth([visit('bridge', [...crafts, doing(20, { themes: ['food'] })])])).toBe(60)
    expect(worth([visit('bridge', [...crafts, doing(100, {}, true)])])).toBe(140)
  })

  const out = [move('castle', 'bridge', [600, 605]), move('bridge', 'castle', [610, 615])] as const
  test.each([
    ['two points for a change of trains', done, [{ ...out[0], changes: 2 }, out[1]], 16],
    ['a point for twenty minutes with nothing to do', [visit('bridge', [doing(20)], { idleMinutes: 40 })], out, 18],
    ['nothing for nineteen', [visit('bridge', [doing(20)], { idleMinutes: 19 })], out, 20],
    ['six for a stop with nothing to do', [visit('bridge', [])], out, -6],
    ['five for a stop in the dark', [visit('bridge', [doing(20)], { daylightMinutes: 0 })], out, 15],
    ['a point for each hour from door to door', done, [out[0], move('bridge', 'castle', [700, 720])], 18],
  ] as const)('loses %s', (...[, visits, moves, points]) => {
    expect(worth(visits, [...moves])).toBe(points)
  }) // prettier-ignore
})

/** A day of nothing but its order. */
const plan = (
  score: number,
  stops: readonly string[],
  told: { hours?: readonly [number, number]; train?: string } = {},
): ScoredPlan => {
  const { hours: [leave, back] = [600, 700], train = 't' } = told
  const moves = outing(stops, train)
  return {
    score,
    moves: moves.map((one, i) => ({
      ...one,
      ...(i === 0 ? { departureMinute: leave } : {}),
      ...(i === moves.length - 1 ? { arrivalMinute: back } : {}),
    })),
    visits: stops.map((at) => visit(at, [])),
  }
}

describe('the better of two days', () => {
  test.each([
    ['has more points', plan(9, ['snow'], { hours: [500, 900] }), plan(8, ['bridge'])],
    ['is back earlier, with as many', plan(8, ['snow'], { hours: [500, 690] }), plan(8, ['bridge'])],
    ['leaves later, when back as early', plan(8, ['snow'], { hours: [610, 700] }), plan(8, ['bridge'])],
    ['has the stops that come first by name', plan(8, ['bridge']), plan(8, ['snow'])],
    ['has the fewer of the same stops', plan(8, ['bridge']), plan(8, ['bridge', 'snow'])],
    ['has the trains that come first by name', plan(8, ['bridge'], { train: 'a' }), plan(8, ['bridge'], { train: 'b' })],
  ] as const)('%s', (_what, better, other) => {
    expect(byScore(better, other)).toBeLessThan(0)
    expect(byScore(other, better)).toBeGreaterThan(0)
    expect([other, better].toSorted(byScore)).toEqual([better, other])
  }) // prettier-ignore

  test('is neither where they are the same', () => {
    expect(byScore(plan(8, ['bridge']), plan(8, ['bridge']))).toBe(0)
  })
})

describe('days that are shown', () => {
  const rowsOf = (plans: readonly ScoredPlan[], most = 9): string[] =>
    diverse(plans, most).map(({ visits }) => visits.map(({ at }) => at).join(' '))

  test.each([
    ['the best one comes first', [plan(1, ['a']), plan(9, ['b'])], ['b', 'a']],
    [
      'one that shares half of its stops waits for all that share less',
      [plan(9, ['a', 'b']), plan(8, ['a', 'c']), plan(7, ['a']), plan(3, ['d'])],
      ['a b', 'a c', 'd', 'a'],
    ],
    [
      'one that shares more comes after a worse one that shares less',
      [plan(9, ['a', 'b', 'c']), plan(8, ['a', 'b']), plan(3, ['d'])],
      ['a b c', 'd', 'a b'],
    ],
    [
      'less than half is reckoned against every one taken',
      [plan(9, ['a']), plan(8, ['b']), plan(7, ['a', 'b']), plan(3, ['c'])],
      ['a', 'b', 'c', 'a b'],
    ],
    ['the same stops in another order are no other day', [plan(9, ['a', 'b']), plan(8, ['b', 'a'])], ['a b']],
  ] as const)('%s', (_what, plans, rows) => {
    expect(rowsOf(plans)).toEqual(rows)
  })

  test('are as many as was asked, the diverse ones first', () => {
    expect(rowsOf([plan(9, ['a', 'b', 'c']), plan(8, ['a', 'b']), plan(3, ['d'])], 2)).toEqual(['a b c', 'd'])
    expect(rowsOf([], 2)).toEqual([])
  })
})

test('a walk does not change what a thing is worth, only what fits', () => {
  expect(valueOf(thing('it', away(30)), noWishes)).toBe(valueOf(thing('it'), noWishes))
})

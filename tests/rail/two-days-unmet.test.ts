import { describe, expect, test } from 'vitest'
import { railRoutes } from '../../api/rail/routes.ts'
import { wholeDay } from '../../api/rail/plan-wish.ts'
import { drawnRail, tuesday } from './drawn-service.ts'
import { everyDay, festival, place, steps, valleyHours, walk } from './drawn-things.ts'

type Told = NonNullable<Parameters<typeof drawnRail>[0]>
type Asked = Parameters<ReturnType<typeof drawnRail>['twoDays']>[0]

/** Down and up the valley twice a day; one stays the night at the spring in the snow. */
const spring = place('spring', 'snow')
const kiln = (station: string, told = {}) => ({
  places: [spring, place('kiln', station, { category: 'craft', ...told })],
})
const inNovember = { ja: '冬', en: 'Shut', source: ['drawn'], months: [11] }
const inJune = { ja: '6月', en: 'June', source: ['drawn'], months: [6] }

const question: Asked = {
  from: 'castle',
  date: tuesday,
  via: [],
  mostStops: 3,
  minStayMinutes: 45,
  ...wholeDay,
  wishes: { themes: ['crafts'], stepFree: false },
  most: 6,
}

type Wanted = Omit<Partial<Asked>, 'wishes'> & { wishes?: Partial<Asked['wishes']> }

const railOf = (told: Told) => drawnRail({ feeds: everyDay(valleyHours), places: [spring], ...told })

function twoDaysIn(told: Told, { wishes, ...more }: Wanted = {}) {
  const answer = railOf(told).twoDays({ ...question, ...more, wishes: { ...question.wishes, ...wishes } })
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.value
}

/** The reason, what is wrong, the world, the question, and the nearest day on which to begin. */
const rows: readonly [string, string, Told, Wanted, string?][] = [
  ['held_on_another_day', 'a festival, which may be on the second day', { events: [festival('fair', 'bridge', [12, 5])] }, { wishes: { themes: ['festivals'] } }, '2026-12-04'],
  ['held_on_another_day', 'a festival of the day before', { events: [festival('fair', 'bridge', [11, 23])] }, { wishes: { themes: ['festivals'] } }, '2027-11-22'],
  ['out_of_season', 'what the new year alone has', { places: [spring, place('view', 'bridge', { category: 'viewpoint', season: { ...inJune, months: [1, 6] } })] }, { wishes: { themes: ['snow'] } }, '2026-12-31'],
  ['nothing_known', 'what is nowhere', {}, {}],
  ['closed', 'a place in its closed month: open on the second day', kiln('bridge', { closure: inNovember }), {}, '2026-11-30'],
  ['closed', 'the hot spring where one stays: open in the evening', { places: [place('spring', 'snow', { closure: inNovember })] }, { wishes: { themes: ['hot-springs'] } }, '2026-12-01'],
  ['at_an_end', 'a place where the days begin', kiln('castle'), {}],
  ['at_an_end', 'a place where one only sleeps', kiln('snow'), {}],
  ['has_steps', 'steps only', kiln('bridge', steps), { wishes: { stepFree: true } }],
  ['too_far_on_foot', 'a way longer than the limit', kiln('bridge', walk('bridge', 20)), { wishes: { mostWalkMinutes: 30 } }],
  ['too_little_time', 'an early evening on both days', kiln('bridge'), { latestMinute: 12 * 60 }],
  ['stay_too_long', 'a stop too short for the stay', kiln('bridge'), { minStayMinutes: 430 }],
  ['no_train_stops', 'a station without trains', kiln('hill'), {}],
] // prettier-ignore

describe('a wish that neither of two days meets has its reason', () => {
  test.each(rows)('%s: %s', (...[reason, , told, wanted, nearestDay]) => {
    const { plans, unmet } = twoDaysIn(told, wanted)
    expect(plans).toHaveLength(1)
    expect(unmet.map((one) => [one.reason, one.nearestDay])).toEqual([[reason, nearestDay]])
  })
})

describe('a wish is met', () => {
  test.each<[string, Told, Wanted]>([
    [
      'by the first day',
      { events: [festival('fair', 'bridge', [11, 24])] },
      { wishes: { themes: ['festivals'] } },
    ],
    [
      'by the second day',
      { events: [festival('fair', 'bridge', [11, 25])] },
      { wishes: { themes: ['festivals'] } },
    ],
    ['by the hot spring where one stays', {}, { wishes: { themes: ['hot-springs'] } }],
    ['by the hot spring asked for, where one stays', {}, { via: ['spring'], wishes: { themes: [] } }],
  ])('%s', (_, told, wanted) => {
    const { plans, unmet } = twoDaysIn(told, wanted)
    expect(plans).not.toEqual([])
    expect(unmet).toEqual([])
  })

  test('by the best two days that have it, beside those that are worth more without it', () => {
    const told = { events: [festival('fair', 'bridge', [11, 25])] }
    const { plans } = twoDaysIn(told, { wishes: { themes: ['festivals'] } })
    const done = plans.map(({ days }) =>
      days.map(({ visits }) => visits.flatMap(({ doings }) => doings.map(({ thing }) => thing.id))),
    )
    expect(done).toEqual([
      [[], []],
      [[], ['fair']],
    ])
    expect(plans[0]!.score).toBeGreaterThan(plans[1]!.score)
  })
})

describe('where there are no two days', () => {
  const fromSaturday: Told = {
    feeds: (date) => (date < '2026-11-28' ? [] : everyDay(valleyHours)(date)),
  }

  test('the nearest day on which to begin is named, and no wish has a reason of its own', () => {
    expect(twoDaysIn(fromSaturday)).toMatchObject({
      plans: [],
      reason: 'date_outside_timetable',
      nearestDay: '2026-11-28',
      unmet: [],
    })
  })

  test('a day that no timetable reaches gives that reason', () => {
    expect(twoDaysIn({}, { date: '2030-11-25' })).toMatchObject({
      plans: [],
      reason: 'date_outside_timetable',
    })
  })

  test('none is where one would stay where the days begin', () => {
    const told = twoDaysIn({}, { nightAt: 'castle' })
    expect(told).toMatchObject({ plans: [], reason: 'night_at_an_end', unmet: [] })
    expect(told.nearestDay).toBeUndefined()
  })

  test('what must be in has its reason and its nearest day', () => {
    const fair = { events: [festival('fair', 'bridge', [12, 5])] }
    const { plans, reason, nearestDay, unmet } = twoDaysIn(fair, { via: ['fair'], wishes: { themes: [] } })
    expect([plans, reason, nearestDay]).toEqual([[], 'no_night', '2026-12-04'])
    expect(unmet).toMatchObject([
      { reason: 'held_on_another_day', held: { date: '2026-12-05' }, nearestDay: '2026-12-04' },
    ])
  })
})

test('GET /rail/two-day-plans tells unmet wishes with their sources', async () => {
  const api = railRoutes({ rail: railOf({ events: [festival('fair', 'bridge', [12, 5])] }) })
  const answer = await api.request(`/rail/two-day-plans?from=castle&date=${tuesday}&wishes=festivals`)
  expect(await answer.json()).toMatchObject({
    unmet: [
      {
        wish: { kind: 'theme', theme: 'festivals' },
        reason: 'held_on_another_day',
        held: { date: '2026-12-05', certain: true },
        nearestDay: '2026-12-04',
        source: ['drawn'],
      },
    ],
    sources: [{ id: 'drawn' }],
  })
})

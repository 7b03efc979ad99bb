import { describe, expect, test } from 'vitest'
import { unmetReasons } from '../../api/rail/unmet.ts'
import { wholeDay } from '../../api/rail/plan-wish.ts'
import { drawnRail, tuesday } from './drawn-service.ts'
import { everyDay, festival, north, place, steps, valleyHours, walk } from './drawn-things.ts'

type Told = NonNullable<Parameters<typeof drawnRail>[0]>
type Asked = Parameters<ReturnType<typeof drawnRail>['dayPlans']>[0]

const evening = [
  ['d', [['castle', 1050], ['snow', 1110]]],
  ['u', [['snow', 1200], ['castle', 1260]]],
] as const // prettier-ignore
/** A branch that one reaches only after a stay at the bridge. */
const branch = [
  ...valleyHours,
  ['h1', [['bridge', 660], ['hill', 680]]],
  ['h2', [['hill', 780], ['castle', 840]]],
] as const // prettier-ignore
const branchOut = branch.slice(0, -1)

const question: Asked = {
  from: 'castle',
  date: tuesday,
  via: [],
  mostStops: 3,
  minStayMinutes: 45,
  ...wholeDay,
  wishes: { themes: ['hot-springs'], stepFree: false },
  most: 6,
}

type Wanted = Omit<Partial<Asked>, 'wishes'> & { wishes?: Partial<Asked['wishes']> }

function unmetIn(told: Told, { wishes, ...more }: Wanted = {}) {
  const answer = drawnRail({ feeds: everyDay(valleyHours), ...told }).dayPlans({
    ...question,
    ...more,
    wishes: { ...question.wishes, ...wishes },
  })
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.value.unmet
}

const bath = (station: string, told = {}) => ({ places: [place('bath', station, told)] })
const inNovember = { ja: '冬', en: 'Shut', source: ['drawn'], months: [11] }
const inJune = { ja: '6月', en: 'June', source: ['drawn'], months: [6] }

/** The reason, what is wrong, the world, the question, and the nearest day. */
const rows: readonly [string, string, Told, Wanted, string?][] = [
  ['held_on_another_day', 'a festival of another day', { events: [festival('fair', 'bridge', [12, 5])] }, { wishes: { themes: ['festivals'] } }, '2026-12-05'],
  ['out_of_season', 'snow in November', { places: [place('view', 'snow', { category: 'viewpoint', season: { ja: '一年', en: 'All year', source: ['drawn'], months: [1, 6] } })] }, { wishes: { themes: ['snow'] } }, '2027-01-01'],
  ['nothing_known', 'what is nowhere', bath('bridge'), { wishes: { themes: ['crafts'] } }],
  ['closed', 'a place in its closed month', bath('bridge', { closure: inNovember }), {}, '2026-12-01'],
  ['at_an_end', 'a place where the day begins', bath('castle'), {}],
  ['has_steps', 'steps only', bath('bridge', steps), { wishes: { stepFree: true } }],
  ['too_far_on_foot', 'a way longer than the limit', bath('bridge', walk('bridge', 20)), { wishes: { mostWalkMinutes: 30 } }],
  ['beyond_walking', 'what nobody walks to', bath('snow', north(9)), {}],
  ['only_alone', 'what another wish leaves no stop for', { places: [place('bath', 'bridge'), place('kiln', 'snow', { category: 'craft', season: inJune })] }, { mostStops: 1, most: 1, wishes: { themes: ['hot-springs', 'crafts'] } }],
  ['stay_too_long', 'a stop too short for the stay', bath('snow'), { minStayMinutes: 430 }],
  ['too_few_stops', 'a stop behind another', { ...bath('hill'), feeds: everyDay(branch) }, { mostStops: 1 }],
  ['too_little_time', 'an early way home', bath('snow', walk('snow', 10)), { latestMinute: 12 * 60 }],
  ['limits_together', 'a stop behind another, and an early way home', { ...bath('hill'), feeds: everyDay(branch) }, { mostStops: 1, latestMinute: 13 * 60 + 30 }],
  ['no_train_stops', 'a station without trains', bath('hill'), {}],
  ['no_way_back', 'a station that no train leaves', { ...bath('hill'), feeds: everyDay(branchOut) }, {}],
  ['stay_too_short', 'a way longer than any stay', bath('snow', walk('snow', 190)), {}],
  ['outside_hours', 'a bath that opens when the last train is gone', bath('snow', { opening: { ja: '夜', en: 'At night', source: ['drawn'], hours: [{ months: [11], from: '16:30' }, { months: [], from: '10:00' }], shut: [] } }), {}, '2026-12-01'],
  ['dark', 'a view at night', { places: [place('view', 'snow', { category: 'viewpoint' })], feeds: everyDay(evening) }, { wishes: { themes: ['photographs'] } }, '2027-06-01'],
] // prettier-ignore

describe('a wish that no day meets has its reason', () => {
  test.each(rows)('%s: %s', (...[reason, , told, wanted, nearestDay]) => {
    const [unmet, ...others] = unmetIn(told, wanted)
    expect(others).toEqual([])
    expect({ reason: unmet?.reason, nearestDay: unmet?.nearestDay }).toEqual({ reason, nearestDay })
  })

  test('every reason has a row', () => {
    expect(rows.map(([reason]) => reason).toSorted()).toEqual(unmetReasons.toSorted())
  })

  test('and the nearest day is one whose own trains lead there and home', () => {
    const saturday = '2026-11-28'
    const feeds = (on: string) => everyDay(on === saturday ? branch : branchOut)(on)
    expect(unmetIn({ ...bath('hill'), feeds })).toMatchObject([
      { reason: 'no_way_back', nearestDay: saturday },
    ])
  })

  test('and none where a day shown meets it', () => {
    expect(unmetIn(bath('bridge'))).toEqual([])
  })
})

describe('a festival of another day', () => {
  const fair = festival('fair', 'bridge', [12, 5])
  const themes = ['festivals'] as const

  test('is named with its day and its sources, asked for by itself or as a kind of wish', () => {
    for (const wanted of [{ via: ['fair'] }, { wishes: { themes } }]) {
      const unmet = unmetIn({ events: [fair] }, { ...wanted, date: '2026-12-01' }).at(-1)
      expect(unmet).toMatchObject({
        reason: 'held_on_another_day',
        held: { date: '2026-12-05', isCertain: true, festival: { id: 'fair' } },
        nearestDay: '2026-12-05',
      })
    }
  })

  test('whose day is not certain is said to be so', () => {
    const about = festival('fair', 'bridge', [12, 5], { certain: false })
    expect(unmetIn({ events: [about] }, { wishes: { themes } })[0]?.held?.isCertain).toBe(false)
  })

  test('to which no train goes is named all the same, and the next one with a way there is the day to go', () => {
    const far = festival('far', 'hill', [11, 30])
    expect(unmetIn({ events: [far, fair] }, { wishes: { themes } })[0]).toMatchObject({
      held: { date: '2026-11-30', festival: { id: 'far' } },
      nearestDay: '2026-12-05',
    })
  })

  test('in a year whose day has passed is told for the next', () => {
    const passed = festival('fair', 'bridge', [11, 20])
    expect(unmetIn({ events: [passed] }, { wishes: { themes } })[0]?.nearestDay).toBe('2027-11-20')
  })
})

describe('what must be in', () => {
  const places = [place('bath', 'bridge'), place('kiln', 'hill', { category: 'craft' })]

  test('has a reason each where the day is empty, and themes that are to be had have none of their own', () => {
    const unmet = unmetIn({ places }, { via: ['bath', 'kiln'], wishes: { themes: ['crafts'] } })
    expect(unmet.map(({ chosen, reason }) => [chosen, reason])).toEqual([
      [{ kind: 'thing', thing: 'bath' }, 'only_alone'],
      [{ kind: 'thing', thing: 'kiln' }, 'no_train_stops'],
    ])
  })
})

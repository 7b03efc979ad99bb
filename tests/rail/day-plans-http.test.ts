import { describe, expect, test } from 'vitest'
import { setLocale } from '../../api/platform/http/locale.ts'
import { createLimiter } from '../../api/platform/http/rate-limit.ts'
import { createRouter } from '../../api/platform/http/validation.ts'
import { railRoutes } from '../../api/rail/routes.ts'
import { searchLimit } from '../../api/rail/search-limit.ts'
import { drawnRail, feed, run, tuesday } from './drawn-service.ts'
import { everyDay, festival, place, valleyHours } from './drawn-things.ts'

/** Down at 8:00 and 12:00, up at 10:00 and 16:00, an hour each way with the bridge half-way. */
const runs = [
  run('d1', [['castle', 480], ['bridge', 510], ['snow', 540]]),
  run('d2', [['castle', 720], ['bridge', 750], ['snow', 780]]),
  run('u1', [['snow', 600], ['bridge', 630], ['castle', 660]], { direction: 'up' }),
  run('u2', [['snow', 960], ['bridge', 990], ['castle', 1020]], { direction: 'up' }),
] // prettier-ignore

const api = (complete = false) => railRoutes({ rail: drawnRail({ feeds: () => [feed({ runs, complete })] }) })

async function get(query: string, complete?: boolean) {
  const answer = await api(complete).request(`/rail/day-plans?${query}`)
  return { status: answer.status, headers: answer.headers, body: await answer.json() }
}

const base = `from=castle&date=${tuesday}&minStay=60`

/** Nothing of this limit is ever written. */
const nowhere = {
  add: async () => expect.unreachable('a search is not written down'),
  dropBefore: async () => undefined,
}

describe('searches without end from one address', () => {
  const at = Date.parse('2026-11-24T09:00:20+09:00')
  const limited = () =>
    createRouter()
      .use(setLocale)
      .route(
        '/',
        railRoutes({
          rail: drawnRail({ feeds: () => [feed({ runs })] }),
          limiter: createLimiter({
            attempts: nowhere,
            clock: { now: () => at },
            trustedProxy: false,
            secret: 'x'.repeat(32),
          }),
        }),
      )
  const searches = ['day-plans', 'two-day-plans'].map((path) => `/rail/${path}?${base}`)

  test('are refused, with how long to wait, and nobody else is', async () => {
    const app = limited()
    const ask = (path: string, clientAddress = '192.0.2.1') => app.request(path, {}, { clientAddress })
    for (let turn = 0; turn < searchLimit.attempts; turn++)
      expect((await ask(searches[turn % 2]!)).status).toBe(200)
    for (const path of searches) {
      const refused = await ask(path)
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '40'])
      expect(refused.headers.get('content-type')).toContain('application/problem+json')
      expect(await refused.json()).toMatchObject({ code: 'too_many_requests', facts: { seconds: 40 } })
    }
    expect((await ask(searches[0]!, '198.51.100.7')).status).toBe(200)
  })

  test('hold up no plan that is asked for by its name, nor a board', async () => {
    const app = limited()
    const ask = (path: string) => app.request(path, {}, { clientAddress: '192.0.2.1' })
    const { plans } = (await (await ask(searches[0]!)).json()) as { plans: { id: string }[] }
    for (let turn = 0; turn < searchLimit.attempts; turn++) await ask(searches[0]!)
    expect((await ask(searches[0]!)).status).toBe(429)
    expect((await ask(`/rail/day-plans/${encodeURIComponent(plans[0]!.id)}`)).status).toBe(200)
    expect((await ask('/rail/departures?station=castle')).status).toBe(200)
  })
})

describe('GET /rail/day-plans', () => {
  test('counts every feasible day and tells the best that differ, with stays and legs', async () => {
    const { body, headers } = await get(base)
    // One stop: snow 9:00–10:00, 9:00–16:00, 13:00–16:00; bridge 8:30–10:30, 8:30–16:30, 12:30–16:30. Two stops:
    // snow 9–10 then bridge 10:30–16:30, bridge 8:30–12:30 then snow 13–16.
    expect(body).toMatchObject({ count: 8, isCountWhole: true, date: tuesday, from: { id: 'castle' } })
    expect(body.reason).toBeUndefined()
    const rows = body.plans.map(({ stops }: { stops: { at: { id: string } }[] }) =>
      stops.map(({ at }) => at.id).join(' '),
    )
    expect(new Set(rows).size).toBe(rows.length)
    const plan = body.plans.find(({ stops }: { stops: unknown[] }) => stops.length === 1)
    expect(plan.legs).toHaveLength(2)
    expect(plan.fare).toEqual({ yen: 420 })
    // Today's may change with the next live message; another day's is kept longer.
    expect(headers.get('cache-control')).toBe('public, max-age=30')
    const later = await get(`from=castle&date=2026-12-01&minStay=60`)
    expect(later.headers.get('cache-control')).toBe('public, max-age=600')
  })

  test('tells what a missed train costs: the next way, or a night', async () => {
    const { body } = await get(`${base}&via=snow&stops=1&time=11:00`)
    expect(body.count).toBe(1)
    const [plan] = body.plans
    expect(plan).toMatchObject({
      departure: `${tuesday}T12:00:00+09:00`,
      arrival: `${tuesday}T17:00:00+09:00`,
      stops: [
        { at: { id: 'snow' }, stayMinutes: 180, lastReturn: { departure: `${tuesday}T16:00:00+09:00` } },
      ],
      lastReturn: { isPlanned: true, last: 'last-known' },
    })
    expect(plan.legs[0].ifMissed).toEqual({ operatorUrls: [] })
    expect(plan.legs[1]).toMatchObject({ last: 'last-known', ifMissed: { stranded: 'last-known' } })
    const whole = await get(`${base}&via=snow&stops=1&time=11:00`, true)
    expect(whole.body.plans[0].legs[1]).toMatchObject({ last: 'last', ifMissed: { stranded: 'last' } })
  })

  test('tells the next way where a later train leads there or home', async () => {
    const { body } = await get(`${base}&via=snow&stops=1&until=12:00`)
    const [out, back] = body.plans[0].legs
    expect(out.ifMissed.next).toEqual({
      departure: `${tuesday}T12:00:00+09:00`,
      arrival: `${tuesday}T13:00:00+09:00`,
    })
    expect(back.ifMissed.home.arrival).toBe(`${tuesday}T17:00:00+09:00`)
  })

  test.each([
    ['a stay that no wait allows', 'via=snow&minStay=500', 'stay_too_long'],
    ['two places in one stop', 'via=snow,bridge&stops=1', 'too_few_stops'],
    ['an evening without trains', 'time=13:00', 'too_little_time'],
    ['a stop where nothing known runs', 'via=hill', 'via_not_reachable'],
    ['a stop where the day begins', 'via=castle', 'via_at_an_end'],
  ])('gives the reason for %s', async (_what, more, reason) => {
    const { status, body } = await get(`from=castle&date=${tuesday}&${more}`)
    expect({ status, count: body.count, plans: body.plans }).toEqual({ status: 200, count: 0, plans: [] })
    expect(body.reason).toBe(reason)
  })

  test('sends nobody out on a day that no timetable reaches, and names the last that one does', async () => {
    const { body } = await get('from=castle&date=2099-01-05&minStay=60')
    expect(body).toMatchObject({
      count: 0,
      plans: [],
      reason: 'date_outside_timetable',
      nearestDay: '2027-11-25',
    })
  })

  test('names every wish that is in no plan, with its reason and the day to go', async () => {
    const rail = drawnRail({
      feeds: everyDay(valleyHours),
      places: [
        place('kiln', 'bridge', {
          category: 'craft',
          closure: { ja: '冬は休み', en: 'Shut in winter', source: ['drawn'], months: [11, 12] },
        }),
      ],
      events: [festival('fair', 'snow', [12, 5])],
    })
    const answer = await railRoutes({ rail }).request(`/rail/day-plans?${base}&wishes=festivals,crafts`)
    const { unmet, plans, sources } = await answer.json()
    expect(plans.length).toBeGreaterThan(0)
    expect(unmet).toEqual([
      {
        wish: { kind: 'theme', theme: 'festivals' },
        reason: 'held_on_another_day',
        things: [],
        held: {
          date: '2026-12-05',
          festival: { id: 'fair', kind: 'festival', name: { ja: 'fair', en: 'fair' } },
          certain: true,
        },
        nearestDay: '2026-12-05',
        source: ['drawn'],
      },
      {
        wish: { kind: 'theme', theme: 'crafts' },
        reason: 'closed',
        things: [
          {
            id: 'kiln',
            kind: 'place',
            name: { ja: 'kiln', en: 'kiln' },
            closures: [{ ja: '冬は休み', en: 'Shut in winter' }],
          },
        ],
        nearestDay: '2027-01-01',
        source: ['drawn'],
      },
    ])
    expect(sources).toEqual([{ id: 'drawn', title: { ja: '作り物', en: 'Drawn' } }])
    const thatDay = await railRoutes({ rail }).request(
      `/rail/day-plans?from=castle&date=2026-12-05&minStay=60&wishes=festivals`,
    )
    const told = await thatDay.json()
    expect(told.unmet).toEqual([])
    expect(told.plans[0].stops[0].things[0].id).toBe('fair')
  })

  test('tells of a wanted festival when it is held, where no day has it', async () => {
    const rail = drawnRail({ feeds: everyDay(valleyHours), events: [festival('fair', 'snow', [2, 14])] })
    const answer = await railRoutes({ rail }).request(`/rail/day-plans?${base}&via=fair`)
    expect(await answer.json()).toMatchObject({
      count: 0,
      reason: 'not_on_date',
      nearestDay: '2027-02-14',
      unmet: [
        {
          wish: { kind: 'thing', id: 'fair', name: { en: 'fair' } },
          reason: 'held_on_another_day',
          nearestDay: '2027-02-14',
        },
      ],
    })
  })

  test.each([
    ['no start', 'date=2026-11-24', '400 field_missing from'],
    ['no date', 'from=castle', '400 field_missing date'],
    ['an unknown start', 'from=nowhere&date=2026-11-24', '404 station_unknown from'],
    ['a start with a NUL', `from=cas%00tle&date=${tuesday}`, '400 field_invalid from'],
    ['a stop with a NUL', `${base}&via=snow,bri%00dge`, '400 field_invalid via.1'],
    ['an unknown end', `${base}&to=nowhere`, '404 station_unknown to'],
    ['an unknown stop', `${base}&via=nowhere`, '404 station_unknown via'],
    ['a stay of a moment', `${base}&minStay=9`, '400 field_invalid minStay'],
    ['a stay in words', `from=castle&date=${tuesday}&minStay=long`, '400 field_invalid minStay'],
    ['too many stops', `${base}&stops=5`, '400 field_invalid stops'],
    ['an unknown wish', `${base}&wishes=gold`, '400 field_invalid wishes.0'],
    ['an hour that does not exist', `${base}&until=25:00`, '400 field_invalid until'],
    ['a limit below one', `${base}&limit=0`, '400 field_invalid limit'],
    ['half a yes', `${base}&stepFree=1`, '400 field_invalid stepFree'],
    ['a negative walk', `${base}&walk=-5`, '400 field_invalid walk'],
  ])('refuses %s', async (_what, query, told) => {
    const { status, body } = await get(query)
    expect(`${status} ${body.code} ${body.field}`).toBe(told)
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Place } from '../../content/index.ts'
import type { ScoredPlan } from '../../api/rail/plan-score.ts'
import { railRoutes } from '../../api/rail/routes.ts'
import { bestPair, pairScore } from '../../api/rail/two-days.ts'
import { drawnRail, feed, run, tuesday } from './drawn-service.ts'

const thing = (id: string) => ({ id, institution: undefined, exhibits: [] })
const plan = fc
  .record({
    score: fc.integer({ min: -20, max: 60 }),
    stops: fc.array(
      fc.record({
        at: fc.constantFrom('a', 'b', 'c'),
        doings: fc.array(
          fc.record({
            thing: fc.constantFrom('bath', 'bridge', 'house').map(thing),
            value: fc.integer({ min: 0, max: 30 }),
          }),
          { maxLength: 2 },
        ),
      }),
      { maxLength: 2 },
    ),
    leaves: fc.integer({ min: 300, max: 320 }),
  })
  .map(
    ({ score, stops, leaves }) =>
      ({
        score,
        visits: stops,
        moves: [{ to: 'z', departureMinute: leaves, arrivalMinute: leaves + 60, rides: [] }],
      }) as unknown as ScoredPlan,
  )

test('the best pair is the best of all pairs that have what must be', () => {
  const wish = fc.record({
    via: fc.uniqueArray(fc.constantFrom('a', 'n'), { maxLength: 2 }),
    wanted: fc.uniqueArray(fc.constantFrom('bath', 'house'), { maxLength: 1 }),
  })
  fc.assert(
    fc.property(
      fc.array(plan, { maxLength: 6 }),
      fc.array(plan, { maxLength: 6 }),
      wish,
      (one, two, asked) => {
        const scores = one.flatMap((first) =>
          two.flatMap((second) => {
            const visits = [...first.visits, ...second.visits]
            const stops = new Set(['n', ...visits.map(({ at }) => at)])
            const done = new Set(visits.flatMap(({ doings }) => doings.map((doing) => doing.thing.id)))
            const isMet =
              asked.via.every((stop) => stops.has(stop)) && asked.wanted.every((id) => done.has(id))
            return isMet ? [pairScore(first, second)] : []
          }),
        )
        const best = bestPair('n', { firsts: one, seconds: two }, asked)
        expect(best?.score).toBe(scores.length === 0 ? undefined : Math.max(...scores))
      },
    ),
    { numRuns: 2_000 },
  )
})

test('what was done on the first day is worth nothing on the second', () => {
  const day = (score: number, ids: readonly string[]) =>
    ({
      score,
      moves: [],
      visits: [{ at: 'a', doings: ids.map((id) => ({ thing: thing(id), value: 20 })) }],
    }) as unknown as ScoredPlan
  expect(pairScore(day(30, ['bath']), day(25, ['bridge']))).toBe(55)
  expect(pairScore(day(30, ['bath']), day(25, ['bath', 'bridge']))).toBe(35)
})

const said = { ja: '言', en: 'said', source: ['drawn'] }
const spring: Place = {
  id: 'spring',
  name: { ja: '湯', en: 'Spring' },
  category: 'onsen',
  municipality: 'town',
  municipalityName: { ja: '町', en: 'Town' },
  station: 'snow',
  access: said,
  season: { ...said, months: [] },
  facilities: { stepFree: 'unknown', toilet: 'unknown', stroller: 'unknown', signs: 'unknown' },
  summary: said,
  source: ['drawn'],
}

/** Down at 8:00 and late, up at 10:00, every day; the bridge lies half-way. */
const days = (late: number) => (day: string) => [
  feed({
    runs: [
      run('down', [['castle', 480], ['bridge', 510], ['snow', 540]], { day }),
      run('late', [['castle', late], ['bridge', late + 30], ['snow', late + 60]], { day }),
      run('up', [['snow', 600], ['bridge', 630], ['castle', 660]], { direction: 'up', day }),
    ].map((one) => ({ ...one, id: `${one.id}@${day}` })),
  }),
] // prettier-ignore

const api = (late = 900) => railRoutes({ rail: drawnRail({ feeds: days(late), places: [spring] }) })
const get = async (query: string, late?: number) => {
  const answer = await api(late).request(
    `/rail/two-day-plans?from=castle&date=${tuesday}&minStay=30&${query}`,
  )
  return { status: answer.status, body: await answer.json() }
}

describe('GET /rail/two-day-plans', () => {
  test('the first day ends where one stays, the second begins there on the day after', async () => {
    const { body } = await get('')
    expect(body.dates).toEqual([tuesday, '2026-11-25'])
    expect(body.plans).toHaveLength(1)
    const [{ night, springs, days: both }] = body.plans
    expect({ night: night.id, springs: springs.map(({ id }: { id: string }) => id) }).toEqual({
      night: 'snow',
      springs: ['spring'],
    })
    expect(both.map(({ date }: { date: string }) => date)).toEqual(body.dates)
    expect(both[0].legs.at(-1).to.id).toBe('snow')
    expect(both[1]).toMatchObject({
      departure: '2026-11-25T10:00:00+09:00',
      arrival: '2026-11-25T11:00:00+09:00',
    })
    expect(both[0].fare).toEqual({ yen: expect.any(Number) })
  })

  test('what must be in is in on one of the days', async () => {
    const { body } = await get('via=bridge')
    const stops = body.plans[0].days.flatMap((day: { stops: { at: { id: string } }[] }) =>
      day.stops.map(({ at }) => at.id),
    )
    expect(stops).toContain('bridge')
  })

  test('nobody comes to the house after eight in the evening', async () => {
    const { body } = await get('via=bridge', 1170)
    expect(body.plans).toEqual([])
    expect(body.reason).toBe('no_night')
  })

  test.each([
    ['where the day begins', 'nightAt=castle', 'night_at_an_end'],
    ['where no train goes', 'nightAt=hill', 'no_night'],
  ])('says why: a night %s', async (_what, query, reason) => {
    expect(await get(query)).toMatchObject({ status: 200, body: { plans: [], reason } })
  })

  test('a station that nobody knows is told with its field', async () => {
    expect(await get('nightAt=nowhere-at-all')).toMatchObject({
      status: 404,
      body: { code: 'station_unknown', field: 'nightAt' },
    })
  })
})

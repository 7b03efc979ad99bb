import { describe, expect, test } from 'vitest'
import { holidaysOfJapan } from '../../api/merchants/holidays-holiday-jp.ts'
import { railService } from '../../api/rail/index.ts'
import { contentNetwork } from '../../api/rail/network-content.ts'
import { railRoutes } from '../../api/rail/routes.ts'

/** Days that travellers of the Tadami Line put together by hand, asked of the planner: found, or bettered. */
const clock = { now: () => Date.parse('2026-11-20T12:00:00+09:00') }
const rail = railService({ network: contentNetwork, holidays: holidaysOfJapan, clock })
const routes = railRoutes({ rail })

type Stop = {
  at: { id: string }
  arrival: string
  departure: string
  idleMinutes: number
  walkMinutes: number
  daylight: { sunset: string }
  things: { id: string; start: string; end: string; walkMinutes?: number; themes: string[] }[]
}
type Plan = {
  departure: string
  arrival: string
  walkMinutes: number
  stops: Stop[]
  legs: { trip: string | null }[]
}

async function daysOut(
  query: string,
): Promise<{ plans: Plan[]; reason?: string; unmet: { reason: string }[] }> {
  const answer = await routes.request(`/rail/day-plans?from=aizu-wakamatsu&limit=20&${query}`)
  expect(answer.status).toBe(200)
  return answer.json()
}

const clockOf = (instant: string): string => instant.slice(11, 16)
const done = ({ things }: Stop): string[] => things.map(({ id }) => id)

// No timetable of the town bus (8:10, Monday to Saturday) with its stops is known, and no way on foot between stations:
// the parts of the days below that need them are not found.

describe('“almost the whole day” for one photograph: 6:00, Miyashita 7:30, lookout 8:00, photograph 9:00, waiting until 13:00', () => {
  const wednesday = '2026-11-25'

  test('is found by the same train, with the way on foot that a source states', async () => {
    const { plans } = await daysOut(`date=${wednesday}&via=first-bridge-viewpoint&stops=1&wishes=photographs`)
    const plan = plans.find(({ departure }) => clockOf(departure) === '06:08')!
    const [stop] = plan.stops
    expect({ at: stop!.at.id, arrival: clockOf(stop!.arrival) }).toEqual({
      at: 'aizu-miyashita',
      arrival: '07:38',
    })
    const lookout = stop!.things.find(({ id }) => id === 'first-bridge-viewpoint')!
    expect(lookout.walkMinutes).toBe(40)
    // Forty minutes on foot from 7:38: there before the train that was photographed at nine.
    expect(clockOf(lookout.end) < '09:00').toBe(true)
    expect(clockOf(plan.arrival)).toBe('17:24')
  })

  test('is bettered: the hours of waiting are filled with other things near the same station', async () => {
    const { plans } = await daysOut(`date=${wednesday}&via=first-bridge-viewpoint&stops=1&wishes=photographs`)
    const [stop] = plans[0]!.stops
    expect(done(stop!).length).toBeGreaterThan(2)
    expect(stop!.idleMinutes).toBeLessThan(4 * 60)
  })

  test('is found on a Sunday too, when no bus runs', async () => {
    const { plans } = await daysOut(`date=2026-11-29&via=first-bridge-viewpoint&stops=1&wishes=photographs`)
    expect(plans.some(({ stops: [stop] }) => done(stop!).includes('first-bridge-viewpoint'))).toBe(true)
  })
})

describe('off at Aizu-Nishikata at about 7:25, a photograph, and the trains of about 9:10', () => {
  test('is found up to the train: the first train out, the bridge, and the train of 8:47 from Kawaguchi', async () => {
    const { plans } = await daysOut('date=2026-11-25&via=second-bridge&stops=1&until=11:00')
    const [plan] = plans
    const [stop] = plan!.stops
    expect(plans).toHaveLength(1)
    expect(plan!.legs.map(({ trip }) => trip)).toEqual(['td1@2026-11-25', 'tu1@2026-11-25'])
    expect(stop!.at.id).toBe('aizu-nishikata')
    const photograph = stop!.things.find(({ id }) => id === 'second-bridge')!
    expect(clockOf(photograph.start) >= '07:25' && clockOf(photograph.end) <= '09:10').toBe(true)
    // Estimated times are never earlier there, nor later back, than the fastest train allows.
    expect(clockOf(stop!.arrival) >= '07:25' && clockOf(stop!.departure) <= '09:30').toBe(true)
  })
})

describe('three places for photographs in a day, for which families hire a car', () => {
  const three = 'via=first-bridge-viewpoint,second-bridge,third-bridge&stops=2&minStay=20&wishes=photographs'

  test('is found by train alone where the day is long', async () => {
    const { plans } = await daysOut(`date=2027-05-12&${three}`)
    const [plan] = plans
    expect(plan!.stops.map(({ at }) => at.id).toSorted()).toEqual(['aizu-miyashita', 'aizu-nishikata'])
    expect(plan!.stops.flatMap(done)).toEqual(
      expect.arrayContaining(['first-bridge-viewpoint', 'second-bridge', 'third-bridge']),
    )
  })

  test('asks for long walks, and says so to those who cannot: then two of them are a day', async () => {
    expect((await daysOut(`date=2027-05-12&${three}&walk=120`)).reason).toBe('too_far_on_foot')
    const two = await daysOut(
      'date=2027-05-12&via=first-bridge-viewpoint,second-bridge&stops=2&minStay=20&walk=120',
    )
    expect(two.plans[0]!.walkMinutes).toBeLessThanOrEqual(120)
  })
})

describe('a stay until the train that leaves Aizu-Wakamatsu at 17:00', () => {
  const question = 'to=aizu-kawaguchi&stops=1&time=12:30&wishes=photographs'
  const viewsOf = async (date: string) =>
    (await daysOut(`date=${date}&${question}`)).plans.flatMap(({ stops }) =>
      stops.flatMap(({ things, departure, daylight }) =>
        things
          .filter(({ themes }) => themes.includes('photographs'))
          .map(({ end }) => ({ end: clockOf(end), left: clockOf(departure), sunset: daylight.sunset })),
      ),
    )

  test('has no view after sunset, which comes before that train in November', async () => {
    const views = await viewsOf('2026-11-10')
    expect(views.some(({ left, sunset }) => left > sunset)).toBe(true)
    expect(views.filter(({ end, sunset }) => end > sunset)).toEqual([])
  })

  test('has them later in June', async () => {
    const [november, june] = await Promise.all([viewsOf('2026-11-24'), viewsOf('2027-06-01')])
    expect(june.length).toBeGreaterThan(november.length)
  })
})

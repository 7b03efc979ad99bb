import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { eachDayPlan } from '../../api/rail/day-plan.ts'
import type { RailDay } from '../../api/rail/day.ts'
import { groundOf } from '../../api/rail/move-ground.ts'
import { movesOver } from '../../api/rail/move.ts'
import { movesAgain } from '../../api/rail/plan-again.ts'
import { planIdOf, readPlanId } from '../../api/rail/plan-id.ts'
import { railRoutes } from '../../api/rail/routes.ts'
import { indexOf } from '../../api/rail/timetable-index.ts'
import { throughRuns } from '../../api/rail/through.ts'
import { drawnStops, drawnThrough } from './drawn-network.ts'
import { drawnRail, feed, run, tuesday } from './drawn-service.ts'
import { everyDay, place, valleyHours } from './drawn-things.ts'

describe('the name of a plan', () => {
  test('gives every day of small networks again, changes and ways on foot included', () => {
    fc.assert(
      fc.property(drawnThrough, fc.constantFrom(...drawnStops), (drawn, start) => {
        const day = { ...drawn, runs: throughRuns(drawn.runs), date: tuesday } as unknown as RailDay
        const moves = movesOver(groundOf(indexOf(day)), {
          minStayMinutes: 5,
          earliestMinute: -20,
          latestMinute: 110,
        })
        const limits = { start, end: start, via: [], mostStops: 3, minStayMinutes: 5 }
        eachDayPlan(
          moves,
          limits,
          (plan) => {
            const named = readPlanId(planIdOf(tuesday, plan))
            expect(named && movesAgain(named, day)).toEqual(plan)
            return undefined
          },
          50,
        )
      }),
      { numRuns: 500 },
    )
  })

  test('keeps any letter of an imported id, and parts words by none of them', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(text, text, text, (id, from, to) => {
        const rides = [{ run: run(id, [[from, 480], [to, 500]]), fromIndex: 0, toIndex: 1, walkMinutesBefore: 0 }] // prettier-ignore
        const move = { from, to, departureMinute: 480, arrivalMinute: 500, changes: 0, walkMinutes: 0, rides }
        const name = planIdOf(tuesday, [move])
        expect(name).toMatch(/^[A-Za-z0-9._~!-]+$/)
        expect(readPlanId(name)).toEqual({ date: tuesday, start: from, moves: [[{ trip: id, to }]] })
      }),
    )
  })

  test.each(['', 'plan', tuesday, `${tuesday}~castle`, `${tuesday}~castle~d1`, `${tuesday}~~d1_snow`, `${tuesday}~castle~d1!1_snow`, 'someday~castle~d1_snow', '2026-13-45~castle~d1_snow'])(
    'is not "%s"',
    (text) => expect(readPlanId(text)).toBeUndefined(),
  ) // prettier-ignore
})

describe('GET /rail/day-plans/{id}', () => {
  const places = [place('bath', 'snow')]
  const api = railRoutes({ rail: drawnRail({ feeds: everyDay(valleyHours), places }) })
  const get = async (path: string) => {
    const answer = await api.request(`/rail/day-plans${path}`)
    return { status: answer.status, body: await answer.json() }
  }
  const base = `?from=castle&date=${tuesday}`

  test('gives each plan of a question again, as it was told', async () => {
    const { body } = await get(`${base}&minStay=60&wishes=hot-springs`)
    expect(body.plans.length).toBeGreaterThan(2)
    for (const plan of body.plans) {
      const again = await get(`/${plan.id}?wishes=hot-springs`)
      expect({ status: again.status, plan: again.body.plan }).toEqual({ status: 200, plan })
      expect(again.body).toMatchObject({ date: tuesday, from: { id: 'castle' }, to: { id: 'castle' } })
    }
  })

  test('has one name for the same trains and stops, whatever was wished', async () => {
    const idsOf = async (more: string) =>
      (await get(`${base}&stops=1&via=snow&limit=20${more}`)).body.plans.map(({ id }: { id: string }) => id)
    expect(await idsOf('&minStay=60')).toEqual(await idsOf('&minStay=20&wishes=crafts'))
  })

  test.each([
    ['a train that does not run', 'd9_snow~u2_castle'],
    ['a train that does not go there', 'd1_hill~u2_castle'],
    ['a train that goes the other way', 'u1_snow~u2_castle'],
    ['a train that has left before one is there', 'd2_snow~u1_castle'],
    ['a way on foot that nobody knows', '_bridge_d1_snow~u2_castle'],
    ['a train whose calls are others', 'd1!0-1_snow~u2_castle'],
    ['calls that a train does not have', 'd1!0-9_snow~u2_castle'],
    ['no train at all', '_bridge'],
    ['a change to a train that has left', 'd2_bridge_u1_castle'],
    ['more stops than a day has', 'd1_bridge~d1_snow~u1_bridge~u1_castle~d2_bridge~d2_snow'],
  ])('says that there is no such plan: %s', async (_what, moves) => {
    const { status, body } = await get(`/${tuesday}~castle~${moves}`)
    expect(`${status} ${body.code}`).toBe('404 plan_unknown')
  })

  test('needs as long for a change as the search for days does', async () => {
    // On one line three minutes are enough.
    const short = (minute: number) => [
      ...valleyHours,
      ['h', [['bridge', 510 + minute], ['hill', 530]]],
    ] as const // prettier-ignore
    const statusAfter = async (minute: number) => {
      const rail = drawnRail({ feeds: everyDay(short(minute)) })
      const answer = await railRoutes({ rail }).request(`/rail/day-plans/${tuesday}~castle~d1_bridge_h_hill`)
      return answer.status
    }
    expect([await statusAfter(2), await statusAfter(3)]).toEqual([404, 200])
  })

  test('says so too where a train is taken off', async () => {
    const [first, , , last] = valleyHours.map(([id, stops]) => run(id, stops))
    const left = railRoutes({ rail: drawnRail({ feeds: () => [feed({ runs: [last!] })] }) })
    const whole = railRoutes({ rail: drawnRail({ feeds: () => [feed({ runs: [first!, last!] })] }) })
    const path = `/rail/day-plans/${tuesday}~castle~d1_snow~u2_castle`
    expect((await whole.request(path)).status).toBe(200)
    expect((await left.request(path)).status).toBe(404)
  })

  test('refuses a wish that is none', async () => {
    const { status, body } = await get(`/${tuesday}~castle~d1_snow~u2_castle?wishes=gold`)
    expect(`${status} ${body.code} ${body.field}`).toBe('400 field_invalid wishes.0')
  })
})

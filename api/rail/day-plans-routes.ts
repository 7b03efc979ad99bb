import { createRoute, z } from '@hono/zod-openapi'
import { problemAnswer } from '../platform/http/problem.ts'
import { createRouter } from '../platform/http/validation.ts'
import type { Limiter } from '../platform/http/rate-limit.ts'
import { shownPlan, sourcesOfPlan, type Telling } from './day-plans-rendering.ts'
import { shownPoint } from './journeys-rendering.ts'
import { shownLive } from './live-rendering.ts'
import { refused } from './refused.ts'
import { beforeSearch, type SearchParts } from './search-limit.ts'
import { shownNotice, shownSuspension } from './rendering.ts'
import type { PlanTold } from './day-plans-service.ts'
import {
  askedOf,
  dayPlanQuery,
  dayPlanSchema,
  dayPlansQuery,
  dayPlansSchema,
  wishesOf,
} from './routes-day-plans-schemas.ts'
import { shownUnmet, sourcesOfUnmet } from './unmet-rendering.ts'

const dayPlansRoute = (limiter: Limiter | undefined) =>
  createRoute({
    method: 'get',
    path: '/rail/day-plans',
    tags: ['rail'],
    summary: 'Whole days out from a station and back: the best that differ of every feasible one',
    middleware: beforeSearch(limiter),
    request: { query: dayPlansQuery },
    responses: {
      200: {
        description: 'Days over the trains we know; never empty without a reason',
        content: { 'application/json': { schema: dayPlansSchema } },
      },
      400: problemAnswer('A field of the question is wrong'),
      404: problemAnswer('No such station'),
      429: problemAnswer('Too many searches from this address; Retry-After says how long to wait'),
    },
  })

const dayPlanRoute = createRoute({
  method: 'get',
  path: '/rail/day-plans/{id}',
  tags: ['rail'],
  summary: 'The plan of a name, put together again from the timetable of now',
  request: { params: z.object({ id: z.string().max(1_000) }), query: dayPlanQuery },
  responses: {
    200: {
      description: 'The plan; wishes say what there is to do at its stops',
      content: { 'application/json': { schema: dayPlanSchema } },
    },
    400: problemAnswer('A field of the question is wrong'),
    404: problemAnswer('Its trains do not run so, or the name is none'),
  },
})

/** The HTTP of days out. */
export const dayPlansRoutes = ({ rail, limiter }: SearchParts) => {
  const names = { stop: rail.nameOfStop, place: rail.nameOfPlace }
  const tellingOf = ({ date, home, lightAt, day }: PlanTold): Telling => ({
    date,
    names,
    home,
    lightAt,
    operatorUrlOf: (line) => day.coverage.find((one) => one.line === line)?.operatorUrl,
    fareOf: (tickets) => rail.dayFare({ tickets, date }),
  })
  const beside = ({ date, coverage, suspensions, notices, live }: PlanTold, sources: readonly string[]) => ({
    date,
    coverage: [...coverage],
    suspensions: suspensions.map(shownSuspension),
    notices: notices.map(shownNotice),
    live: live.map((one) => shownLive(one, date, names.stop)),
    sources: rail.sourcesOf([
      ...sources,
      ...[...suspensions, ...notices, ...live].flatMap((one) => one.sources),
    ]),
  })
  /** Live messages change the plans of today. */
  const freshFor = (date: string): number => (date === rail.today() ? 30 : 600)
  return createRouter()
    .openapi(dayPlansRoute(limiter), (c) => {
      const found = rail.dayPlans(askedOf(c.req.valid('query')))
      if (!found.ok) return refused(c, found.error)
      const { wish, plans, count, isCountWhole, reason, nearestDay, unmet } = found.value
      const telling = tellingOf(found.value)
      const sources = [
        ...plans.flatMap((plan) => sourcesOfPlan(plan, telling)),
        ...unmet.flatMap(sourcesOfUnmet),
      ]
      c.header('cache-control', `public, max-age=${freshFor(found.value.date)}`)
      return c.json(
        {
          from: shownPoint({ stop: wish.start }, names),
          to: shownPoint({ stop: wish.end }, names),
          plans: plans.map((plan) => shownPlan(plan, telling)),
          count,
          isCountWhole,
          ...(reason === undefined ? {} : { reason }),
          ...(nearestDay === undefined ? {} : { nearestDay }),
          unmet: unmet.map((one) => shownUnmet(one, rail.nameOfThing)),
          ...beside(found.value, sources),
        },
        200,
      )
    })
    .openapi(dayPlanRoute, (c) => {
      const query = c.req.valid('query')
      const { via = [] } = query
      const found = rail.dayPlan({ id: c.req.valid('param').id, via, wishes: wishesOf(query) })
      if (!found.ok) return refused(c, found.error)
      const { plan } = found.value
      const telling = tellingOf(found.value)
      c.header('cache-control', `public, max-age=${freshFor(found.value.date)}`)
      return c.json(
        {
          from: shownPoint({ stop: plan.moves[0]!.from }, names),
          to: shownPoint({ stop: plan.moves.at(-1)!.to }, names),
          plan: shownPlan(plan, telling),
          ...beside(found.value, sourcesOfPlan(plan, telling)),
        },
        200,
      )
    })
}

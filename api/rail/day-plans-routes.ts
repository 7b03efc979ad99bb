import { createRoute } from '@hono/zod-openapi'
import { problemAnswer } from '../platform/http/problem.ts'
import { createRouter } from '../platform/http/validation.ts'
import { shownPlan, sourcesOfPlan, type Telling } from './day-plans-rendering.ts'
import { shownPoint } from './journeys-rendering.ts'
import { shownLive } from './live-rendering.ts'
import { refused } from './refused.ts'
import { shownNotice, shownSuspension } from './rendering.ts'
import { askedOf, dayPlansQuery, dayPlansSchema } from './routes-day-plans-schemas.ts'
import type { Rail } from './service.ts'
import { shownUnmet, sourcesOfUnmet } from './unmet-rendering.ts'

const dayPlansRoute = createRoute({
  method: 'get',
  path: '/rail/day-plans',
  tags: ['rail'],
  summary: 'Whole days out from a station and back: the best that differ of every feasible one',
  request: { query: dayPlansQuery },
  responses: {
    200: {
      description: 'Days over the trains we know; never empty without a reason',
      content: { 'application/json': { schema: dayPlansSchema } },
    },
    400: problemAnswer('A field of the question is wrong'),
    404: problemAnswer('No such station'),
  },
})

/** The HTTP of days out. */
export const dayPlansRoutes = ({ rail }: { readonly rail: Rail }) => {
  const names = { stop: rail.nameOfStop, place: rail.nameOfPlace }
  return createRouter().openapi(dayPlansRoute, (c) => {
    const found = rail.dayPlans(askedOf(c.req.valid('query')))
    if (!found.ok) return refused(c, found.error)
    const { date, wish, plans, day, home, lightAt, coverage } = found.value
    const { suspensions, notices, live } = found.value
    const operatorUrlOf = (line: string) => day.coverage.find((one) => one.line === line)?.operatorUrl
    const fareOf: Telling['fareOf'] = (tickets) => rail.dayFare({ tickets, date })
    const telling = { date, names, home, lightAt, operatorUrlOf, fareOf }
    const { count, isCountWhole, reason, nearestDay, unmet } = found.value
    const hindering = [...suspensions, ...notices, ...live].flatMap(({ sources }) => sources)
    c.header('cache-control', `public, max-age=${date === rail.today() ? 30 : 600}`)
    return c.json(
      {
        from: shownPoint({ stop: wish.start }, names),
        to: shownPoint({ stop: wish.end }, names),
        date,
        plans: plans.map((plan) => shownPlan(plan, telling)),
        count,
        isCountWhole,
        ...(reason === undefined ? {} : { reason }),
        ...(nearestDay === undefined ? {} : { nearestDay }),
        unmet: unmet.map((one) => shownUnmet(one, rail.nameOfThing)),
        coverage: [...coverage],
        suspensions: suspensions.map(shownSuspension),
        notices: notices.map(shownNotice),
        live: live.map((one) => shownLive(one, date, names.stop)),
        sources: rail.sourcesOf([
          ...plans.flatMap((plan) => sourcesOfPlan(plan, telling)),
          ...unmet.flatMap(sourcesOfUnmet),
          ...hindering,
        ]),
      },
      200,
    )
  })
}

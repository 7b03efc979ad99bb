import { createRoute } from '@hono/zod-openapi'
import { problemAnswer } from '../platform/http/problem.ts'
import { createRouter } from '../platform/http/validation.ts'
import { sourcesOfFare } from './fares-rendering.ts'
import { ridesOf, shownJourney, shownPoint, sourcesOfLeg } from './journeys-rendering.ts'
import { shownLive, shownLost } from './live-rendering.ts'
import { refused } from './refused.ts'
import { instantOf, shownClosure, shownNotice, shownSuspension } from './rendering.ts'
import { journeysQuery, journeysSchema } from './routes-journeys-schemas.ts'
import type { Rail } from './service.ts'

const journeysRoute = createRoute({
  method: 'get',
  path: '/rail/journeys',
  tags: ['rail'],
  summary:
    'Journeys between two stations, places or points; a reason and the next service where there is none',
  request: { query: journeysQuery },
  responses: {
    200: {
      description: 'Journeys over the trains we know; never empty without a reason',
      content: { 'application/json': { schema: journeysSchema } },
    },
    400: problemAnswer('A field of the question is wrong'),
    404: problemAnswer('No such station or place'),
  },
})

/** The HTTP of journeys. */
export const journeysRoutes = ({ rail }: { readonly rail: Rail }) => {
  const names = { stop: rail.nameOfStop, place: rail.nameOfPlace }
  return createRouter().openapi(journeysRoute, (c) => {
    const found = rail.journeys(c.req.valid('query'))
    if (!found.ok) return refused(c, found.error)
    const { date, from, to, journeys, reason, nextService, coverage } = found.value
    const { suspensions, notices, closures, live, lost } = found.value
    // What is said live of today changes from one minute to the next.
    c.header('cache-control', `public, max-age=${date === rail.today() ? 30 : 600}`)
    const priced = journeys.map((journey) => ({
      journey,
      dayFare: rail.dayFare({ tickets: [ridesOf(journey)], date }),
    }))
    const used = priced.flatMap(({ journey, dayFare }) => [
      ...journey.legs.flatMap(sourcesOfLeg),
      ...sourcesOfFare(dayFare),
    ])
    const hindering = [...suspensions, ...notices, ...closures, ...live].flatMap(({ sources }) => sources)
    return c.json(
      {
        from: shownPoint(from.point, names),
        to: shownPoint(to.point, names),
        date,
        journeys: priced.map(({ journey, dayFare }) => shownJourney(journey, date, { names, dayFare })),
        ...(reason === undefined ? {} : { reason }),
        ...(nextService === undefined
          ? {}
          : {
              nextService: {
                departure: instantOf(nextService.date, nextService.departureMinute),
                arrival: instantOf(nextService.date, nextService.arrivalMinute),
              },
            }),
        coverage: [...coverage],
        suspensions: suspensions.map(shownSuspension),
        notices: notices.map(shownNotice),
        live: live.map((one) => shownLive(one, date, names.stop)),
        lost: lost.map((one) => shownLost(one, date, names.stop)),
        closures: closures.map(shownClosure),
        sources: rail.sourcesOf([...used, ...hindering]),
      },
      200,
    )
  })
}

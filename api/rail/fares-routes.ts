import { createRoute } from '@hono/zod-openapi'
import { problemAnswer } from '../platform/http/problem.ts'
import { createRouter } from '../platform/http/validation.ts'
import { shownCarbon, shownFare, shownPass, sourcesOfFare } from './fares-rendering.ts'
import { refused } from './refused.ts'
import { fareAnswerSchema, fareQuery } from './routes-fares-schemas.ts'
import type { Rail } from './service.ts'

const fareRoute = createRoute({
  method: 'get',
  path: '/rail/fare',
  tags: ['rail'],
  summary: 'What it costs from one station to another, with passes that hold and the carbon beside a car',
  request: { query: fareQuery },
  responses: {
    200: {
      description: 'The ordinary fare by the shortest way on rails, or why it is not available',
      content: { 'application/json': { schema: fareAnswerSchema } },
    },
    400: problemAnswer('A field of the question is wrong'),
    404: problemAnswer('No such station; `candidates` are those whose names come near'),
  },
})

/** The HTTP of fares. */
export const faresRoutes = ({ rail }: { readonly rail: Rail }) => {
  const named = (id: string) => ({ id, name: rail.nameOfStop(id) })
  return createRouter().openapi(fareRoute, (c) => {
    const asked = c.req.valid('query')
    const found = rail.fareBetween(asked)
    if (!found.ok) return refused(c, found.error)
    const { date, from, to, fare, rides, passes, carbon, carbonBasis, rules } = found.value
    c.header('cache-control', asked.date === undefined ? 'public, max-age=60' : 'public, max-age=3600')
    return c.json(
      {
        from: named(from.id),
        to: named(to.id),
        date,
        passenger: asked.passenger,
        trip: asked.trip,
        fare: shownFare(fare),
        rides: rides.map((ride) => ({ ...ride, from: named(ride.from), to: named(ride.to) })),
        passes: passes.map((one) => shownPass(one, asked.passenger)),
        ...(carbon === undefined ? {} : { carbon: shownCarbon(carbon, carbonBasis) }),
        rules: { ja: rules.words.ja, en: rules.words.en },
        sources: rail.sourcesOf([...sourcesOfFare(found.value), ...rules.source]),
      },
      200,
    )
  })
}

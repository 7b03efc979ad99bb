import { createRoute, z } from '@hono/zod-openapi'
import { problemAnswer } from '../platform/http/problem.ts'
import { createRouter } from '../platform/http/validation.ts'
import { shownLineNow, shownPause, sourceIdsOfNow, sourceIdsOfPause } from './now-rendering.ts'
import { lineNowSchema, pausesSchema } from './routes-now-schemas.ts'
import { refused } from './refused.ts'
import { daySchema, timeSchema } from './routes-schemas.ts'
import type { Rail } from './service.ts'

const request = {
  params: z.object({ id: z.string().max(100) }),
  query: z.object({
    date: daySchema.optional().openapi({ description: 'Today in Japan when left out' }),
    time: timeSchema.optional().openapi({ description: 'Now, or the start of another day, when left out' }),
  }),
}
const badQuestion = problemAnswer('A field of the question is wrong')

const lineNowRoute = createRoute({
  method: 'get',
  path: '/rail/lines/{id}/now',
  tags: ['rail'],
  summary: 'Where the known trains of a line are by timetable, and what leaves each station next',
  request,
  responses: {
    200: { description: 'The line at a minute', content: { 'application/json': { schema: lineNowSchema } } },
    400: badQuestion,
    404: problemAnswer('No such line'),
  },
})

const pausesRoute = createRoute({
  method: 'get',
  path: '/rail/stations/{id}/between-trains',
  tags: ['rail'],
  summary: 'What fits between the known trains of a station, on foot by sourced minutes',
  request,
  responses: {
    200: {
      description: 'Pauses from the time on: after each arrival until the next departure each way',
      content: { 'application/json': { schema: pausesSchema } },
    },
    400: badQuestion,
    404: problemAnswer('No such station'),
  },
})

/** The HTTP of what is on the rails at a minute. */
export const nowRoutes = ({ rail }: { readonly rail: Rail }) => {
  const nameOf = (id: string) => rail.stationById(id)?.name ?? { ja: id, en: id }
  return createRouter()
    .openapi(lineNowRoute, (c) => {
      const found = rail.lineNow(c.req.valid('param').id, c.req.valid('query'))
      if (!found.ok) return refused(c, found.error)
      c.header('cache-control', 'public, max-age=30')
      const sources = rail.sourcesOf(sourceIdsOfNow(found.value))
      return c.json({ ...shownLineNow(found.value, nameOf), sources }, 200)
    })
    .openapi(pausesRoute, (c) => {
      const found = rail.betweenTrains(c.req.valid('param').id, c.req.valid('query'))
      if (!found.ok) return refused(c, found.error)
      c.header('cache-control', 'public, max-age=60')
      const { station, date, time, pauses } = found.value
      return c.json(
        {
          station: { id: station, name: nameOf(station) },
          date,
          time,
          pauses: pauses.map((pause) => shownPause(pause, date)),
          sources: rail.sourcesOf(pauses.flatMap(sourceIdsOfPause)),
        },
        200,
      )
    })
}

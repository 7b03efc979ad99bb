import { createRoute, z } from '@hono/zod-openapi'
import { problemAnswer } from '../platform/http/problem.ts'
import { createRouter } from '../platform/http/validation.ts'
import type { HouseDay } from './open-day.ts'
import { refused } from './refused.ts'
import { daySchema, textSchema } from './routes-schemas.ts'
import type { Rail } from './service.ts'

const minute = z.int().openapi({ description: 'Minutes since midnight in Japan' })

const houseDaySchema = z.object({
  date: daySchema,
  state: z
    .enum(['open', 'shut', 'perhaps', 'unknown'])
    .describe('perhaps: the source does not say it so exactly; unknown: no source says'),
  because: z.array(textSchema).describe('What shuts it, or may'),
  hours: z.object({ from: minute, to: minute.nullable().describe('null: until sunset') }).optional(),
})

const openingRoute = createRoute({
  method: 'get',
  path: '/rail/openings/{id}',
  tags: ['rail'],
  summary: 'Whether a place or an institution is open on a day, and on which day next',
  request: { params: z.object({ id: z.string().max(100) }), query: z.object({ date: daySchema.optional() }) },
  responses: {
    200: {
      description: 'As far as sources say',
      content: {
        'application/json': {
          schema: z.object({ day: houseDaySchema, next: houseDaySchema.optional() }),
        },
      },
    },
    400: problemAnswer('A field of the question is wrong'),
    404: problemAnswer('No such place or institution'),
  },
})

const shownDay = ({ hours, because, ...day }: HouseDay) => ({
  ...day,
  because: because.map((text) => ({ ...text })),
  ...(hours === undefined ? {} : { hours: { from: hours.fromMinute, to: hours.toMinute } }),
})

/** On which days houses are open. */
export const openingRoutes = ({ rail }: { readonly rail: Pick<Rail, 'houseDay'> }) =>
  createRouter().openapi(openingRoute, async (c) => {
    const found = await rail.houseDay(c.req.valid('param').id, c.req.valid('query').date)
    if (!found.ok) return refused(c, found.error)
    const { day, next } = found.value
    c.header('cache-control', 'public, max-age=600')
    return c.json({ day: shownDay(day), ...(next === undefined ? {} : { next: shownDay(next) }) }, 200)
  })

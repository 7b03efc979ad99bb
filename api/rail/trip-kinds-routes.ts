import { createRoute, z } from '@hono/zod-openapi'
import type { TripKind } from '../../content/index.ts'
import { createRouter } from '../platform/http/validation.ts'
import { sourcesSchema, textSchema } from './routes-schemas.ts'
import type { Rail } from './service.ts'
import { themes } from './theme.ts'

const plannerText = textSchema.extend({ 'zh-hant': z.string() })
const sourceIds = z.array(z.string()).readonly()

const tripKindSchema = z
  .object({
    id: z.string(),
    name: plannerText,
    description: plannerText.describe('Two sentences'),
    whoFor: plannerText,
    wish: z
      .object({
        from: z.string().describe('Station id'),
        wishes: z.array(z.enum(themes)).readonly(),
        walk: z.int().optional().describe('Minutes on foot on the whole day at most'),
        stepFree: z.boolean(),
        via: z.string().optional(),
        minStay: z.int().describe('Minutes at each stop at least'),
      })
      .describe('Named as the query of /rail/day-plans; the date is missing'),
    months: z
      .array(z.int())
      .readonly()
      .describe('The only months in which there is something to it; none: all year'),
    learning: z
      .array(
        z.object({
          station: z.object({ id: z.string(), name: textSchema }),
          institution: z.string().optional(),
          subject: plannerText,
          goal: plannerText.describe('What pupils can say or do afterwards'),
          source: sourceIds,
        }),
      )
      .optional()
      .describe('Of a school journey: what is learned where'),
    source: sourceIds,
  })
  .openapi('TripKind')

const tripKindsRoute = createRoute({
  method: 'get',
  path: '/rail/trip-kinds',
  tags: ['rail'],
  summary: 'Kinds of trips: starting points that fill in the wishes of a day out',
  responses: {
    200: {
      description: 'All kinds, the first one first',
      content: {
        'application/json': {
          schema: z.object({
            kinds: z.array(tripKindSchema),
            sources: sourcesSchema,
          }),
        },
      },
    },
  },
})

/** The HTTP of the planner's starting points. */
export const tripKindsRoutes = ({ rail }: { readonly rail: Rail }) =>
  createRouter().openapi(tripKindsRoute, (c) => {
    const kinds = rail.tripKinds()
    const used = kinds.flatMap(({ source, learning = [] }) => [
      ...source,
      ...learning.flatMap((l) => l.source),
    ])
    c.header('cache-control', 'public, max-age=3600')
    return c.json(
      {
        kinds: kinds.map((kind) => shownKind(kind, rail)),
        sources: rail.sourcesOf(used),
      },
      200,
    )
  })

function shownKind(
  { id, name, description, whoFor, wish, learning, source }: TripKind,
  { nameOfStop }: Rail,
) {
  const { themes: wishes, walkMinutes, minStayMinutes: minStay, months, ...rest } = wish
  return {
    id,
    name,
    description,
    whoFor,
    wish: { ...rest, wishes, minStay, ...(walkMinutes === undefined ? {} : { walk: walkMinutes }) },
    months,
    ...(learning === undefined
      ? {}
      : {
          learning: learning.map((goal) => ({
            ...goal,
            station: { id: goal.station, name: nameOfStop(goal.station) },
          })),
        }),
    source,
  }
}

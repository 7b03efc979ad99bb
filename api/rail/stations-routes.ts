import { createRoute, z } from '@hono/zod-openapi'
import { problemAnswer } from '../platform/http/problem.ts'
import { createRouter } from '../platform/http/validation.ts'
import { positionSchema, textSchema, writtenNameSchema } from './routes-schemas.ts'
import type { Rail } from './service.ts'

const foundSchema = z
  .object({
    id: z.string(),
    name: textSchema,
    kana: z.string(),
    municipalityName: textSchema,
    position: positionSchema,
    status: z.enum(['open', 'not-served']),
    lines: z.array(z.string()).readonly(),
  })
  .openapi('StationFound')

const searchRoute = createRoute({
  method: 'get',
  path: '/rail/stations',
  tags: ['rail'],
  summary: 'Stations whose names come near what somebody has typed so far; all of them for nothing',
  request: {
    query: z.object({
      q: writtenNameSchema.default('').openapi({
        description: 'In any writing, also misspelt',
        example: 'yanaizu',
      }),
      limit: z.coerce.number().int().min(1).max(200).default(200),
    }),
  },
  responses: {
    200: {
      description: 'The nearest first',
      content: {
        'application/json': {
          schema: z.object({ stations: z.array(foundSchema) }),
        },
      },
    },
    400: problemAnswer('A field of the question is wrong'),
  },
})

/** The search for stations, as one types. */
export const stationSearchRoutes = ({ rail }: { readonly rail: Rail }) =>
  createRouter().openapi(searchRoute, (c) => {
    const { q, limit } = c.req.valid('query')
    c.header('cache-control', 'public, max-age=3600')
    const stations = rail.stationsLike(q).slice(0, limit)
    return c.json({ stations: stations.map(shownFound) }, 200)
  })

const shownFound = ({ station, lines }: ReturnType<Rail['stationsLike']>[number]) => ({
  id: station.id,
  name: station.name,
  kana: station.kana,
  municipalityName: station.municipalityName,
  position: { lat: station.position.lat, lng: station.position.lng },
  status: station.status,
  lines,
})

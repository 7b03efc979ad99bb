import { createRoute, z } from '@hono/zod-openapi'
import { problem, problemAnswer } from '../platform/http/problem.ts'
import { createRouter } from '../platform/http/validation.ts'
import type { ItemRouteParts } from './routes-items.ts'
import { sendLinkedData } from './routes-open.ts'
import { featuresOf } from './presentation-map.ts'
import { storyInListSchema, storySchema } from './routes-stories-schemas.ts'
import { storyLinkedData } from './story-linked-data.ts'
import { shownStory, storyInList } from './story-rendering.ts'
import { stepsOf } from './story.ts'

const id = z.string().max(100)

const storiesRoute = createRoute({
  method: 'get',
  path: '/museum/stories',
  tags: ['museum'],
  summary: 'Stories that are told, with what they show and where they lead',
  responses: {
    200: {
      description: 'All of them in the order of their identifiers',
      content: { 'application/json': { schema: z.object({ stories: z.array(storyInListSchema) }) } },
    },
  },
})

const storyRoute = createRoute({
  method: 'get',
  path: '/museum/stories/{id}',
  tags: ['museum'],
  summary: 'One story, room by room and step by step',
  description:
    'Texts are told by language. What was withdrawn since is told without its picture. Viewers of IIIF are told the same by its manifest.',
  request: { params: z.object({ id }) },
  responses: {
    200: { description: 'The story', content: { 'application/json': { schema: storySchema } } },
    404: problemAnswer('No such story is told'),
  },
})

const mapRoute = createRoute({
  method: 'get',
  path: '/museum/stories/{id}/steps/{step}/map.geojson',
  tags: ['museum'],
  summary: 'What the map of a step shows, as GeoJSON',
  description:
    'Labels are told by language. Where a place is not known to a hundred metres, its geometry is null.',
  request: { params: z.object({ id, step: id }) },
  responses: {
    200: { description: 'The places', content: { 'application/geo+json': { schema: z.any() } } },
    404: problemAnswer('No such story is told, or the step has no map'),
  },
})

/** Stories for pages and programs. */
export function storyRoutes({ records, presentation }: ItemRouteParts) {
  const routes = createRouter()
    .openapi(mapRoute, async (c) => {
      const { id: identifier, step } = c.req.valid('param')
      const found = await records.story(identifier)
      const map = found && stepsOf(found.story.body).find((one) => one.id === step)?.map
      if (map === undefined)
        return problem(c, {
          status: 404,
          code: 'record_unknown',
          words: 'museum',
          field: found === undefined ? 'id' : 'step',
          facts: { identifier: found === undefined ? identifier : step },
        }) as never
      // Under the public address, by whatever name the hub was asked: an id is one and the same everywhere.
      const { addresses } = await presentation.surroundingsOf([])
      return c.body(JSON.stringify(featuresOf(map, addresses.storyMap(identifier, step))), 200, {
        'content-type': 'application/geo+json',
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
        'cache-control': 'public, max-age=60',
      }) as never
    })
    .openapi(storiesRoute, async (c) => {
      const all = await Promise.all((await records.stories()).map((one) => records.story(one.id)))
      const told = all.filter((one) => one !== undefined)
      const surroundings = await presentation.surroundingsOf(
        told.flatMap(({ items }) => [...items.values()].map(({ item }) => item.body)),
      )
      return c.json({ stories: told.map((one) => storyInList(one, surroundings)) }, 200)
    })
    .openapi(storyRoute, async (c) => {
      const identifier = c.req.valid('param').id
      const found = await records.story(identifier)
      if (found === undefined)
        return problem(c, {
          status: 404,
          code: 'record_unknown',
          words: 'museum',
          field: 'id',
          facts: { identifier },
        }) as never
      const items = [...found.items.values()].map(({ item }) => item.body)
      return c.json(shownStory(found, await presentation.surroundingsOf(items)), 200)
    })
  routes.get('/museum/stories/:id/schema.jsonld', async (c) => {
    const identifier = c.req.param('id')
    const found = await records.story(identifier)
    if (found === undefined)
      return problem(c, {
        status: 404,
        code: 'record_unknown',
        words: 'museum',
        field: 'id',
        facts: { identifier },
      })
    const items = [...found.items.values()].map(({ item }) => item.body)
    return sendLinkedData(c, storyLinkedData(found, await presentation.surroundingsOf(items)))
  })
  return routes
}

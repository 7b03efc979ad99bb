import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Env } from '../platform/http/env.ts'
import { problem, problemAnswer } from '../platform/http/problem.ts'
import { createRouter } from '../platform/http/validation.ts'
import { linkedData, shownInList, shownItem } from './item-rendering.ts'
import { sendLinkedData } from './routes-open.ts'
import type { Presentation } from './presentation-service.ts'
import type { ItemBody } from './record.ts'
import type { Records } from './record-service.ts'
import { itemInListSchema, itemSchema } from './routes-items-schemas.ts'

export type ItemRouteParts = {
  readonly records: Records
  readonly presentation: Presentation
  /** The institutions of a municipality, by its code. */
  readonly institutionsIn: (municipality: string) => Promise<ReadonlySet<string>>
}

const id = z.string().max(100)

/** As many as one answer lists, and the most that may be asked for. */
const listedMost = 200

const itemsRoute = createRoute({
  method: 'get',
  path: '/museum/items',
  tags: ['museum'],
  summary: 'Items that institutions publish',
  request: {
    query: z.object({
      institution: id
        .optional()
        .openapi({ description: 'Of one institution only', example: 'karamushi-museum' }),
      place: z.string().max(200).optional().openapi({
        description:
          'Only of which the real thing is seen at a place of this name, or at one that the hub knows',
        example: 'institution/karamushi-museum',
      }),
      municipality: z
        .string()
        .max(10)
        .optional()
        .openapi({ description: 'Only of institutions in the municipality of this code', example: '074446' }),
      after: id.default('').openapi({ description: 'Go on behind this item: `next` of the page before' }),
      limit: z.coerce.number().int().min(1).max(listedMost).default(listedMost),
    }),
  },
  responses: {
    200: {
      description: `Up to ${listedMost} items in the order of their identifiers, and how many there are`,
      content: {
        'application/json': {
          schema: z.object({
            items: z.array(itemInListSchema),
            next: z
              .string()
              .nullable()
              .describe('Ask with it as `after` for those that follow; null at the end'),
            total: z.int(),
          }),
        },
      },
    },
    400: problemAnswer('A field of the question is wrong'),
  },
})

const itemRoute = createRoute({
  method: 'get',
  path: '/museum/items/{id}',
  tags: ['museum'],
  summary: 'One item with everything that is told of it',
  description:
    'Texts are told by language. The same as linked data (schema.org) is at /api/museum/items/{id}/schema.jsonld.',
  request: { params: z.object({ id }) },
  responses: {
    200: { description: 'The item', content: { 'application/json': { schema: itemSchema } } },
    404: problemAnswer('No such item is published'),
  },
})

/** Whether an item is seen at what is known so, or names its place so in any language; every item where nothing is asked. */
const isSeenAt = ({ place }: ItemBody, name: string | undefined): boolean =>
  name === undefined ||
  place?.known === name ||
  Object.values(place?.label ?? {}).some((texts) => texts.includes(name))

/** Items for pages and programs. */
export function itemRoutes({ records, presentation, institutionsIn }: ItemRouteParts) {
  const fromTown = async (municipality: string | undefined): Promise<(institution: string) => boolean> => {
    if (municipality === undefined) return () => true
    const inside = await institutionsIn(municipality)
    return (institution) => inside.has(institution)
  }
  const unknown = (c: Context<Env>, identifier: string): Response =>
    problem(c, { status: 404, code: 'record_unknown', words: 'museum', field: 'id', facts: { identifier } })
  const routes = createRouter()
    .openapi(itemsRoute, async (c) => {
      const { institution, place, municipality, after, limit } = c.req.valid('query')
      const isOfTown = await fromTown(municipality)
      const all = (await records.items(institution)).filter(
        ({ body }) => isSeenAt(body, place) && isOfTown(body.institution),
      )
      const following = all.filter((one) => one.id > after)
      const page = following.slice(0, limit)
      const next = following.length > limit ? page.at(-1)!.id : null
      const surroundings = await presentation.surroundingsOf(page.map(({ body }) => body))
      return c.json(
        { items: page.map((one) => shownInList(one, surroundings)), next, total: all.length },
        200,
      )
    })
    .openapi(itemRoute, async (c) => {
      const found = await records.item(c.req.valid('param').id)
      if (found === undefined) return unknown(c, c.req.valid('param').id) as never
      return c.json(shownItem(found, await presentation.surroundingsOf([found.item.body])), 200)
    })
  routes.get('/museum/items/:id/schema.jsonld', async (c) => {
    const found = await records.item(c.req.param('id'))
    if (found === undefined) return unknown(c, c.req.param('id'))
    return sendLinkedData(c, linkedData(found, await presentation.surroundingsOf([found.item.body])))
  })
  return routes
}

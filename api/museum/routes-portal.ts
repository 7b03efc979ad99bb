import { createRoute, z } from '@hono/zod-openapi'
import { createRouter } from '../platform/http/validation.ts'
import { problemAnswer } from '../platform/http/problem.ts'
import { languageMapSchema } from './routes-items-schemas.ts'
import type { Portal } from './portal-service.ts'

export type PortalRouteParts = { readonly portal: Portal }

const question = z.object({
  institution: z.string().min(1).max(80).optional().openapi({ description: 'Of one institution only' }),
  granted: z
    .enum(['yes', 'no'])
    .default('no')
    .openapi({ description: 'yes: only what its institution allows to be handed on' }),
})

const descriptionSchema = z.object({
  madeAt: z.string(),
  files: z.object({ csv: z.string(), json: z.string(), oaiPmh: z.string() }),
  items: z.int(),
  separator: z.string().describe('Between values of one cell of the CSV'),
  columns: z
    .array(
      z.object({
        label: z.string(),
        common: z.string().nullable().describe('The common item of Japan Search that it is labelled with'),
      }),
    )
    .readonly(),
  institutions: z
    .array(
      z.object({
        id: z.string(),
        label: languageMapSchema,
        items: z.int(),
        fromPartners: z.int().describe('Of these another house is asked: it is not ours to give'),
        licence: z.string().nullable().describe('null: it has not said yet on which terms'),
      }),
    )
    .readonly(),
})

const descriptionRoute = createRoute({
  method: 'get',
  path: '/museum/portal',
  tags: ['museum'],
  summary: 'What the table for the national portal is: its columns, their labels, and the terms of the texts',
  responses: {
    200: { description: 'The table', content: { 'application/json': { schema: descriptionSchema } } },
  },
})

const kinds = {
  csv: { media: 'text/csv; charset=utf-8; header=present', about: 'as CSV (UTF-8 with its mark)' },
  json: { media: 'application/json', about: 'as JSON: a list, by the labels of the columns' },
} as const

const fileRoute = <Kind extends keyof typeof kinds>(kind: Kind) =>
  createRoute({
    method: 'get',
    path: `/museum/portal/items.${kind}` as const,
    tags: ['museum'],
    summary: `Everything that is public, ${kinds[kind].about}, as the national portal takes it`,
    description:
      'Each item once, in the order of its identifier. The licence is of the texts; what may be done with the thing that is shown stands in columns of its own.',
    request: { query: question },
    responses: {
      200: { description: 'The items', content: { [kinds[kind].media]: { schema: z.any() } } },
      400: problemAnswer('A field of the question is wrong'),
    },
  })

const headers = (kind: keyof typeof kinds) => ({
  'content-type': kinds[kind].media,
  'content-disposition': `attachment; filename="items.${kind}"`,
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  // It is made anew each time: what is new must be seen by who asks again.
  'cache-control': 'no-cache',
})

/**
 * Sent as it is made: no process holds the whole of it. Resolves when its beginning is there, so that what cannot be read
 * at all is told with a status of its own, and is no file that breaks off.
 */
const bodyOf = async (texts: AsyncGenerator<string>): Promise<ReadableStream<Uint8Array>> => {
  const encoder = new TextEncoder()
  let next: Promise<IteratorResult<string>> | undefined = Promise.resolve(await texts.next())
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await (next ?? texts.next())
      next = undefined
      if (done === true) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    cancel: async () => void (await texts.return(undefined)),
  })
}

const choiceOf = ({ institution, granted }: z.output<typeof question>) => ({
  isGranted: granted === 'yes',
  ...(institution === undefined ? {} : { institution }),
})

/** The table for the national portal, and what it is. */
export const portalRoutes = ({ portal }: PortalRouteParts) =>
  createRouter()
    .openapi(descriptionRoute, async (c) => {
      c.header('access-control-allow-origin', '*')
      c.header('cross-origin-resource-policy', 'cross-origin')
      return c.json(await portal.description(), 200)
    })
    .openapi(
      fileRoute('csv'),
      async (c) =>
        c.body(await bodyOf(portal.csv(choiceOf(c.req.valid('query')))), 200, headers('csv')) as never,
    )
    .openapi(
      fileRoute('json'),
      async (c) =>
        c.body(await bodyOf(portal.json(choiceOf(c.req.valid('query')))), 200, headers('json')) as never,
    )

import { createRoute, z } from '@hono/zod-openapi'
import { Hono } from 'hono'
import { etag } from 'hono/etag'
import type { Env } from '../platform/http/env.ts'
import { createRouter } from '../platform/http/validation.ts'
import { dataFiles, kindOf } from './data-sets.ts'
import type { OpenData } from './service.ts'

type Parts = { readonly openData: OpenData }

/** An hour in a browser; after that the ETag tells whether anything changed. */
const kept = 'public, max-age=3600'

/** The files under their public addresses, `/open-data/<name>`, and the catalogue beside them. */
export function openDataFiles({ openData }: Parts) {
  const files = new Hono<Env>()
  files.use(etag())
  for (const name of dataFiles)
    files.get(`/${name}`, (c) =>
      c.body(openData.fileOf(name), 200, {
        'content-type': kindOf(name).media,
        'cache-control': kept,
        'access-control-allow-origin': '*',
      }),
    )
  files.get('/catalog.jsonld', (c) =>
    c.body(JSON.stringify(openData.catalogue()), 200, {
      'content-type': 'application/ld+json',
      'cache-control': kept,
      'access-control-allow-origin': '*',
    }),
  )
  return files
}

const textSchema = z.object({ ja: z.string(), en: z.string() })

const dataSetsRoute = createRoute({
  method: 'get',
  path: '/open-data',
  tags: ['open data'],
  summary: 'The data sets that anybody may take along, with their files',
  description: 'Each file is at /open-data/<name>, the catalogue (DCAT-AP) at /open-data/catalog.jsonld.',
  responses: {
    200: {
      description: 'The data sets',
      content: {
        'application/json': {
          schema: z.object({
            version: z.string(),
            licence: z
              .object({ name: z.string(), url: z.string(), about: textSchema })
              .describe('Of the collection; each source keeps terms of its own'),
            from: z.string().describe('First day of the timetable'),
            to: z.string().describe('Last day of the timetable'),
            dataSets: z.array(
              z.object({
                id: z.enum(['timetable', 'stations', 'lines', 'places']),
                title: textSchema,
                about: textSchema,
                modified: z.string(),
                theme: z.string(),
                keywords: z.array(textSchema).readonly(),
                files: z.array(z.object({ name: z.enum(dataFiles), bytes: z.int() })),
              }),
            ),
          }),
        },
      },
    },
  },
})

/** What there is, for pages and programs. */
export const openDataRoutes = ({ openData }: Parts) =>
  createRouter().openapi(dataSetsRoute, (c) => {
    c.header('cache-control', kept)
    return c.json(openData.dataSets(), 200)
  })

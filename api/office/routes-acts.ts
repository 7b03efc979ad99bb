import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Env } from '../platform/http/env.ts'
import type { Guard } from '../platform/http/guard.ts'
import { problemAnswer } from '../platform/http/problem.ts'
import { createRouter } from '../platform/http/validation.ts'
import type { ActPage } from './act.ts'
import type { Acts } from './act-service.ts'
import { actsCsv } from './acts-csv.ts'

export type ActRoutesParts = { readonly acts: Acts; readonly guard: Guard<'act.read'> }

const cursorPattern = /^\d{1,16}\.[\w-]{1,80}$/
const text = z.string().trim().min(1).max(80)
const query = z.strictObject({
  person: text.optional().openapi({ description: 'Part of the name of who did it' }),
  from: z.iso.date().optional(),
  until: z.iso.date().optional().openapi({ description: 'The last day, included' }),
  operation: z
    .string()
    .regex(/^[a-z_.]{1,60}$/)
    .optional(),
  subject: text.optional().openapi({ description: 'Part of an id of what it was done to' }),
  before: z.string().regex(cursorPattern).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(50),
})

const actsSchema = z
  .object({
    acts: z.array(
      z.object({
        id: z.string(),
        userName: z.string(),
        operation: z.string(),
        role: z.string(),
        onBehalfOf: z.string().openapi({ description: 'A municipality, or * for the whole hub' }),
        secondmentId: z
          .string()
          .nullable()
          .openapi({ description: 'What lent them to that municipality; null where it is their own' }),
        subject: z.string(),
        details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
        at: z.int(),
        end: z
          .object({ status: z.int(), code: z.string().nullable(), at: z.int() })
          .nullable()
          .openapi({ description: 'Null: broken off; what it was about tells whether it was done' }),
      }),
    ),
    next: z.string().nullable().openapi({ description: 'Send as `before` for older ones; null at the end' }),
  })
  .openapi('OfficeActs')

const refusals = {
  400: problemAnswer('A field is wrong; it is named'),
  401: problemAnswer('Nobody is signed in'),
  403: problemAnswer('Not allowed'),
}
const csv = {
  description: 'UTF-8 with a byte order mark; `link` names the next page where there is one',
  content: { 'text/csv': { schema: z.string() } },
}

/** What the office did: who, when, what, for whom. A town reads what was done on its behalf, the union all. */
export function actRoutes({ acts, guard }: ActRoutesParts) {
  const shared = { tags: ['office'], middleware: guard('act.read'), request: { query } }
  const find = (c: Context<Env>, { before, limit, ...search }: z.infer<typeof query>) =>
    acts.find(
      search,
      { limit, before: before === undefined ? undefined : readCursor(before) },
      c.get('actor').scopes,
    )
  return createRouter()
    .openapi(
      createRoute({
        ...shared,
        method: 'get',
        path: '/office-acts',
        summary: 'Commands of the office by person, day, kind and subject, the newest first',
        responses: {
          200: { description: 'A page of acts', content: { 'application/json': { schema: actsSchema } } },
          ...refusals,
        },
      }),
      async (c) => {
        const { acts: found, next } = await find(c, c.req.valid('query'))
        c.header('cache-control', 'no-store')
        const shown = found.map(({ userId: _userId, details, ...act }) => ({
          ...act,
          details: { ...details },
        }))
        return c.json({ acts: shown, next: printNext(next) }, 200)
      },
    )
    .openapi(
      createRoute({
        ...shared,
        method: 'get',
        path: '/office-acts.csv',
        summary: 'The same as CSV',
        responses: { 200: csv, ...refusals },
      }),
      async (c) => {
        const { acts: found, next } = await find(c, c.req.valid('query'))
        c.header('content-type', 'text/csv; charset=utf-8')
        c.header('content-disposition', 'attachment; filename="office-acts.csv"')
        c.header('cache-control', 'no-store')
        const older = printNext(next)
        if (older !== null) {
          const url = new URL(c.req.url)
          url.searchParams.set('before', older)
          c.header('link', `<${url.pathname}${url.search}>; rel="next"`)
        }
        return c.body(actsCsv(found), 200)
      },
    )
}

const printNext = (next: ActPage['next']): string | null => (next === null ? null : `${next.at}.${next.id}`)

function readCursor(text: string): NonNullable<ActPage['next']> {
  const dot = text.indexOf('.')
  return { at: Number(text.slice(0, dot)), id: text.slice(dot + 1) }
}

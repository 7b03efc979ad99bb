import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { answer } from '../platform/http/answers.ts'
import type { Env } from '../platform/http/env.ts'
import { covers } from '../platform/http/guard.ts'
import type { Guard } from '../platform/http/guard.ts'
import { problem } from '../platform/http/problem.ts'
import { createRouter } from '../platform/http/validation.ts'
import { counterparties, recordKinds } from './records.ts'
import type { RecordRefusal } from './records.ts'
import { recordsCsv } from './records-csv.ts'
import type { RecordPage, Records } from './records-service.ts'
import { refusals } from './routes-answers.ts'
import {
  cursorPattern,
  idSchema,
  instant,
  merchantSchema,
  printCursor,
  readCursor,
  yen,
} from './routes-schemas.ts'

export type RecordRouteParts = {
  readonly records: Records
  readonly guard: Guard<'record.read' | 'record.own'>
}

const day = z.iso.date().openapi({ example: '2026-11-23' })
const amount = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER)
const query = z.strictObject({
  from: day.optional(),
  until: day.optional().openapi({ description: 'The last day, included' }),
  leastYen: amount.optional().openapi({ description: 'Of what moved, whichever way' }),
  mostYen: amount.optional(),
  counterparty: z.enum(counterparties).optional(),
  before: z.string().regex(cursorPattern).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(50),
})
const officeQuery = query.extend({ merchantId: idSchema.optional() })

const recordsSchema = z
  .object({
    records: z.array(
      z.object({
        journalId: z.string(),
        kind: z.enum(recordKinds),
        at: instant,
        amountYen: yen.openapi({ description: 'Signed: what the shop is owed more' }),
        counterparty: z.enum(counterparties),
        merchant: merchantSchema,
        partner: merchantSchema.openapi({ description: 'Of a purchase: the other shop' }),
        purchaseReference: z.string().nullable(),
      }),
    ),
    next: z.string().nullable().openapi({ description: 'Send as `before` for older ones; null at the end' }),
  })
  .openapi('Records')

const csv = {
  description: 'UTF-8 with a byte order mark; `link` names the next page where there is one',
  content: { 'text/csv': { schema: z.string() } },
}
const tags = ['currency']

/** Records by date, amount and counterparty, each by itself or together: the office all, a shop its own. */
export function recordRoutes({ records, guard }: RecordRouteParts) {
  const byId = z.object({ id: idSchema })
  const ofOffice = { tags, middleware: guard('record.read'), request: { query: officeQuery } }
  const ofShop = { tags, middleware: guard('record.own'), request: { params: byId, query } }
  const find = ({ before, limit, ...search }: z.infer<typeof officeQuery>) =>
    records.find(search, { limit, before: before === undefined ? undefined : readCursor(before) })
  const findOwn = async (c: Context<Env>, merchantId: string, asked: z.infer<typeof query>) =>
    covers(c.get('actor'), merchantId) ? find({ ...asked, merchantId }) : notThere
  return createRouter()
    .openapi(
      createRoute({
        ...ofOffice,
        method: 'get',
        path: '/records',
        summary: 'What moved in the shops, by date, amount and counterparty',
        responses: { 200: answer('A page of records, the newest first', recordsSchema), ...refusals },
      }),
      async (c) => {
        const found = await find(c.req.valid('query'))
        return found.ok ? c.json(shown(c, found.value), 200) : refused(c, found.error)
      },
    )
    .openapi(
      createRoute({
        ...ofOffice,
        method: 'get',
        path: '/records.csv',
        summary: 'The same as CSV',
        responses: { 200: csv, ...refusals },
      }),
      async (c) => {
        const found = await find(c.req.valid('query'))
        return found.ok ? c.body(asCsv(c, found.value), 200) : refused(c, found.error)
      },
    )
    .openapi(
      createRoute({
        ...ofShop,
        method: 'get',
        path: '/merchants/{id}/records',
        summary: 'What moved in one’s own shop, by date, amount and counterparty',
        responses: { 200: answer('A page of records, the newest first', recordsSchema), ...refusals },
      }),
      async (c) => {
        const found = await findOwn(c, c.req.valid('param').id, c.req.valid('query'))
        return found.ok ? c.json(shown(c, found.value), 200) : refused(c, found.error)
      },
    )
    .openapi(
      createRoute({
        ...ofShop,
        method: 'get',
        path: '/merchants/{id}/records.csv',
        summary: 'The same as CSV',
        responses: { 200: csv, ...refusals },
      }),
      async (c) => {
        const found = await findOwn(c, c.req.valid('param').id, c.req.valid('query'))
        return found.ok ? c.body(asCsv(c, found.value), 200) : refused(c, found.error)
      },
    )
}

/** Somebody else's shop is told apart from a missing one by nobody. */
const notThere = { ok: false, error: { code: 'merchant_not_found', field: 'merchantId' } } as const

const cursorOf = (next: NonNullable<RecordPage['next']>): string =>
  printCursor({ at: next.at, journalId: next.id })

function shown(c: Context<Env>, { records, next }: RecordPage) {
  c.header('cache-control', 'no-store')
  return { records: [...records], next: next === null ? null : cursorOf(next) }
}

function asCsv(c: Context<Env>, { records, next }: RecordPage): string {
  c.header('content-type', 'text/csv; charset=utf-8')
  c.header('content-disposition', 'attachment; filename="records.csv"')
  c.header('cache-control', 'no-store')
  if (next !== null) {
    const url = new URL(c.req.url)
    url.searchParams.set('before', cursorOf(next))
    c.header('link', `<${url.pathname}${url.search}>; rel="next"`)
  }
  return recordsCsv(records)
}

const statusOf: Record<RecordRefusal['code'], number> = { range_reversed: 400, merchant_not_found: 404 }

function refused(c: Context<Env>, { code, field }: RecordRefusal): never {
  // The answers of a problem are described by `refusals`; the router's types know only those of success.
  return problem(c, { status: statusOf[code], code, words: 'currency', field }) as never
}

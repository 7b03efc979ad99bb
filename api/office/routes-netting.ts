import { createRoute, z } from '@hono/zod-openapi'
import { assert } from '../platform/assert.ts'
import type { Guard } from '../platform/http/guard.ts'
import { createRouter, idempotencyHeader } from '../platform/http/validation.ts'
import { nettingCsv } from './netting-csv.ts'
import type { NettingStatement } from './netting.ts'
import type { Netting, Nettings } from './netting-service.ts'
import { json, refusals, refused } from './routes.ts'

export type NettingRoutesParts = {
  readonly nettings: Nettings
  /** The name of a town by its code. */
  readonly townName: (code: string) => string
  readonly guard: Guard<'netting.read' | 'netting.approve'>
}

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)
const statement = {
  month,
  untilAt: z.int(),
  totalYen: z.int().openapi({ description: 'What shops were paid in all, less what banks sent back' }),
  flows: z.array(z.object({ funder: z.string().nullable(), town: z.string(), amountYen: z.int() })),
  pairs: z.array(
    z.object({
      town: z.string(),
      otherTown: z.string(),
      gaveYen: z.int(),
      gotYen: z.int(),
      netYen: z.int().openapi({ description: 'What the first is owed by the second; negative: owes it' }),
    }),
  ),
  towns: z
    .array(
      z.object({
        town: z.string(),
        givenElsewhereYen: z.int(),
        gotFromOthersYen: z.int(),
        netYen: z.int(),
      }),
    )
    .openapi({ description: 'Their nets sum to zero' }),
  transfers: z.array(z.object({ payer: z.string(), receiver: z.string(), amountYen: z.int() })),
  statementHash: z.string().openapi({ description: 'Hand it back to approve exactly this' }),
}
const previewSchema = z.object(statement).openapi('NettingPreview')
const nettingSchema = z
  .object({ id: z.string(), ...statement, payDay: z.string(), approvedBy: z.string(), createdAt: z.int() })
  .openapi('Netting')
const approvalSchema = z
  .strictObject({ month, statementHash: z.string().regex(/^[0-9a-f]{64}$/) })
  .openapi('NettingApproved')

const lists = (one: NettingStatement) => ({
  month: one.month,
  untilAt: one.untilAt,
  totalYen: one.totalYen,
  flows: [...one.flows],
  pairs: [...one.pairs],
  towns: [...one.towns],
  transfers: [...one.transfers],
})
const shown = (one: Netting) => ({
  id: one.id,
  ...lists(one),
  statementHash: one.statementHash,
  payDay: one.payDay,
  approvedBy: one.approvedBy,
  createdAt: one.createdAt,
})

/** What towns owe each other, and the files with which they pay. */
export function nettingRoutes({ nettings, townName, guard }: NettingRoutesParts) {
  return createRouter()
    .openapi(previewRoute(guard), async (c) => {
      const found = await nettings.preview(c.req.valid('query').month)
      if (!found.ok) return refused(c, found.error)
      const { statement: told, statementHash } = found.value
      return c.json({ ...lists(told), statementHash }, 200)
    })
    .openapi(approveRoute(guard), async (c) => {
      const { person } = c.get('actor')
      assert(person !== undefined, 'the guard lets only people approve')
      const approved = await nettings.approve({ ...c.req.valid('json'), approvedBy: person.userId })
      return approved.ok ? c.json(shown(approved.value), 201) : refused(c, approved.error)
    })
    .openapi(listRoute(guard), async (c) => c.json({ nettings: (await nettings.all()).map(shown) }, 200))
    .openapi(readRoute(guard), async (c) => {
      const found = await nettings.netting(c.req.valid('param').id)
      return found.ok ? c.json(shown(found.value), 200) : refused(c, found.error)
    })
    .openapi(csvRoute(guard), async (c) => {
      const found = await nettings.netting(c.req.valid('param').id)
      if (!found.ok) return refused(c, found.error)
      return c.body(nettingCsv(found.value, townName), 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="seisan-${found.value.month}.csv"`,
        'cache-control': 'no-store',
      })
    })
    .openapi(fileRoute(guard), async (c) => {
      const file = await nettings.bankFile(c.req.valid('param').id, c.req.valid('query').town)
      if (!file.ok) return refused(c, file.error)
      const { name, bytes } = file.value
      return c.body(bytes.slice().buffer, 200, {
        'content-type': 'text/plain; charset=shift_jis',
        'content-disposition': `attachment; filename="${name}"`,
        'cache-control': 'no-store',
      }) as never
    })
}

type G = NettingRoutesParts['guard']
const tags = ['office']
const byId = z.object({ id: z.string().min(1).max(80) })

const previewRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/nettings/preview',
    tags,
    summary: 'What towns would owe each other: the last closed month, and what no statement held before',
    middleware: [guard('netting.read')] as const,
    request: { query: z.object({ month: month.optional() }) },
    responses: { 200: json(previewSchema, 'The statement'), ...refusals },
  })

const approveRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/nettings',
    tags,
    summary: 'Freeze exactly the statement that was shown, once',
    middleware: [guard('netting.approve')] as const,
    request: {
      headers: idempotencyHeader,
      body: { required: true, content: { 'application/json': { schema: approvalSchema } } },
    },
    responses: { 201: json(nettingSchema, 'Frozen'), ...refusals },
  })

const listRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/nettings',
    tags,
    summary: 'The statements between the towns, the newest first',
    middleware: [guard('netting.read')] as const,
    responses: { 200: json(z.object({ nettings: z.array(nettingSchema) }), 'Statements'), ...refusals },
  })

const readRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/nettings/{id}',
    tags,
    summary: 'One statement between the towns',
    middleware: [guard('netting.read')] as const,
    request: { params: byId },
    responses: { 200: json(nettingSchema, 'The statement'), ...refusals },
  })

const csvRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/nettings/{id}/csv',
    tags,
    summary: 'The same as CSV: pairs of towns, towns, transfers',
    middleware: [guard('netting.read')] as const,
    request: { params: byId },
    responses: {
      200: {
        description: 'UTF-8 with a byte order mark',
        content: { 'text/csv': { schema: z.string() } },
      },
      ...refusals,
    },
  })

const fileRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/nettings/{id}/bank-file',
    tags,
    summary: 'The 総合振込 file with which one town pays the others; the same bytes every time',
    middleware: [guard('netting.read')] as const,
    request: { params: byId, query: z.object({ town: z.string().regex(/^\d{6}$/) }) },
    responses: {
      200: {
        description: 'Records of 120 bytes, JIS X 0201, each followed by CR LF',
        content: { 'text/plain': { schema: z.string().openapi({ format: 'binary' }) } },
      },
      ...refusals,
    },
  })

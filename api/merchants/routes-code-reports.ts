import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { assert } from '../platform/assert.ts'
import type { Env } from '../platform/http/env.ts'
import { covers, type Guard } from '../platform/http/guard.ts'
import { problemAnswer } from '../platform/http/problem.ts'
import { createRouter, idempotencyHeader } from '../platform/http/validation.ts'
import { reportActs, stateOfReport, type CodeReport } from './code-report.ts'
import { firstPlace, pageOf, placePattern, printPlace, readPlace } from './code-report-page.ts'
import type { CodeReports } from './code-report-service.ts'
import { statusOfMerchantRefusal, type MerchantRefusal } from './errors.ts'
import { refused } from './routes.ts'
import type { Merchants } from './service.ts'

export type CodeReportRoutesParts = {
  readonly reports: CodeReports
  readonly merchants: Pick<Merchants, 'find'>
  readonly guard: Guard<'code_report.create' | 'code_report.read' | 'code_report.decide'>
}

const id = z.string().min(1).max(80)
/** So many stand on a page; our own choice. */
const reportsMost = 100
const listQuery = z.strictObject({
  after: z.string().regex(placePattern).optional().openapi({ description: '`next` of the page before' }),
  limit: z.coerce.number().int().min(1).max(reportsMost).default(reportsMost),
})

const reportSchema = z
  .object({
    id: z.string(),
    codeText: z.string(),
    shop: z
      .object({ id: z.string(), nameJa: z.string(), nameEn: z.string(), municipality: z.string() })
      .nullable()
      .openapi({ description: 'The shop that the code pays; null where it cannot be read' }),
    unreadable: z.string().nullable().openapi({ description: 'Why it cannot be read' }),
    reportsOfShop: z.int().openapi({ description: 'How many reports name that shop’s code' }),
    signSays: z.string(),
    municipality: z.string().nullable(),
    reportedAt: z.int().openapi({ description: 'Epoch milliseconds' }),
    state: z.enum(['reported', ...reportActs]),
    steps: z.array(
      z.object({ what: z.enum(reportActs), by: z.string().nullable(), note: z.string(), at: z.int() }),
    ),
  })
  .openapi('CodeReport')

const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})
const body = <S extends z.ZodType>(schema: S) => ({
  required: true,
  content: { 'application/json': { schema } },
})
const refusals = {
  400: problemAnswer('A field is missing or wrong; it is named'),
  401: problemAnswer('Nobody is signed in'),
  403: problemAnswer('Not allowed'),
  404: problemAnswer('No such report'),
  409: problemAnswer('Not possible as things stand; `code` says why'),
  422: problemAnswer('A field cannot be used; it is named'),
}

const refusedBy = (c: Context<Env>, error: MerchantRefusal) =>
  refused(c, error, statusOfMerchantRefusal(error))

/** Codes of which a payer says: this is another shop. No payment is made with it, and nobody is told who said so. */
export function codeReportRoutes({ reports, merchants, guard }: CodeReportRoutesParts) {
  const shown = async (report: CodeReport) => {
    const { merchantId, steps, ...rest } = report
    const shop = merchantId === null ? undefined : await merchants.find(merchantId)
    return {
      ...rest,
      shop:
        shop === undefined
          ? null
          : { id: shop.id, nameJa: shop.nameJa, nameEn: shop.nameEn, municipality: shop.municipality },
      reportsOfShop: merchantId === null ? 0 : await reports.countOf(merchantId),
      state: stateOfReport(report),
      steps: steps.map(({ what, name, note, at }) => ({ what, by: name ?? null, note, at })),
    }
  }
  /** Whoever answers for the town where it was seen, or for the shop that would be paid. */
  const isOf = (c: Context<Env>, { municipality, shop }: Awaited<ReturnType<typeof shown>>): boolean =>
    [municipality ?? '', shop?.municipality ?? ''].some((town) => covers(c.get('actor'), town))
  return createRouter()
    .openapi(reportRoute(guard), async (c) => {
      const { text, signSays = '', municipality = null } = c.req.valid('json')
      const key = c.req.valid('header')['idempotency-key']
      const made = await reports.report({ codeText: text, signSays, municipality, key })
      return made.ok ? c.json({ reportId: made.value.id }, 201) : refusedBy(c, made.error)
    })
    .openapi(listRoute(guard), async (c) => {
      const { scopes } = c.get('actor')
      const towns = scopes === 'all' ? (['all'] as const) : scopes
      const { after, limit } = c.req.valid('query')
      const place = after === undefined ? firstPlace : readPlace(after)
      // One more than fits tells whether there is another page.
      const found = await Promise.all(towns.map((town) => reports.latest(town, limit + 1, place)))
      const page = pageOf(found, limit)
      c.header('cache-control', 'no-store')
      const next = page.next === null ? null : printPlace(page.next)
      return c.json({ reports: await Promise.all(page.reports.map(shown)), next }, 200)
    })
    .openapi(stepRoute(guard), async (c) => {
      const { person } = c.get('actor')
      assert(person !== undefined, 'the guard lets only people through')
      const found = await reports.find(c.req.valid('param').id)
      if (found === undefined || !isOf(c, await shown(found)))
        return refusedBy(c, { code: 'report_not_found' })
      const { what, reason } = c.req.valid('json')
      const done = await reports.act({ id: found.id, what, note: reason, doneBy: person.userId })
      return done.ok ? c.json(await shown((await reports.find(found.id))!), 200) : refusedBy(c, done.error)
    })
}

type G = CodeReportRoutesParts['guard']

const reportRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/code-reports',
    tags: ['merchants'],
    summary: 'Say that a code belongs to another shop than the one it hangs in; nothing is paid',
    middleware: [guard('code_report.create')] as const,
    request: {
      headers: idempotencyHeader,
      body: body(
        z.strictObject({
          text: z.string().min(1).max(2_000).openapi({ description: 'What was scanned, as it was' }),
          signSays: z
            .string()
            .trim()
            .min(1)
            .max(100)
            .optional()
            .openapi({ description: 'The name on the shop’s sign' }),
          municipality: z
            .string()
            .regex(/^[0-9]{6}$/)
            .optional()
            .openapi({ description: 'Where it was seen' }),
        }),
      ),
    },
    responses: { 201: json(z.object({ reportId: z.string() }), 'The office has it'), ...refusals },
  })

const listRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/code-reports',
    tags: ['merchants'],
    summary: 'Reports of codes: those that wait, the oldest first, then those that ended',
    middleware: [guard('code_report.read')] as const,
    request: { query: listQuery },
    responses: {
      200: json(
        z.object({
          reports: z.array(reportSchema),
          next: z.string().nullable().openapi({ description: 'Send as `after` for more; null at the end' }),
        }),
        'A page of reports',
      ),
      ...refusals,
    },
  })

const stepRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/code-reports/{id}/steps',
    tags: ['merchants'],
    summary: 'Say that somebody looks, or what was found; what was found ends it',
    middleware: [guard('code_report.decide')] as const,
    request: {
      params: z.object({ id }),
      headers: idempotencyHeader,
      body: body(z.strictObject({ what: z.enum(reportActs), reason: z.string().trim().min(1).max(500) })),
    },
    responses: { 200: json(reportSchema, 'The report as it now stands'), ...refusals },
  })

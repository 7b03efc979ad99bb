import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Env } from '../platform/http/env.ts'
import { covers, type Guard } from '../platform/http/guard.ts'
import { problem } from '../platform/http/problem.ts'
import { createRouter } from '../platform/http/validation.ts'
import { monthInvoicesCsv, shopInvoiceCsv } from './fee-invoice-csv.ts'
import type { FeeInvoices, MonthOfInvoices, ShopInvoice } from './fee-invoice-service.ts'
import type { FeeInvoice } from './fee-invoice.ts'
import { json, refusals } from './routes.ts'

export type FeeInvoiceRoutesParts = {
  readonly feeInvoices: FeeInvoices
  readonly shops: {
    readonly find: (
      id: string,
    ) => Promise<{ readonly id: string; readonly code: string | null; readonly nameJa: string } | undefined>
  }
  readonly guard: Guard<'record.own' | 'record.read'>
}

const month = z
  .string()
  .regex(/^20[0-9]{2}-(0[1-9]|1[0-2])$/)
  .openapi({ description: 'Of takings days in Japan', example: '2026-11' })
const params = z.object({ id: z.string().min(1).max(80), month })
const fee = { takenOn: z.string(), payDay: z.string(), amountYen: z.int() }
const rate = z.object({ taxPercent: z.int(), amountYen: z.int(), taxYen: z.int() })
const invoiceSchema = z
  .object({
    number: z.string().nullable().openapi({ description: 'Null as long as the month is not fixed' }),
    issuer: z.object({ registrationNumber: z.string(), name: z.string() }),
    recipient: z.object({ merchantCode: z.string(), nameJa: z.string() }),
    month: z.string(),
    firstDay: z.string(),
    lastDay: z.string(),
    supplied: z.string(),
    issuedOn: z.string().nullable(),
    lines: z.array(z.object({ ...fee, taxPercent: z.int() })),
    rates: z.array(rate).openapi({ description: 'The tax of each rate is rounded down once' }),
    amountYen: z.int().openapi({ description: 'With the tax' }),
    taxYen: z.int(),
  })
  .openapi('FeeInvoice')
const shopInvoice = {
  month: z.string(),
  isOver: z.boolean(),
  state: z.enum(['no_fee', 'not_registered', 'draft', 'fixed']),
  amountYen: z.int().openapi({ description: 'All fees of the month, on an invoice or not' }),
  invoice: invoiceSchema.nullable(),
  documentHash: z.string().nullable(),
  uncovered: z
    .array(z.object(fee))
    .openapi({ description: 'Fees of before the registration: no invoice is issued for them' }),
}
const shopInvoiceSchema = z.object(shopInvoice).openapi('ShopFeeInvoice')
const monthSchema = z
  .object({
    month: z.string(),
    isOver: z.boolean(),
    shops: z.array(
      z.object({ merchantId: z.string(), merchantCode: z.string(), nameJa: z.string(), ...shopInvoice }),
    ),
    rates: z.array(rate),
    invoicedYen: z.int(),
    taxYen: z.int(),
    uncoveredYen: z.int(),
    ledgerYen: z.int().openapi({ description: 'What the ledger took: invoiced and uncovered together' }),
  })
  .openapi('FeeInvoicesOfMonth')

const invoiceShown = ({ lines, rates, ...invoice }: FeeInvoice) => ({
  ...invoice,
  lines: [...lines],
  rates: [...rates],
})
const shown = ({ month: of, isOver, state, amountYen, invoice, documentHash, uncovered }: ShopInvoice) => ({
  month: of,
  isOver,
  state,
  amountYen,
  documentHash,
  invoice: invoice && invoiceShown(invoice),
  uncovered: [...uncovered],
})
const shownMonth = ({ shops, rates, ...of }: MonthOfInvoices) => ({
  ...of,
  shops: shops.map(({ merchantId, merchantCode, nameJa, ...one }) => ({
    merchantId,
    merchantCode,
    nameJa,
    ...shown(one),
  })),
  rates: [...rates],
})

/** The invoices of what shops pay for being paid out: a shop's own, and those of a month for who keeps the books. */
export function feeInvoiceRoutes({ feeInvoices, shops, guard }: FeeInvoiceRoutesParts) {
  const own = async (c: Context<Env>, id: string, of: string): Promise<ShopInvoice | undefined> => {
    const shop = covers(c.get('actor'), id) ? await shops.find(id) : undefined
    if (shop?.code == null) return undefined
    return feeInvoices.of({ merchantId: id, merchantCode: shop.code, nameJa: shop.nameJa }, of)
  }
  /** Somebody else's shop is told apart from a missing one by nobody. */
  const notThere = (c: Context<Env>) =>
    problem(c, { status: 404, code: 'merchant_not_found', words: 'merchants' }) as never
  const csv = (c: Context<Env>, name: string, text: string) =>
    c.body(text, 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}.csv"`,
      'cache-control': 'no-store',
    })
  return createRouter()
    .openapi(shopRoute(guard), async (c) => {
      const { id, month: of } = c.req.valid('param')
      const told = await own(c, id, of)
      c.header('cache-control', 'no-store')
      return told ? c.json(shown(told), 200) : notThere(c)
    })
    .openapi(shopCsvRoute(guard), async (c) => {
      const { id, month: of } = c.req.valid('param')
      const told = await own(c, id, of)
      return told ? csv(c, `meguri-fee-${of}`, shopInvoiceCsv(told)) : notThere(c)
    })
    .openapi(monthRoute(guard), async (c) => {
      c.header('cache-control', 'no-store')
      return c.json(shownMonth(await feeInvoices.ofMonth(c.req.valid('param').month)), 200)
    })
    .openapi(monthCsvRoute(guard), async (c) => {
      const { month: of } = c.req.valid('param')
      return csv(c, `meguri-fees-${of}`, monthInvoicesCsv(await feeInvoices.ofMonth(of)))
    })
}

type G = FeeInvoiceRoutesParts['guard']
const tags = ['office']
const csvAnswer = {
  description: 'UTF-8 with a byte order mark',
  content: { 'text/csv': { schema: z.string() } },
}

const shopRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/merchants/{id}/fee-invoices/{month}',
    tags,
    summary: 'The qualified invoice of a shop’s fees of a month; fixed for ever once the month is over',
    middleware: [guard('record.own')] as const,
    request: { params },
    responses: { 200: json(shopInvoiceSchema, 'The invoice, or why there is none'), ...refusals },
  })

const shopCsvRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/merchants/{id}/fee-invoices/{month}/csv',
    tags,
    summary: 'The same as CSV for the accounts',
    middleware: [guard('record.own')] as const,
    request: { params },
    responses: { 200: csvAnswer, ...refusals },
  })

const monthRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/fee-invoices/{month}',
    tags,
    summary: 'The invoices of all shops’ fees of a month, held against the ledger',
    middleware: [guard('record.read')] as const,
    request: { params: z.object({ month }) },
    responses: { 200: json(monthSchema, 'The invoices'), ...refusals },
  })

const monthCsvRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/fee-invoices/{month}/csv',
    tags,
    summary: 'The same as CSV for the accounts',
    middleware: [guard('record.read')] as const,
    request: { params: z.object({ month }) },
    responses: { 200: csvAnswer, ...refusals },
  })

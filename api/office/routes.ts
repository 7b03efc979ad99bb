import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Env } from '../platform/http/env.ts'
import { covers, type Guard } from '../platform/http/guard.ts'
import { problem, problemAnswer } from '../platform/http/problem.ts'
import { createRouter, idempotencyHeader } from '../platform/http/validation.ts'
import { assert } from '../platform/assert.ts'
import { statusOfOfficeRefusal, type OfficeRefusal } from './errors.ts'
import type { PayoutRow, Pot, PotShops } from './ports.ts'
import type { Requester } from './requester.ts'
import * as schemas from './routes-schemas.ts'
import type { Office, Preview, SettlementReport } from './service.ts'

export type OfficeRoutesParts = {
  readonly office: Office
  readonly shops: Pick<PotShops, 'find'>
  readonly guard: Guard<'settlement.preview' | 'settlement.approve' | 'payout.return' | 'pot.read'>
}

/** The OpenAPI answer of a success. */
export const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})
/** The OpenAPI answers of everything that can be refused here. */
export const refusals = {
  400: problemAnswer('A field is missing or wrong; it is named'),
  401: problemAnswer('Nobody is signed in'),
  403: problemAnswer('Not allowed'),
  404: problemAnswer('No such settlement'),
  409: problemAnswer('Not possible as things stand; `code` says why'),
  422: problemAnswer('A field cannot be used; it is named'),
}
const byId = z.object({ id: z.string().min(1).max(80) })

/** Answers a refusal of the office; its sentence stands in the words of the office. */
export function refused(c: Context<Env>, refusal: OfficeRefusal): never {
  const { code, ...rest } = refusal
  const { field, ...facts } = rest as { field?: string } & Record<string, unknown>
  const status = statusOfOfficeRefusal(refusal)
  // The answers of a problem are described by `refusals`; the router's types know only those of success.
  return problem(c, { status, code, words: 'office', field, facts }) as never
}

const lists = ({ byFunder, positions }: Pick<Preview, 'byFunder' | 'positions'>) => ({
  byFunder: [...byFunder],
  positions: [...positions],
})

/** As people know it: the bank's own codes stand in the file alone. */
const shownRequester = (requester: Requester | undefined) => {
  if (requester === undefined) return null
  const { nameKana, bankKana, branchKana, kind, number } = requester
  return { nameKana, bankKana, branchKana, kind, number }
}

const shownPreview = ({ plan, planHash, ...totals }: Preview) => ({
  cutOffAt: plan.cutOffAt,
  payDay: plan.payDay,
  totalYen: plan.totalYen,
  planHash,
  from: shownRequester(plan.requester),
  payouts: plan.payouts.map(({ payee, amountYen, funds, fee }) => ({
    merchantId: payee.merchantId,
    merchantCode: payee.merchantCode,
    nameJa: payee.nameJa,
    municipality: payee.municipality,
    amountYen,
    feeYen: fee?.amountYen ?? 0,
    funds: [...funds],
  })),
  waiting: plan.waiting.map(({ payee: { merchantId, nameJa, unwritable }, amountYen }) => ({
    merchantId,
    nameJa,
    amountYen,
    unwritable: unwritable ?? null,
  })),
  later: (plan.later ?? []).map(({ payee: { merchantId, nameJa }, ...rest }) => ({
    merchantId,
    nameJa,
    ...rest,
  })),
  ...lists(totals),
})

const shownPayout = (row: PayoutRow) => ({
  payoutId: row.payoutId,
  merchantId: row.merchantId,
  merchantCode: row.merchantCode,
  nameJa: row.nameJa,
  municipality: row.municipality,
  amountYen: row.amountYen,
  feeYen: row.feeYen,
  funds: [...row.funds],
  returned: row.returned,
})

const shownReport = (report: SettlementReport) => ({
  ...report.settlement,
  from: shownRequester(report.requester),
  sentYen: report.sentYen,
  returnedYen: report.returnedYen,
  payouts: report.payouts.map(shownPayout),
  flows: [...report.flows],
  ...lists(report),
})

/** The shops that a rule of use names, as people know them. */
export async function shopsOfRule(shops: Pick<PotShops, 'find'>, { merchants = [] }: Pot['rule']) {
  const found = await Promise.all(merchants.map((id) => shops.find(id)))
  return found
    .filter((shop) => shop !== undefined)
    .map(({ id, code, nameJa, nameEn }) => ({ id, code, nameJa, nameEn }))
}

/** Settling, the bank file, the pots. */
export function officeRoutes({ office, shops, guard }: OfficeRoutesParts) {
  return createRouter()
    .openapi(previewRoute(guard), async (c) => {
      const shown = await office.previewSettlement(c.req.valid('query').cutOffAt)
      return shown.ok ? c.json(shownPreview(shown.value), 200) : refused(c, shown.error)
    })
    .openapi(approveRoute(guard), async (c) => {
      const { person } = c.get('actor')
      assert(person !== undefined, 'the guard lets only people approve')
      const report = await office.approveSettlement({ ...c.req.valid('json'), approvedBy: person.userId })
      return report.ok ? c.json(shownReport(report.value), 201) : refused(c, report.error)
    })
    .openapi(listRoute(guard), async (c) => c.json({ settlements: [...(await office.settlements(50))] }, 200))
    .openapi(readRoute(guard), async (c) => {
      const report = await office.settlement(c.req.valid('param').id)
      return report.ok ? c.json(shownReport(report.value), 200) : refused(c, report.error)
    })
    .openapi(fileRoute(guard), async (c) => {
      const file = await office.bankFile(c.req.valid('param').id)
      if (!file.ok) return refused(c, file.error)
      const { name, bytes } = file.value
      return c.body(bytes.slice().buffer, 200, {
        'content-type': 'text/plain; charset=shift_jis',
        'content-disposition': `attachment; filename="${name}"`,
        'cache-control': 'no-store',
      }) as never
    })
    .openapi(returnRoute(guard), async (c) => {
      const { person } = c.get('actor')
      assert(person !== undefined, 'the guard lets only people enter it')
      const returned = await office.returnPayout({
        payoutId: c.req.valid('param').id,
        ...c.req.valid('json'),
        returnedBy: person.userId,
        key: c.req.valid('header')['idempotency-key'],
      })
      return returned.ok ? c.json(shownPayout(returned.value), 200) : refused(c, returned.error)
    })
    .openapi(potsRoute(guard), async (c) => {
      const own = (await office.pots()).filter((pot) => covers(c.get('actor'), pot.municipality))
      const named = own.map(async (pot) => ({ ...pot, shops: await shopsOfRule(shops, pot.rule) }))
      return c.json({ pots: await Promise.all(named) }, 200)
    })
}

type G = OfficeRoutesParts['guard']
const tags = ['office']

const previewRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/settlements/preview',
    tags,
    summary: 'What a settlement would pay, shop by shop, and who funds it',
    middleware: [guard('settlement.preview')] as const,
    request: { query: schemas.previewQuery },
    responses: { 200: json(schemas.previewSchema, 'The plan'), ...refusals },
  })

const approveRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/settlements',
    tags,
    summary: 'Pay exactly the plan that was shown, once',
    description:
      'The plan’s hash is what makes a repetition the same: sent again, it goes on where it stopped.',
    middleware: [guard('settlement.approve')] as const,
    request: {
      headers: idempotencyHeader,
      body: { required: true, content: { 'application/json': { schema: schemas.approvalSchema } } },
    },
    responses: { 201: json(schemas.reportSchema, 'Paid'), ...refusals },
  })

const listRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/settlements',
    tags,
    summary: 'The latest settlements, the newest first',
    middleware: [guard('settlement.preview')] as const,
    responses: {
      200: json(z.object({ settlements: z.array(schemas.settlementSchema) }), 'Settlements'),
      ...refusals,
    },
  })

const readRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/settlements/{id}',
    tags,
    summary: 'One settlement with its payouts and the totals between the towns',
    middleware: [guard('settlement.preview')] as const,
    request: { params: byId },
    responses: { 200: json(schemas.reportSchema, 'The settlement'), ...refusals },
  })

const fileRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/settlements/{id}/bank-file',
    tags,
    summary: 'The 総合振込 file for the bank; the same bytes every time',
    middleware: [guard('settlement.preview')] as const,
    request: { params: byId },
    responses: {
      200: {
        description: 'Records of 120 bytes, JIS X 0201, each followed by CR LF',
        content: { 'text/plain': { schema: z.string().openapi({ format: 'binary' }) } },
      },
      ...refusals,
    },
  })

const returnRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/payouts/{id}/return',
    tags,
    summary: 'Enter that the bank sent a payout back; it is owed to the shop again',
    middleware: [guard('payout.return')] as const,
    request: {
      params: byId,
      headers: idempotencyHeader,
      body: { required: true, content: { 'application/json': { schema: schemas.returnSchema } } },
    },
    responses: { 200: json(schemas.payoutSchema, 'The payout as it stands now'), ...refusals },
  })

const potsRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/pots',
    tags,
    summary: 'The pots of the officer’s towns with what is left in them',
    middleware: [guard('pot.read')] as const,
    responses: { 200: json(z.object({ pots: z.array(schemas.potSchema) }), 'Pots'), ...refusals },
  })

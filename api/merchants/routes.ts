import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Env } from '../platform/http/env.ts'
import { covers, type Guard } from '../platform/http/guard.ts'
import { problem, problemAnswer } from '../platform/http/problem.ts'
import { createRouter, idempotencyHeader } from '../platform/http/validation.ts'
import { statusOfMerchantRefusal, type MerchantRefusal } from './errors.ts'
import type { Merchant } from './merchant.ts'
import * as schemas from './routes-schemas.ts'
import type { Merchants } from './service.ts'
import type { ShopPictures } from './shop-picture-service.ts'

export type MerchantRoutesParts = {
  readonly merchants: Merchants
  readonly pictures: Pick<ShopPictures, 'shownOf'>
  readonly guard: Guard<
    | 'merchant.apply'
    | 'merchant.read'
    | 'merchant.mine'
    | 'merchant.decide'
    | 'merchant.code'
    | 'merchant.find'
    | 'merchant.bank_account'
  >
}

/** An answer in JSON, as the document describes it. */
export const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})
const byId = z.object({ id: z.string().min(1).max(80) })
const refusals = {
  400: problemAnswer('A field is missing or wrong; it is named'),
  401: problemAnswer('Nobody is signed in'),
  403: problemAnswer('Not allowed'),
  404: problemAnswer('No such shop'),
  409: problemAnswer('Not possible as things stand'),
  422: problemAnswer('A field cannot be used; it is named'),
}

/** Answers a refusal of the register; its sentence stands in the words of the shops. */
export function refused(
  c: Context<Env>,
  error: { readonly code: string; readonly field?: string },
  status: number,
): never {
  const { code, field, ...facts } = error
  // The answers of a problem are described by `refusals`; the router's types know only those of success.
  return problem(c, { status, code, words: 'merchants', field, facts }) as never
}

const refusedBy = (c: Context<Env>, error: MerchantRefusal) =>
  refused(c, error, statusOfMerchantRefusal(error))

/** Someone else's shop is told apart from a missing one by nobody. */
const notFound = (c: Context<Env>) => refusedBy(c, { code: 'merchant_not_found' })

/** A till may be in anybody's hands: it is not told who keeps the shop. */
const untold = { contactName: '', contactPhone: '', contactEmail: '', decisionReason: null }

const shown = ({ codeVersion: _c, decidedBy: _d, ...shop }: Merchant) => shop

/** Joining and the printed code. Deciding stands in `routes-applications.ts`, the till's own routes stand in `routes-till.ts`. */
export function merchantRoutes({ merchants, pictures, guard }: MerchantRoutesParts) {
  const find = async (c: Context<Env>, id: string): Promise<Merchant | undefined> => {
    const shop = await merchants.find(id)
    const actor = c.get('actor')
    return shop && (covers(actor, shop.id) || covers(actor, shop.municipality)) ? shop : undefined
  }
  return createRouter()
    .openapi(applyRoute(guard), async (c) => {
      const { password, language, ...application } = c.req.valid('json')
      const { person } = c.get('actor')
      const applicant = person
        ? { userId: person.userId, language }
        : password === undefined
          ? undefined
          : { password, language }
      if (!applicant) return problem(c, { status: 400, code: 'field_missing', field: 'password' }) as never
      const key = c.req.valid('header')['idempotency-key']
      const applied = await merchants.apply(application, applicant, key)
      return applied.ok ? c.json(applied.value, 201) : refusedBy(c, applied.error)
    })
    .openapi(mineRoute(guard), async (c) => {
      const { person, till } = c.get('actor')
      const here = till && (await merchants.find(till.merchantId))
      if (here) return c.json({ shops: [{ ...shown(here), ...untold, memberRole: 'till' }] }, 200)
      const shops = person ? await merchants.ofMember(person.userId) : []
      return c.json({ shops: shops.map(({ memberRole, ...shop }) => ({ ...shown(shop), memberRole })) }, 200)
    })
    .openapi(listRoute(guard), async (c) => {
      const shops = await merchants.inStatus(c.req.valid('query').status)
      const own = shops.filter((shop) => covers(c.get('actor'), shop.municipality))
      return c.json({ shops: own.map(shown) }, 200)
    })
    .openapi(closedRoute(guard), async (c) => {
      const shops = await Promise.all([merchants.inStatus('approved'), merchants.inStatus('suspended')])
      const closed = shops
        .flat()
        .flatMap(({ id, accountId, nameJa, nameEn, municipality, closedAt }) =>
          accountId === null || closedAt === null || !covers(c.get('actor'), municipality)
            ? []
            : [{ id, accountId, nameJa, nameEn, closedAt }],
        )
      return c.json({ shops: closed }, 200)
    })
    .openapi(readRoute(guard), async (c) => {
      const shop = await find(c, c.req.valid('param').id)
      if (!shop) return notFound(c)
      const account = await merchants.bankAccount(shop.id)
      return c.json({ ...shown(shop), bankAccount: account ?? null }, 200)
    })
    .openapi(bankAccountRoute(guard), async (c) => {
      const { id } = c.req.valid('param')
      if (!covers(c.get('actor'), id)) return notFound(c)
      const key = c.req.valid('header')['idempotency-key']
      const said = await merchants.confirmBankAccount({ merchantId: id, bank: c.req.valid('json'), key })
      return said.ok ? c.json(said.value, 200) : refusedBy(c, said.error)
    })
    .openapi(codeRoute(guard), async (c) => {
      const { id } = c.req.valid('param')
      if (!covers(c.get('actor'), id)) return notFound(c)
      const { amountYen, reference } = c.req.valid('query')
      const code = await merchants.code(id, amountYen, reference)
      return code.ok ? c.json(code.value, 200) : refusedBy(c, code.error)
    })
    .openapi(scanRoute(guard), async (c) => {
      const found = await merchants.scanned(c.req.valid('query').text)
      if (!found.ok) return refused(c, found.error, statusOfScan(found.error))
      const { shop, code, endsAt } = found.value
      const { id, nameJa, nameEn, municipality, merchantClass, demonstration } = shop
      const told = { amountYen: code.amountYen ?? null, reference: code.reference ?? null, endsAt }
      const named = { merchantId: id, merchantCode: code.merchantCode, nameJa, nameEn, municipality }
      const seen = await pictures.shownOf(id)
      const picture = seen
        ? { address: `/api/shops/${id}/picture/${seen.id}`, altJa: seen.altJa, altEn: seen.altEn }
        : null
      return c.json({ ...named, merchantClass, demonstration, picture, ...told }, 200)
    })
}

const statusOfScan = (error: { readonly code: string }) =>
  error.code === 'merchant_not_found'
    ? 404
    : error.code === 'merchant_not_open' || error.code.startsWith('sale_code_')
      ? 409
      : 422

type G = MerchantRoutesParts['guard']

const applyRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/merchants',
    summary: 'A shop applies',
    tags: ['merchants'],
    middleware: [guard('merchant.apply')] as const,
    request: {
      headers: idempotencyHeader,
      body: { content: { 'application/json': { schema: schemas.applicationSchema } }, required: true },
    },
    responses: {
      201: json(z.object({ merchantId: z.string() }), 'The application waits for an officer'),
      ...refusals,
    },
  })

const mineRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/merchants/mine',
    summary: 'The shops at which the signed-in person works, or whose till this browser is',
    tags: ['merchants'],
    middleware: [guard('merchant.mine')] as const,
    responses: {
      200: json(
        z.object({ shops: z.array(schemas.merchantSchema.extend({ memberRole: z.string() })) }),
        'Shops',
      ),
      ...refusals,
    },
  })

const listRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/merchants',
    summary: 'Applications and shops of the officer’s towns',
    tags: ['merchants'],
    middleware: [guard('merchant.decide')] as const,
    request: {
      query: z.object({ status: z.enum(['applied', 'approved', 'refused', 'suspended']).default('applied') }),
    },
    responses: {
      200: json(z.object({ shops: z.array(schemas.merchantSchema) }), 'Oldest first'),
      ...refusals,
    },
  })

const closedRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/closed-merchants',
    summary: 'Shops whose account is closed, for whom may close one or propose to open it again',
    tags: ['merchants'],
    middleware: [guard('merchant.read')] as const,
    responses: {
      200: json(z.object({ shops: z.array(schemas.closedMerchantSchema) }), 'Oldest shop first'),
      ...refusals,
    },
  })

const readRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/merchants/{id}',
    summary: 'One shop with its bank account',
    tags: ['merchants'],
    middleware: [guard('merchant.read')] as const,
    request: { params: byId },
    responses: {
      200: json(
        schemas.merchantSchema.extend({ bankAccount: schemas.bankAccountSchema.nullable() }),
        'The shop',
      ),
      ...refusals,
    },
  })

const bankAccountRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/merchants/{id}/bank-account',
    summary: 'Confirm the bank account in force, after a payout came back; another one takes a change',
    tags: ['merchants'],
    middleware: [guard('merchant.bank_account')] as const,
    request: {
      params: byId,
      headers: idempotencyHeader,
      body: { content: { 'application/json': { schema: schemas.bankDetailsSchema } }, required: true },
    },
    responses: { 200: json(schemas.bankAccountSchema, 'The account in force'), ...refusals },
  })

const codeRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/merchants/{id}/code',
    summary: 'The shop’s payment code; with an amount, the code of one sale',
    tags: ['merchants'],
    middleware: [guard('merchant.code')] as const,
    request: { params: byId, query: schemas.codeQuery },
    responses: { 200: json(schemas.codeSchema, 'The code'), ...refusals },
  })

const scanRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/payment-codes',
    summary: 'The shop behind a scanned code (payload or link)',
    tags: ['merchants'],
    middleware: [guard('merchant.find')] as const,
    request: { query: z.object({ text: z.string().min(1).max(2000) }) },
    responses: {
      200: json(schemas.scannedSchema, 'The shop, and the amount where the code names one'),
      ...refusals,
    },
  })

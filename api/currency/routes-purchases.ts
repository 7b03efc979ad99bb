import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { answer, jsonBody } from '../platform/http/answers.ts'
import type { Env } from '../platform/http/env.ts'
import { covers, type Guard } from '../platform/http/guard.ts'
import { amountYenSchema, createRouter, idempotencyHeader } from '../platform/http/validation.ts'
import type { MerchantDirectory } from './ports.ts'
import { refusals, refused } from './routes-answers.ts'
import {
  idSchema,
  instant,
  merchantSchema,
  pageQuery,
  printCursor,
  readCursor,
  yen,
} from './routes-schemas.ts'
import type { Ledger } from './service.ts'

/** What the routes of purchases ask the authorisation table for. */
export type PurchaseOperation = 'purchase.create' | 'purchase.read'

export type PurchaseRouteParts = {
  readonly ledger: Pick<
    Ledger,
    'purchase' | 'purchaseOf' | 'purchasesOf' | 'purchasableYen' | 'merchantPayments'
  >
  readonly merchants: Pick<MerchantDirectory, 'find'>
  readonly guard: Guard<PurchaseOperation>
}

type G = PurchaseRouteParts['guard']
const tags = ['currency']
const byId = z.object({ id: idSchema })

/** As it stands on the order or invoice. Full-width letters and digits are the same as plain ones: many keyboards type them. */
const referenceSchema = z
  .string()
  .normalize('NFKC')
  .trim()
  .min(1)
  .max(40)
  .regex(/^[^\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]*$/u)
  .openapi({ example: 'INV-2026-0117', description: 'Of the order or invoice; paid once to a seller' })

const purchaseBody = z.strictObject({
  sellerId: idSchema,
  amountYen: amountYenSchema,
  purchaseReference: referenceSchema,
})

const common = {
  purchaseId: z.string(),
  purchaseReference: z.string(),
  amountYen: yen,
  paidAt: instant,
}
const receiptSchema = z
  .object({
    ...common,
    sellerId: z.string(),
    funds: z
      .array(z.object({ fundId: z.string(), amountYen: yen }))
      .openapi({ description: 'Who stands behind what was paid, in the order taken' }),
  })
  .openapi('PurchaseReceipt')
const purchaseSchema = z
  .object({ ...common, side: z.enum(['bought', 'sold']), partner: merchantSchema })
  .openapi('Purchase')
const purchasesSchema = z
  .object({
    allowed: z.boolean().openapi({ description: 'Whether the issuer lets merchants pay each other' }),
    spendableYen: yen.openapi({ description: 'What the shop is owed now' }),
    purchases: z.array(purchaseSchema),
    next: z.string().nullable().openapi({ description: 'Send as `before` for older ones; null at the end' }),
  })
  .openapi('Purchases')

/** Merchants paying each other for what they bought, where the issuer allows it. */
export function purchaseRoutes({ ledger, merchants, guard }: PurchaseRouteParts) {
  /** Somebody else's shop is told apart from a missing one by nobody. */
  const own = async (c: Context<Env>, id: string) =>
    covers(c.get('actor'), id) ? merchants.find(id) : undefined
  return createRouter()
    .openapi(createPurchase(guard), async (c) => {
      const buyer = await own(c, c.req.valid('param').id)
      if (buyer === undefined) return refused(c, { code: 'merchant_not_found', field: 'merchantId' })
      const paid = await ledger.purchase({
        ...c.req.valid('json'),
        buyerId: buyer.id,
        buyerAccountId: buyer.accountId,
        key: c.req.valid('header')['idempotency-key'],
      })
      if (!paid.ok) return refused(c, paid.error)
      if (paid.value.replayed) c.header('idempotency-replayed', 'true')
      return c.json({ ...paid.value.answer, funds: [...paid.value.answer.funds] }, 201)
    })
    .openapi(listPurchases(guard), async (c) => {
      const shop = await own(c, c.req.valid('param').id)
      if (shop === undefined) return refused(c, { code: 'merchant_not_found', field: 'merchantId' })
      const { before, limit } = c.req.valid('query')
      const [purchases, spendableYen] = await Promise.all([
        ledger.purchasesOf(shop.accountId, {
          limit,
          before: before === undefined ? undefined : readCursor(before),
        }),
        ledger.purchasableYen(shop.accountId),
      ])
      const last = purchases.length === limit ? purchases.at(-1) : undefined
      const next = last === undefined ? null : printCursor({ at: last.paidAt, journalId: last.purchaseId })
      c.header('cache-control', 'no-store')
      const { allowed } = ledger.merchantPayments
      return c.json({ allowed, spendableYen, purchases: [...purchases], next }, 200)
    })
    .openapi(readPurchase(guard), async (c) => {
      const { id, purchaseId } = c.req.valid('param')
      const shop = await own(c, id)
      if (shop === undefined) return refused(c, { code: 'merchant_not_found', field: 'merchantId' })
      const seen = await ledger.purchaseOf({ purchaseId, merchantAccountId: shop.accountId })
      if (!seen.ok) return refused(c, seen.error)
      c.header('cache-control', 'no-store')
      return c.json(seen.value, 200)
    })
}

const createPurchase = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/merchants/{id}/purchases',
    tags,
    summary: 'Pay another shop from one’s takings for what was bought of it, where the issuer allows it',
    middleware: [guard('purchase.create')] as const,
    request: { params: byId, headers: idempotencyHeader, body: jsonBody(purchaseBody) },
    responses: {
      201: answer('Paid; the same for every repetition of the key', receiptSchema),
      ...refusals,
    },
  })

const listPurchases = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/merchants/{id}/purchases',
    tags,
    summary: 'What the shop paid other shops and was paid by them',
    middleware: [guard('purchase.read')] as const,
    request: { params: byId, query: pageQuery },
    responses: { 200: answer('The newest first', purchasesSchema), ...refusals },
  })

const readPurchase = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/merchants/{id}/purchases/{purchaseId}',
    tags,
    summary: 'One purchase, for its two shops',
    middleware: [guard('purchase.read')] as const,
    request: { params: byId.extend({ purchaseId: idSchema }) },
    responses: { 200: answer('The purchase', purchaseSchema), ...refusals },
  })

import { createRoute, z } from '@hono/zod-openapi'
import { answer, jsonBody } from '../platform/http/answers.ts'
import { covers, type Guard } from '../platform/http/guard.ts'
import { amountYenSchema, createRouter, idempotencyHeader } from '../platform/http/validation.ts'
import type { MerchantDirectory } from './ports.ts'
import { deviceOf, refusals, refused } from './routes-answers.ts'
import { idSchema, instant, receiptSchema } from './routes-schemas.ts'
import type { Ledger } from './service.ts'
import type { TillStaff } from './till-act.ts'

/** What the routes of shown codes ask the authorisation table for. */
export type ShownCodeOperation = 'code.show' | 'charge.create'

export type ShownCodeRouteParts = {
  readonly ledger: Pick<Ledger, 'showCode' | 'giveOfflineKey' | 'charge'>
  readonly merchants: Pick<MerchantDirectory, 'find'>
  readonly staff: TillStaff
  readonly guard: Guard<ShownCodeOperation>
}

const example = '7K2M-9QXT-04BD-WNHE-3SVA-CRP8-M2JQ'

const shownCodeSchema = z
  .object({
    code: z.string().openapi({ description: 'Shown this once, as text or as a picture', example }),
    endsAt: instant.openapi({ description: 'Last instant at which it can be charged' }),
  })
  .openapi('ShownCode')

const offlineKeySchema = z
  .object({
    handle: z
      .string()
      .openapi({ description: 'Begins each code that is made by this key', example: '7K2M9QXT04' }),
    secret: z
      .string()
      .openapi({ description: 'Key of an HMAC with SHA-256, base64; told this once', format: 'byte' }),
    endsAt: instant.openapi({ description: 'From here on no code by this key is charged' }),
    at: instant.openapi({ description: 'The clock of the hub' }),
    paymentYenMax: z.int().openapi({ description: 'Largest payment by such a code, yen' }),
  })
  .openapi('OfflineKey')

/** A shop is not told whose wallet it is. */
const chargeReceiptSchema = receiptSchema.omit({ walletId: true }).openapi('ChargeReceipt')

const chargeBody = z.strictObject({
  code: z.string().min(1).max(100).openapi({ description: 'As the customer shows it', example }),
  amountYen: amountYenSchema,
})

/** A holder shows a code, a merchant charges it. */
export function shownCodeRoutes({ ledger, merchants, staff, guard }: ShownCodeRouteParts) {
  return createRouter()
    .openapi(
      createRoute({
        method: 'post',
        path: '/wallets/me/codes',
        tags: ['currency'],
        summary:
          'A code to show at a till: good for one payment, for a short while; each request makes a new one',
        middleware: [guard('code.show')] as const,
        responses: { 201: answer('The code and its end', shownCodeSchema), ...refusals },
      }),
      async (c) => {
        const made = await ledger.showCode(deviceOf(c))
        if (!made.ok) return refused(c, made.error)
        c.header('cache-control', 'no-store')
        return c.json(made.value, 201)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/wallets/me/offline-keys',
        tags: ['currency'],
        summary:
          'What a device needs to make codes to show by itself, without signal; each request makes a new one',
        middleware: [guard('code.show')] as const,
        responses: { 201: answer('The key and its end', offlineKeySchema), ...refusals },
      }),
      async (c) => {
        const given = await ledger.giveOfflineKey(deviceOf(c))
        if (!given.ok) return refused(c, given.error)
        c.header('cache-control', 'no-store')
        return c.json({ ...given.value, secret: btoa(String.fromCharCode(...given.value.secret)) }, 201)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/merchants/{id}/charges',
        tags: ['currency'],
        summary: 'Charge the code that a customer shows; it is used up',
        middleware: [guard('charge.create')] as const,
        request: {
          params: z.object({ id: idSchema }),
          headers: idempotencyHeader,
          body: jsonBody(chargeBody),
        },
        responses: {
          201: answer('Paid; the same for every repetition of the key', chargeReceiptSchema),
          ...refusals,
        },
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        const shop = covers(c.get('actor'), id) ? await merchants.find(id) : undefined
        if (shop === undefined) return refused(c, { code: 'merchant_not_found', field: 'merchantId' })
        const paid = await ledger.charge({
          ...c.req.valid('json'),
          merchantId: shop.id,
          merchantAccountId: shop.accountId,
          key: c.req.valid('header')['idempotency-key'],
          act: staff.actOf(c.get('actor'), shop.id, 'charge'),
        })
        if (!paid.ok) return refused(c, paid.error)
        if (paid.value.replayed) c.header('idempotency-replayed', 'true')
        const { walletId: _, ...receipt } = paid.value.answer
        return c.json({ ...receipt, lots: [...receipt.lots] }, 201)
      },
    )
}

import { z } from '@hono/zod-openapi'
import { amountYenSchema } from '../platform/http/validation.ts'
import { idSchema, instant, merchantSchema, pageQuery, receiptLot, yen } from './routes-schemas.ts'

const lastInstant = instant.openapi({ description: 'Last instant at which it can be captured' })

export const holdReceiptSchema = z
  .object({
    holdId: z.string(),
    walletId: z.string(),
    merchantId: z.string(),
    amountYen: yen,
    placedAt: instant,
    endsAt: lastInstant,
    lots: z.array(receiptLot).openapi({ description: 'In the order in which they were taken' }),
  })
  .openapi('HoldReceipt')

export const captureReceiptSchema = z
  .object({
    paymentId: z.string().openapi({ description: 'A payment like any other: read and refunded by this id' }),
    holdId: z.string(),
    merchantId: z.string(),
    amountYen: yen,
    releasedYen: yen.openapi({ description: 'What was held and not captured: back in its lots' }),
    paidAt: instant,
    lots: z.array(receiptLot),
  })
  .openapi('CaptureReceipt')

export const voidReceiptSchema = z
  .object({ holdId: z.string(), releasedYen: yen, voidedAt: instant })
  .openapi('VoidReceipt')

export const holdSchema = z
  .object({
    holdId: z.string(),
    merchant: merchantSchema,
    amountYen: yen,
    placedAt: instant,
    endsAt: lastInstant,
    status: z.enum(['open', 'captured', 'voided', 'expired']),
    resolvedAt: instant.nullable(),
    capturedYen: yen,
    paymentId: z.string().nullable(),
    lots: z.array(receiptLot),
  })
  .openapi('Hold')

export const holdsSchema = z
  .object({
    holds: z.array(holdSchema),
    next: z.string().nullable().openapi({ description: 'Send as `before` for older ones; null at the end' }),
  })
  .openapi('Holds')

export const holdBody = z.strictObject({
  merchantId: idSchema,
  amountYen: amountYenSchema,
  endsAt: z.int().positive().openapi({
    description: 'Epoch milliseconds: the last instant at which the merchant can capture it',
    example: 1795402800000,
  }),
})

export const captureBody = z.strictObject({
  amountYen: amountYenSchema.optional().openapi({ description: 'Left out: all that is held' }),
})

export const holdsQuery = pageQuery.extend({
  merchantId: idSchema
    .optional()
    .openapi({ description: 'The holds for this shop of yours; left out: your wallet’s' }),
})

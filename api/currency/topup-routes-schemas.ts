import { z } from '@hono/zod-openapi'
import { amountYenSchema } from '../platform/http/validation.ts'
import { topupStatuses } from './topup.ts'

const instant = z.int().openapi({ description: 'Epoch milliseconds', example: 1795402800000 })
const yen = z.int().openapi({ example: 3000 })

export const topupBody = z.strictObject({ amountYen: amountYenSchema })

export const topupIdParam = z.object({ topupId: z.string().min(1).max(64) })

const payUrl = z
  .string()
  .nullable()
  .openapi({ description: 'The card company’s page where the payer pays; null once it has closed' })

const status = z.enum(topupStatuses).openapi({
  description:
    'opened: nothing heard yet; waiting: the card company decides; failed: declined, another card may be tried; expired: closed unpaid; credited: in the wallet; voided: undone, back to the card',
})

export const startedTopupSchema = z.object({ topupId: z.string(), payUrl, status }).openapi('StartedTopup')

export const topupSchema = z
  .object({
    topupId: z.string(),
    amountYen: yen,
    status,
    failure: z.string().nullable().openapi({
      description: 'The card company’s word for the last decline',
      example: 'insufficient_funds',
    }),
    payUrl,
    createdAt: instant,
    updatedAt: instant,
  })
  .openapi('Topup')

export const topupLimitsSchema = z
  .object({
    minimumYen: yen,
    maximumYen: yen,
    walletMaximumYen: yen.openapi({ description: 'The most a wallet may hold' }),
    validDays: z.int().openapi({ description: 'How long added money is valid' }),
    available: z.boolean().openapi({ description: 'False where no card company is configured' }),
  })
  .openapi('TopupLimits')

export const takenEventSchema = z
  .object({ received: z.literal(true), outcome: z.string() })
  .openapi('TakenEvent')

import { z } from '@hono/zod-openapi'
import { amountYenSchema } from '../platform/http/validation.ts'
import { konbiniChains, topupMethods } from './topup-method.ts'
import { topupStatuses } from './topup.ts'

const instant = z.int().openapi({ description: 'Epoch milliseconds', example: 1795402800000 })
const yen = z.int().openapi({ example: 3000 })

const method = z.enum(topupMethods).openapi({
  description: 'card: with 3-D Secure; konbini: cash at a convenience store, up to a day; paypay: PayPay',
})

export const topupBody = z.strictObject({ amountYen: amountYenSchema, method: method.default('card') })

export const topupIdParam = z.object({ topupId: z.string().min(1).max(64) })

const payUrl = z
  .string()
  .nullable()
  .openapi({ description: 'The payment company’s page where the payer pays; null once it has closed' })

const status = z.enum(topupStatuses).openapi({
  description:
    'opened: nothing heard yet; waiting: the payment company decides, or a voucher waits to be paid at a store; failed: declined, may be tried again; expired: over and unpaid, `failure` says `given_up` or that the deadline passed; credited: in the wallet; voided: undone, on its way back',
})

export const startedTopupSchema = z.object({ topupId: z.string(), payUrl, status }).openapi('StartedTopup')

const voucher = z
  .object({
    url: z
      .string()
      .nullable()
      .openapi({ description: 'The payment company’s page with the same, to look at or print' }),
    endsAt: instant.openapi({ description: 'The last instant at which paying can be begun at a store' }),
    stores: z.array(
      z.object({
        store: z.enum(konbiniChains),
        paymentCode: z.string(),
        confirmationNumber: z.string().nullable(),
      }),
    ),
  })
  .openapi('StoreVoucher')

export const topupSchema = z
  .object({
    topupId: z.string(),
    amountYen: yen,
    method,
    status,
    proxyId: z
      .string()
      .nullable()
      .openapi({ description: 'Begun by this phone as the proxy of somebody else; null of its own wallet' }),
    failure: z.string().nullable().openapi({
      description:
        'The payment company’s word for the last decline or the end; `given_up`, `wallet_closed` are ours',
      example: 'insufficient_funds',
    }),
    payUrl,
    pageEndsAt: instant.nullable().openapi({ description: 'When the payment page closes by itself' }),
    voucher: voucher
      .nullable()
      .openapi({ description: 'What is taken to a store; null until it is told, and of other methods' }),
    deadlinePassed: z
      .boolean()
      .openapi({ description: 'The voucher’s last instant is over, and no word of it has come yet' }),
    refund: z
      .object({ state: z.enum(['asked', 'under_way', 'done', 'failed']), askedUntil: instant.nullable() })
      .nullable()
      .openapi({
        description:
          'How far giving it back came. asked: the payer of cash is asked by mail for a bank account, up to `askedUntil`; failed: it lies with the issuer',
      }),
    createdAt: instant,
    updatedAt: instant,
  })
  .openapi('Topup')

export const waitingTopupsSchema = z.object({ topups: z.array(topupSchema) }).openapi('WaitingTopups')

export const topupLimitsSchema = z
  .object({
    minimumYen: yen,
    maximumYen: yen,
    walletMaximumYen: yen.openapi({ description: 'The most a wallet may hold' }),
    validDays: z.int().openapi({ description: 'How long added money is valid' }),
    konbiniDays: z.int().openapi({ description: 'Days in which a voucher is paid at a store' }),
    methods: z
      .array(z.object({ method, minimumYen: yen, maximumYen: yen }))
      .openapi({ description: 'The ways that are offered, in order, each with its own limits' }),
    available: z.boolean().openapi({ description: 'False where no payment company is configured' }),
  })
  .openapi('TopupLimits')

export const takenEventSchema = z
  .object({ received: z.literal(true), outcome: z.string() })
  .openapi('TakenEvent')

import { z } from '@hono/zod-openapi'
import { amountYenSchema } from '../platform/http/validation.ts'
import { relations } from './proxy.ts'
import { cursorPattern, idSchema, instant, merchantSchema, yen } from './routes-schemas.ts'

const relation = z.enum(relations).openapi({ description: 'How the proxy stands to the owner' })

/** What somebody is to be let do. */
export const termsBody = z.strictObject({
  relation,
  paymentYenMax: amountYenSchema,
  dayYenMax: amountYenSchema,
  endsOn: z.iso
    .date()
    .regex(/^20/)
    .optional()
    .openapi({ description: 'The last day, included; left out: no end' }),
})

export const codeBody = z.strictObject({ code: z.string().min(1).max(100) })

export const lookByCodeBody = codeBody.extend({ before: z.string().regex(cursorPattern).optional() })

export const inviteByCodeBody = termsBody.extend({ code: z.string().min(1).max(100) })

export const endByCodeBody = codeBody.extend({ proxyId: idSchema })

export const proxyIdParam = z.object({ proxyId: idSchema })

const terms = {
  proxyId: z.string(),
  number: z.int().openapi({ description: '1, 2, 3 … of the owner’s wallet' }),
  relation,
  paymentYenMax: yen,
  dayYenMax: yen,
  endsAt: instant.nullable(),
  createdAt: instant,
}

const act = z.object({
  id: z.string().openapi({ description: 'The payment, or the top-up' }),
  what: z.enum(['pay', 'top_up']),
  amountYen: yen,
  at: instant,
  number: z.int(),
  relation,
  merchant: merchantSchema,
  refundedYen: yen,
  topupStatus: z.string().nullable(),
})

/** Somebody for whom this phone acts: enough to choose whose wallet it is. */
const actingSchema = z.object({
  ...terms,
  spendableYen: yen,
  frozen: z.boolean().openapi({ description: 'The owner’s wallet is stopped' }),
  leftTodayYen: yen.openapi({ description: 'What this proxy may still pay today' }),
})

export const mineSchema = z.object({ proxies: z.array(actingSchema) }).openapi('Proxies')

export const proxySchema = actingSchema
  .extend({ balanceYen: yen, inForce: z.boolean(), acts: z.array(act), next: z.string().nullable() })
  .openapi('Proxy')

export const proxyLimitsSchema = z
  .object({
    paymentYenMax: yen,
    dayYenMax: yen,
    allDayYenMax: yen.openapi({ description: 'All proxies of a wallet together' }),
    countMax: z.int(),
    invitationMinutes: z.int(),
  })
  .openapi('ProxyLimits')

export const acceptedSchema = z.object(terms).openapi('AcceptedProxy')

export const openedForOwnerSchema = z
  .object({
    proxyId: z.string(),
    recoveryCode: z.string().openapi({ description: 'The owner’s, shown this once' }),
  })
  .openapi('OpenedForOwner')

export const invitedSchema = z
  .object({ code: z.string().openapi({ example: '7K2M-9QXT-04BD' }), validUntil: instant })
  .openapi('ProxyInvitation')

export const ofWalletSchema = z
  .object({
    proxies: z.array(z.object({ ...terms, inForce: z.boolean(), endedAt: instant.nullable() })),
    acts: z.array(act),
    next: z.string().nullable(),
  })
  .openapi('WalletProxies')

export const reasonBody = z.strictObject({
  paymentId: idSchema.openapi({ description: 'A payment of the wallet, which its owner remembers' }),
  reason: z.string().trim().min(1).max(500),
})

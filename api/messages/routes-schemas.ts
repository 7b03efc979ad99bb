import { z } from '@hono/zod-openapi'
import { locales } from '../platform/words.ts'

export const instant = z.int().openapi({ description: 'Epoch milliseconds', example: 1_795_402_800_000 })

const letterSchema = z
  .object({ subject: z.string(), text: z.string() })
  .nullable()
  .openapi({ description: 'Null where it is nobody’s but the recipient’s' })

const stateSchema = z.object({
  id: z.string(),
  kind: z.enum([
    'address_confirmation',
    'payment_receipt',
    'payment_notice',
    'topup_notice',
    'payout_notice',
    'payout_returned_notice',
    'account_change_notice',
    'payout_sent',
    'payout_returned',
    'application_accepted',
    'application_refused',
    'bank_account_asked',
    'bank_account_approved',
    'bank_account_refused',
    'bank_account_cancelled',
    'bank_account_in_force',
    'institution_invitation',
  ]),
  language: z.string(),
  createdAt: instant,
  state: z.enum(['waiting', 'begun', 'sent', 'put_off', 'refused', 'given_up', 'dropped', 'shown']),
  reason: z.string().nullable().openapi({ description: 'A code: what the server answered, or why not' }),
  attempts: z.int(),
  changedAt: instant,
  dueAt: instant.nullable().openapi({ description: 'When it is tried next' }),
})

const staffMessageSchema = stateSchema
  .extend({
    shop: z
      .string()
      .nullable()
      .openapi({ description: 'The shop it is for; null where it is for the holder of a wallet' }),
    letter: letterSchema,
  })
  .openapi('Message')

/** As the shop itself reads it. */
export const shopMessageSchema = stateSchema.extend({ letter: letterSchema.unwrap() }).openapi('ShopMessage')

export const outboxSchema = z.object({
  tells: z.boolean().openapi({ description: 'Whether anything is told here' }),
  shows: z.boolean().openapi({ description: 'Whether letters are kept to be read instead of being sent' }),
  waiting: z.int(),
  undelivered: z.array(staffMessageSchema),
  latest: z.array(staffMessageSchema),
})

export const addressSchema = z.object({
  address: z.string(),
  language: z.string(),
  givenAt: instant,
  confirmedAt: instant.nullable(),
})

export const ownSchema = z.object({
  tells: z.boolean(),
  shows: z.boolean(),
  address: addressSchema.nullable(),
  latest: z.array(stateSchema.extend({ letter: letterSchema })),
})

export const givenSchema = z.strictObject({
  address: z.email().max(254).openapi({ example: 'hanako@mail.example' }),
  language: z.enum(locales),
})

export const tokenSchema = z.strictObject({ token: z.string().min(1).max(200) })

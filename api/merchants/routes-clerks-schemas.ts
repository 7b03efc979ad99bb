import { z } from '@hono/zod-openapi'
import type { ClerkRefusal } from './clerk-errors.ts'
import { statusOfClerkRefusal } from './clerk-errors.ts'
import type { Context } from 'hono'
import type { Env } from '../platform/http/env.ts'
import { problemAnswer } from '../platform/http/problem.ts'
import { refused } from './routes.ts'
import { line } from './routes-schemas.ts'

/** What the routes of clerks and tills answer with, described for OpenAPI. */
export const idParameter = z.object({ id: z.string().min(1).max(80) })
export const clerkParameters = idParameter.extend({ clerkId: z.string().min(1).max(80) })
export const tillParameters = idParameter.extend({ deviceId: z.string().min(1).max(80) })

const yen = z.int().min(0)
const rights = {
  mayTake: z.boolean().openapi({ description: 'Charges the codes that guests show, shows the shop’s own' }),
  maySeeTakings: z.boolean(),
  refundYenMax: yen.openapi({ description: 'The most that is given back at once; 0 for nothing' }),
  refundDayYenMax: yen.openapi({ description: 'The most that is given back on a day in Japan' }),
}
const pin = line(20).openapi({ description: '4 to 8 digits', example: '2580' })
const name = line(200)

export const newClerkSchema = z.strictObject({ name, pin, ...rights }).openapi('NewClerk')
export const clerkChangeSchema = z.strictObject({ name, ...rights }).openapi('ClerkChange')
export const pinSchema = z.strictObject({ pin })
export const newTillSchema = z.strictObject({ name })
export const stopSchema = z.strictObject({ reason: line(500).optional() })
export const enterSchema = z.strictObject({ clerkId: line(80), pin })

const clerkSchema = z
  .object({
    clerkId: z.string(),
    name: z.string(),
    ...rights,
    isLocked: z.boolean().openapi({ description: 'Too many wrong PINs: it opens again with a new PIN' }),
    endedAt: z.int().nullable(),
    createdAt: z.int(),
  })
  .openapi('Clerk')

const tillSchema = z
  .object({
    deviceId: z.string(),
    name: z.string(),
    clerkName: z.string().nullable().openapi({ description: 'Who stands there now' }),
    createdAt: z.int(),
  })
  .openapi('TillDevice')

const changeSchema = z.object({
  operation: z.enum(['clerk.add', 'clerk.change', 'clerk.pin', 'clerk.end', 'till.add', 'till.end']),
  at: z.int(),
  changedBy: z.string(),
  name: z.string(),
  reason: z.string().nullable(),
})

export const tillShopsSchema = z.object({
  shops: z.array(z.object({ id: z.string(), nameJa: z.string(), nameEn: z.string() })),
})

export const staffSchema = z
  .object({
    clerks: z.array(clerkSchema),
    tills: z.array(tillSchema),
    changes: z.array(changeSchema).openapi({ description: 'The newest first' }),
  })
  .openapi('ShopStaff')

export const actsSchema = z
  .object({
    acts: z
      .array(
        z.object({
          what: z.enum(['charge', 'refund']),
          paymentId: z.string(),
          amountYen: z.int(),
          at: z.int(),
          name: z.string(),
          isClerk: z.boolean(),
          deviceName: z.string().nullable(),
        }),
      )
      .openapi({ description: 'In the order they came; a payment by the printed code is taken by nobody' }),
  })
  .openapi('TillActs')

export const tillHereSchema = z
  .object({
    deviceName: z.string(),
    merchantId: z.string(),
    nameJa: z.string(),
    nameEn: z.string(),
    demonstration: z.boolean(),
    clerks: z.array(z.object({ clerkId: z.string(), name: z.string(), isLocked: z.boolean() })),
    onDuty: z
      .object({ clerkId: z.string(), name: z.string(), dutyUntil: z.int(), ...rights })
      .nullable()
      .openapi({ description: 'The clerk who came with the PIN' }),
  })
  .openapi('TillHere')

export const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})

export const body = <S extends z.ZodType>(schema: S) => ({
  required: true,
  content: { 'application/json': { schema } },
})

export const refusals = {
  400: problemAnswer('A field is missing or wrong; it is named'),
  401: problemAnswer('Nobody is signed in'),
  403: problemAnswer('Not allowed, or the PIN is wrong'),
  404: problemAnswer('No such shop, clerk or till'),
  409: problemAnswer('Not possible as things stand'),
  422: problemAnswer('A field cannot be used; it is named'),
}

export const refusedBy = (c: Context<Env>, error: ClerkRefusal): never =>
  refused(c, error, statusOfClerkRefusal(error))

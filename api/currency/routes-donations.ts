import { createRoute, z } from '@hono/zod-openapi'
import { assert } from '../platform/assert.ts'
import { answer, jsonBody } from '../platform/http/answers.ts'
import { covers, type Guard } from '../platform/http/guard.ts'
import { amountYenSchema, createRouter, idempotencyHeader } from '../platform/http/validation.ts'
import type { Cause } from './donate.ts'
import type { MerchantDirectory } from './ports.ts'
import { payerOf, refusals, refused, walletOf } from './routes-answers.ts'
import { idSchema, instant, receiptLot, yen } from './routes-schemas.ts'
import type { Ledger } from './service.ts'

/** What the routes of donations ask the authorisation table for. */
export type DonationOperation = 'cause.read' | 'cause.register' | 'donation.create' | 'donation.read'

export type DonationRouteParts = {
  readonly ledger: Pick<
    Ledger,
    'donate' | 'donationOf' | 'openCauses' | 'registerCause' | 'endCause' | 'organisationOf'
  >
  readonly merchants: Pick<MerchantDirectory, 'find'>
  readonly guard: Guard<DonationOperation>
}

type G = DonationRouteParts['guard']
const tags = ['currency']

const inBoth = z.object({ ja: z.string(), en: z.string() })
const causeSchema = z
  .object({
    causeId: z.string(),
    name: inBoth,
    purpose: inBoth,
    endedAt: instant.optional().openapi({ description: 'Not there as long as it takes donations' }),
  })
  .openapi('Cause')

const receiptFields = {
  donationId: z.string(),
  amountYen: yen,
  donatedAt: instant,
  lots: z.array(receiptLot).openapi({ description: 'In the order in which they were taken' }),
}
const donationReceiptSchema = z.object({ ...receiptFields, causeId: z.string() }).openapi('DonationReceipt')
const donationSchema = z.object({ ...receiptFields, cause: causeSchema }).openapi('Donation')

const donateBody = z.strictObject({ causeId: idSchema, amountYen: amountYenSchema })

const textIn = (letters: number) => z.string().trim().min(1).max(letters)
const causeBody = z.strictObject({
  merchantId: idSchema.openapi({ description: 'The organisation, admitted as a merchant' }),
  nameJa: textIn(60),
  nameEn: textIn(60),
  purposeJa: textIn(300),
  purposeEn: textIn(300),
})

/** Giving to causes, and the causes that towns registered. */
export function donationRoutes({ ledger, merchants, guard }: DonationRouteParts) {
  /** The town of an organisation; nobody's where there is none. */
  const townOf = async (merchantId: string): Promise<string> =>
    (await merchants.find(merchantId))?.municipality ?? ''
  return createRouter()
    .openapi(causesRoute(guard), async (c) =>
      c.json({ causes: (await ledger.openCauses()).map((cause): Cause => ({ ...cause })) }, 200),
    )
    .openapi(registerRoute(guard), async (c) => {
      const { person, ...actor } = c.get('actor')
      assert(person !== undefined, 'the guard lets only people register causes')
      const { merchantId, nameJa, nameEn, purposeJa, purposeEn } = c.req.valid('json')
      // Another town's organisation is told apart from a missing one by nobody.
      if (!covers(actor, await townOf(merchantId)))
        return refused(c, { code: 'merchant_not_found', field: 'merchantId' })
      const made = await ledger.registerCause({
        merchantId,
        name: { ja: nameJa, en: nameEn },
        purpose: { ja: purposeJa, en: purposeEn },
        registeredBy: person.userId,
        key: c.req.valid('header')['idempotency-key'],
      })
      return made.ok ? c.json(made.value, 201) : refused(c, made.error)
    })
    .openapi(endRoute(guard), async (c) => {
      const { person, ...actor } = c.get('actor')
      assert(person !== undefined, 'the guard lets only people end causes')
      const { causeId } = c.req.valid('param')
      const merchantId = await ledger.organisationOf(causeId)
      if (merchantId === undefined || !covers(actor, await townOf(merchantId)))
        return refused(c, { code: 'cause_not_found', field: 'causeId' })
      const ended = await ledger.endCause({ causeId, endedBy: person.userId })
      return ended.ok ? c.json(ended.value, 200) : refused(c, ended.error)
    })
    .openapi(donateRoute(guard), async (c) => {
      const key = c.req.valid('header')['idempotency-key']
      const given = await ledger.donate({ ...c.req.valid('json'), ...payerOf(c), key })
      if (!given.ok) return refused(c, given.error)
      if (given.value.replayed) c.header('idempotency-replayed', 'true')
      return c.json({ ...given.value.answer, lots: [...given.value.answer.lots] }, 201)
    })
    .openapi(donationRoute(guard), async (c) => {
      const seen = await ledger.donationOf({ ...c.req.valid('param'), walletId: walletOf(c) })
      if (!seen.ok) return refused(c, seen.error)
      c.header('cache-control', 'no-store')
      return c.json({ ...seen.value, lots: [...seen.value.lots] }, 200)
    })
}

const causesRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/causes',
    tags,
    summary: 'What one can give to now',
    middleware: [guard('cause.read')] as const,
    responses: { 200: answer('The causes', z.object({ causes: z.array(causeSchema) })), ...refusals },
  })

const registerRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/causes',
    tags,
    summary: 'Register a cause of an organisation of one’s town',
    middleware: [guard('cause.register')] as const,
    request: { headers: idempotencyHeader, body: jsonBody(causeBody) },
    responses: { 201: answer('The cause of this key', causeSchema), ...refusals },
  })

const endRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/causes/{causeId}/end',
    tags,
    summary: 'End a cause for good: it takes no donation any more',
    middleware: [guard('cause.register')] as const,
    request: { params: z.object({ causeId: idSchema }), headers: idempotencyHeader },
    responses: { 200: answer('The cause as it ended', causeSchema), ...refusals },
  })

const donateRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/donations',
    tags,
    summary: 'Give paid money of this browser’s wallet to a cause',
    middleware: [guard('donation.create')] as const,
    request: { headers: idempotencyHeader, body: jsonBody(donateBody) },
    responses: {
      201: answer('Given; the same for every repetition of the key', donationReceiptSchema),
      ...refusals,
    },
  })

const donationRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/donations/{donationId}',
    tags,
    summary: 'A donation of this browser’s wallet',
    middleware: [guard('donation.read')] as const,
    request: { params: z.object({ donationId: idSchema }) },
    responses: { 200: answer('The donation', donationSchema), ...refusals },
  })

import { createRoute, z } from '@hono/zod-openapi'
import { answer, jsonBody } from '../platform/http/answers.ts'
import { covers } from '../platform/http/guard.ts'
import type { Actor, Guard } from '../platform/http/guard.ts'
import { amountYenSchema, createRouter, idempotencyHeader } from '../platform/http/validation.ts'
import { repaymentReasons } from './repayment-reason.ts'
import { refusals, refused } from './routes-answers.ts'
import { idSchema, refundBody, refundReceiptSchema, yen } from './routes-schemas.ts'
import type { CardRefunds } from './service-card-refunds.ts'
import type { TillStaff } from './till-act.ts'
import type { LedgerViews } from './views.ts'

export type CardRefundRouteParts = {
  readonly cardRefunds: Pick<CardRefunds, 'give' | 'plan'>
  readonly views: Pick<LedgerViews, 'payee'>
  readonly staff: TillStaff
  readonly guard: Guard<'refund.create'>
}

type G = CardRefundRouteParts['guard']
const tags = ['currency']
const reason = z.enum(repaymentReasons).openapi({
  description: 'Why it may go to the card; the issuer says for which of them shops may do it',
})
const toCardYen = yen.openapi({ description: 'Of that, on its way to the cards that were charged' })
const receiptSchema = refundReceiptSchema.extend({ toCardYen }).openapi('CardRefundReceipt')
const planSchema = z
  .object({
    amountYen: yen,
    cardYen: yen.openapi({ description: 'What would go to the cards that were charged' }),
    walletYen: yen.openapi({ description: 'What would go back into the wallet' }),
    reasons: z.array(reason).openapi({ description: 'Those for which it can go to the card now' }),
  })
  .openapi('CardRefundPlan')
const giveBody = refundBody.extend({
  reason,
  cardYen: amountYenSchema
    .optional()
    .openapi({ description: 'What was shown as going to cards: refused where it has changed since' }),
})
const paymentParam = z.object({ paymentId: idSchema })
const planQuery = z.strictObject({ amountYen: z.coerce.number().pipe(amountYenSchema).optional() })

/** A shop gives a payment back to the cards that it was charged from. */
export function cardRefundRoutes({ cardRefunds, views, staff, guard }: CardRefundRouteParts) {
  /** The shop that took it, where whoever asks stands in it. */
  const payeeOf = async (actor: Actor, paymentId: string) => {
    const payee = await views.payee(paymentId)
    return payee !== undefined && covers(actor, payee.merchantId) ? payee : undefined
  }
  return createRouter()
    .openapi(giveRoute(guard), async (c) => {
      const { amountYen = null, ...asked } = c.req.valid('json')
      const actor = c.get('actor')
      const payee = await payeeOf(actor, asked.paymentId)
      if (payee === undefined) return refused(c, { code: 'payment_not_found', field: 'paymentId' })
      const { merchantAccountId, merchantId } = payee
      const key = c.req.valid('header')['idempotency-key']
      const act = staff.actOf(actor, merchantId, 'refund')
      const given = await cardRefunds.give({ ...asked, amountYen, merchantAccountId, key, act })
      if (!given.ok) return refused(c, given.error)
      if (given.value.replayed) c.header('idempotency-replayed', 'true')
      const { toCard, lots, ...receipt } = given.value.answer
      return c.json({ ...receipt, lots: [...lots], toCardYen: toCard.amountYen }, 201)
    })
    .openapi(planRoute(guard), async (c) => {
      const { paymentId } = c.req.valid('param')
      const { amountYen = null } = c.req.valid('query')
      const payee = await payeeOf(c.get('actor'), paymentId)
      if (payee === undefined) return refused(c, { code: 'payment_not_found', field: 'paymentId' })
      const { merchantAccountId } = payee
      const plan = await cardRefunds.plan({ paymentId, amountYen, merchantAccountId })
      if (!plan.ok) return refused(c, plan.error)
      c.header('cache-control', 'no-store')
      return c.json({ ...plan.value, reasons: [...plan.value.reasons] }, 200)
    })
}

const giveRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/card-refunds',
    tags,
    summary: 'A merchant gives back a payment to the cards it was charged from; the rest restores its lots',
    middleware: [guard('refund.create')] as const,
    request: { headers: idempotencyHeader, body: jsonBody(giveBody) },
    responses: { 201: answer('Given back; the card company is asked', receiptSchema), ...refusals },
  })

const planRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/payments/{paymentId}/card-refund',
    tags,
    summary: 'What would go to cards and what into the wallet, if so much were given back now',
    middleware: [guard('refund.create')] as const,
    request: { params: paymentParam, query: planQuery },
    responses: { 200: answer('What would go where', planSchema), ...refusals },
  })

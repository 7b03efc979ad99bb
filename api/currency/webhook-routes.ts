import { createRoute } from '@hono/zod-openapi'
import { problem, problemAnswer } from '../platform/http/problem.ts'
import { createRouter } from '../platform/http/validation.ts'
import { statusOfTopupRefusal } from './topup-errors.ts'
import { takenEventSchema } from './topup-routes-schemas.ts'
import type { Webhook } from './webhook-service.ts'

/** Outcomes that mean money and books do not agree: a person must look. */
const alarming = /^(unknown_topup|wrong_mode|mismatch|given_back|refund_failed|card_refund_failed)/

/** Where the card company delivers its signed events. No session, no CSRF token: the signature is the proof. */
export const webhookRoutes = ({ webhook }: { readonly webhook: Webhook }) =>
  createRouter().openapi(
    createRoute({
      method: 'post',
      path: '/stripe/webhook',
      tags: ['currency'],
      summary: 'Stripe’s signed events; 200 only for what is stored, anything else is delivered again',
      responses: {
        200: {
          description: 'Stored, or nothing to store',
          content: { 'application/json': { schema: takenEventSchema } },
        },
        400: problemAnswer('Forged, altered or signed too long ago'),
        413: problemAnswer('Larger than any event'),
        503: problemAnswer('Could not be stored now: deliver it again'),
      },
    }),
    async (c) => {
      // The signature covers the bytes as they came: the body is never parsed before it is checked.
      const body = await c.req.text()
      const taken = await webhook.take({ body, signature: c.req.header('stripe-signature') })
      if (!taken.ok) {
        const { code } = taken.error
        return problem(c, { status: statusOfTopupRefusal(taken.error), code, words: 'topups' }) as never
      }
      if (alarming.test(taken.value))
        c.get('log')?.error({ outcome: taken.value }, 'a card event does not agree with the books')
      return c.json({ received: true as const, outcome: taken.value }, 200)
    },
  )

import { createRoute, z } from '@hono/zod-openapi'
import { assert } from '../platform/assert.ts'
import { answer, jsonBody } from '../platform/http/answers.ts'
import { covers, type Guard } from '../platform/http/guard.ts'
import { amountYenSchema, createRouter, idempotencyHeader } from '../platform/http/validation.ts'
import { refusals, refused } from './routes-answers.ts'
import { instant, yen } from './routes-schemas.ts'
import type { Ledger } from './service.ts'

export type GiftRouteParts = {
  readonly ledger: Pick<Ledger, 'give' | 'townOfPot'>
  readonly guard: Guard<'gift.create'>
}

const giftBody = z.strictObject({
  potId: z.string().min(1).max(80),
  address: z
    .string()
    .min(1)
    .max(40)
    .openapi({ description: 'What the holder shows at the counter', example: '7K2M-9QXT-04BD-WNHE' }),
  amountYen: amountYenSchema,
  reason: z.string().trim().min(1).max(200).openapi({ description: 'Stands in the journal' }),
})

const giftSchema = z
  .object({
    giftId: z.string(),
    potId: z.string(),
    amountYen: yen,
    givenAt: instant,
    validUntilAt: instant,
  })
  .openapi('Gift')

/** What a town's officer gives from its pot at a counter. */
export function giftRoutes({ ledger, guard }: GiftRouteParts) {
  return createRouter().openapi(
    createRoute({
      method: 'post',
      path: '/gifts',
      tags: ['currency'],
      summary: 'Give from a pot of one’s town to the wallet behind an address',
      middleware: [guard('gift.create')] as const,
      request: { headers: idempotencyHeader, body: jsonBody(giftBody) },
      responses: { 201: answer('Given; the same for every repetition of the key', giftSchema), ...refusals },
    }),
    async (c) => {
      const { person, ...actor } = c.get('actor')
      assert(person !== undefined, 'the guard lets only people give')
      const asked = c.req.valid('json')
      // Another town's pot is told apart from a missing one by nobody.
      if (!covers(actor, (await ledger.townOfPot(asked.potId)) ?? ''))
        return refused(c, { code: 'pot_not_found', field: 'potId' })
      const key = c.req.valid('header')['idempotency-key']
      const given = await ledger.give({ ...asked, givenBy: person.userId, key })
      if (!given.ok) return refused(c, given.error)
      if (given.value.replayed) c.header('idempotency-replayed', 'true')
      return c.json(given.value.answer, 201)
    },
  )
}

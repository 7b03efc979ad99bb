import { createRoute, z } from '@hono/zod-openapi'
import { assert } from '../platform/assert.ts'
import { answer, jsonBody } from '../platform/http/answers.ts'
import { covers, type Guard } from '../platform/http/guard.ts'
import { createRouter, idempotencyHeader } from '../platform/http/validation.ts'
import type { MerchantDirectory } from './ports.ts'
import { refusals, refused, walletOf } from './routes-answers.ts'
import { idSchema, instant } from './routes-schemas.ts'
import type { Ledger } from './service.ts'

/** What the routes of accounts ask the authorisation table for. */
export type AccountOperation = 'wallet.close' | 'merchant.close'

export type AccountRouteParts = {
  readonly ledger: Pick<Ledger, 'closeAccount'>
  readonly merchants: Pick<MerchantDirectory, 'find'>
  readonly guard: Guard<AccountOperation>
}

const changeSchema = z
  .object({ accountId: z.string(), what: z.enum(['closed', 'reopened']), changedAt: instant })
  .openapi('AccountChange')

const closeBody = z.strictObject({ reason: z.string().trim().min(1).max(500) })

/** Closing the account of a wallet or of a merchant, while nothing is in it. */
export function accountRoutes({ ledger, merchants, guard }: AccountRouteParts) {
  return createRouter()
    .openapi(
      createRoute({
        method: 'post',
        path: '/wallets/me/closing',
        tags: ['currency'],
        summary: 'Close this browser’s wallet; it has to be empty, and is opened again only at the desk',
        middleware: [guard('wallet.close')] as const,
        request: { headers: idempotencyHeader },
        responses: { 201: answer('Closed', changeSchema), ...refusals },
      }),
      async (c) => {
        const accountId = walletOf(c)
        const key = c.req.valid('header')['idempotency-key']
        const asked = { accountId, changedBy: accountId, reason: 'asked for by its holder', key }
        const closed = await ledger.closeAccount(asked)
        return closed.ok ? c.json(closed.value.answer, 201) : refused(c, closed.error)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/merchants/{id}/closing',
        tags: ['currency'],
        summary: 'Close the account of a shop of one’s town; it has to be paid out',
        middleware: [guard('merchant.close')] as const,
        request: {
          params: z.object({ id: idSchema }),
          headers: idempotencyHeader,
          body: jsonBody(closeBody),
        },
        responses: { 201: answer('Closed', changeSchema), ...refusals },
      }),
      async (c) => {
        const { person, ...actor } = c.get('actor')
        assert(person !== undefined, 'the guard lets only people close shops')
        const shop = await merchants.find(c.req.valid('param').id)
        // Another town's shop is told apart from a missing one by nobody.
        if (shop === undefined || !covers(actor, shop.municipality ?? ''))
          return refused(c, { code: 'merchant_not_found', field: 'merchantId' })
        const closed = await ledger.closeAccount({
          accountId: shop.accountId,
          changedBy: person.userId,
          ...c.req.valid('json'),
          key: c.req.valid('header')['idempotency-key'],
        })
        return closed.ok ? c.json(closed.value.answer, 201) : refused(c, closed.error)
      },
    )
}

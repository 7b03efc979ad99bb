import { createRoute, z } from '@hono/zod-openapi'
import { answer, jsonBody } from '../platform/http/answers.ts'
import type { Guard } from '../platform/http/guard.ts'
import { amountYenSchema, createRouter, idempotencyHeader } from '../platform/http/validation.ts'
import { refusals, refused, walletOf, payerOf } from './routes-answers.ts'
import { idSchema, instant, receiptLot, yen } from './routes-schemas.ts'
import type { Ledger } from './service.ts'

/** What the routes of transfers ask the authorisation table for. */
export type TransferOperation = 'wallet.read' | 'wallet.address' | 'transfer.create' | 'transfer.read'

export type TransferRouteParts = {
  readonly ledger: Pick<Ledger, 'transfer' | 'transferOf' | 'newAddress' | 'addressOf'>
  readonly guard: Guard<TransferOperation>
}

const address = z.string().openapi({ example: '7K2M-9QXT-04BD-WNHE' })

const addressSchema = z.object({ address: address.nullable() }).openapi('WalletAddress')

const transferSchema = z
  .object({
    transferId: z.string(),
    amountYen: yen,
    sentAt: instant,
    lots: z.array(receiptLot).openapi({ description: 'In the order in which they were taken' }),
  })
  .openapi('TransferReceipt')

const transferViewSchema = transferSchema
  .extend({
    direction: z.enum(['sent', 'received']).openapi({ description: 'As this browser’s wallet sees it' }),
  })
  .openapi('Transfer')

const transferBody = z.strictObject({
  address: z
    .string()
    .min(1)
    .max(100)
    .openapi({ description: 'As the friend shows it', example: '7K2M-9QXT-04BD-WNHE' }),
  amountYen: amountYenSchema,
})

/** Sending money to a friend's wallet, and the address it is sent to. */
export function transferRoutes({ ledger, guard }: TransferRouteParts) {
  return createRouter()
    .openapi(
      createRoute({
        method: 'get',
        path: '/wallets/me/address',
        tags: ['currency'],
        summary: 'Where friends send money to this browser’s wallet; null until it is asked for',
        middleware: [guard('wallet.read')] as const,
        responses: { 200: answer('The address in use', addressSchema), ...refusals },
      }),
      async (c) => {
        c.header('cache-control', 'no-store')
        return c.json({ address: (await ledger.addressOf(walletOf(c))) ?? null }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/wallets/me/address',
        tags: ['currency'],
        summary: 'A new address for this browser’s wallet; the one before stops',
        middleware: [guard('wallet.address')] as const,
        request: { headers: idempotencyHeader },
        responses: { 201: answer('The address of this key', addressSchema), ...refusals },
      }),
      async (c) => {
        const key = c.req.valid('header')['idempotency-key']
        const made = await ledger.newAddress({ walletId: walletOf(c), key })
        if (!made.ok) return refused(c, made.error)
        c.header('cache-control', 'no-store')
        return c.json({ address: made.value }, 201)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/transfers',
        tags: ['currency'],
        summary: 'Send paid money of this browser’s wallet to a friend’s',
        middleware: [guard('transfer.create')] as const,
        request: { headers: idempotencyHeader, body: jsonBody(transferBody) },
        responses: {
          201: answer('Sent; the same for every repetition of the key', transferSchema),
          ...refusals,
        },
      }),
      async (c) => {
        const key = c.req.valid('header')['idempotency-key']
        const sent = await ledger.transfer({ ...c.req.valid('json'), ...payerOf(c), key })
        if (!sent.ok) return refused(c, sent.error)
        if (sent.value.replayed) c.header('idempotency-replayed', 'true')
        return c.json({ ...sent.value.answer, lots: [...sent.value.answer.lots] }, 201)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/transfers/{transferId}',
        tags: ['currency'],
        summary: 'A transfer of this browser’s wallet, sent or received; nothing is told of the other wallet',
        middleware: [guard('transfer.read')] as const,
        request: { params: z.object({ transferId: idSchema }) },
        responses: { 200: answer('The transfer', transferViewSchema), ...refusals },
      }),
      async (c) => {
        const seen = await ledger.transferOf({ ...c.req.valid('param'), walletId: walletOf(c) })
        if (!seen.ok) return refused(c, seen.error)
        c.header('cache-control', 'no-store')
        return c.json({ ...seen.value, lots: [...seen.value.lots] }, 200)
      },
    )
}

import { createRoute, z } from '@hono/zod-openapi'
import type { Guard } from '../platform/http/guard.ts'
import { createRouter, idempotencyHeader } from '../platform/http/validation.ts'
import { locales } from '../platform/words.ts'
import type { PushedBrowser } from './ports.ts'
import type { PushAddresses } from './push-address-service.ts'
import { isBrowserKey } from './push-key.ts'
import { pushServiceOf } from './push-services.ts'
import { body, json, refusals, refused, walletIdOf, walletOf } from './routes-answers.ts'
import { instant } from './routes-schemas.ts'

export type PushRouteParts = {
  readonly browsers: PushAddresses
  readonly guard: Guard<'message.browser' | 'wallet.read'>
}

export const browserSchema = z
  .object({
    id: z.string(),
    /** Whose push service it is; the address itself is told to nobody. */
    service: z.string().openapi({ example: 'fcm.googleapis.com' }),
    language: z.string(),
    givenAt: instant,
  })
  .openapi('NotifiedBrowser')

export const ownBrowsersSchema = z.object({
  publicKey: z
    .string()
    .nullable()
    .openapi({ description: 'What a browser subscribes with; null where no notices are sent' }),
  browsers: z.array(browserSchema),
})

export const givenBrowserSchema = z.strictObject({
  endpoint: z.url().max(2_000),
  keys: z.strictObject({
    p256dh: z.string().max(100).refine(isBrowserKey),
    // 16 bytes as base64url.
    auth: z.string().regex(/^[A-Za-z0-9_-]{22}={0,2}$/),
  }),
  language: z.enum(locales),
})

/** A browser as its owner reads of it. */
export const shownBrowser = ({ id, endpoint, language, createdAt }: PushedBrowser) => ({
  id,
  service: pushServiceOf(endpoint) ?? '',
  language,
  givenAt: createdAt,
})

/** Notices on phones: which of a wallet's browsers show them. */
export function pushRoutes({ browsers, guard }: PushRouteParts) {
  return createRouter()
    .openapi(readRoute(guard), async (c) => {
      const own = await browsers.ofWallet(walletIdOf(c))
      c.header('cache-control', 'no-store')
      return c.json({ publicKey: browsers.publicKey ?? null, browsers: own.map(shownBrowser) }, 200)
    })
    .openapi(giveRoute(guard), async (c) => {
      const { endpoint, keys, language } = c.req.valid('json')
      const { walletId, deviceId } = walletOf(c)
      const given = await browsers.give({ walletId, deviceId, endpoint, ...keys, language })
      return given.ok ? c.json(shownBrowser(given.value), 200) : refused(c, given.error)
    })
    .openapi(removeRoute(guard), async (c) => {
      await browsers.remove(walletIdOf(c), c.req.valid('param').id)
      return c.body(null, 204)
    })
}

type G = PushRouteParts['guard']
const tags = ['messages']

const readRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/wallets/me/push-addresses',
    tags,
    summary: 'Which browsers show what happens in this wallet',
    middleware: [guard('wallet.read')] as const,
    responses: { 200: json(ownBrowsersSchema, 'The browsers, the newest first'), ...refusals },
  })

const giveRoute = (guard: G) =>
  createRoute({
    method: 'put',
    path: '/wallets/me/push-addresses',
    tags,
    summary: 'Have this browser show what happens in this wallet; of more than ten the oldest goes',
    middleware: [guard('message.browser')] as const,
    request: { headers: idempotencyHeader, body: body(givenBrowserSchema) },
    responses: { 200: json(browserSchema, 'Noted'), ...refusals },
  })

const removeRoute = (guard: G) =>
  createRoute({
    method: 'delete',
    path: '/wallets/me/push-addresses/{id}',
    tags,
    summary: 'Show nothing more there; what still waits is not sent',
    middleware: [guard('wallet.read')] as const,
    request: { params: z.object({ id: z.string().min(1).max(64) }) },
    responses: { 204: { description: 'Forgotten' }, ...refusals },
  })

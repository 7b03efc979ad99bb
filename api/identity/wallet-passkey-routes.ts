import { createRoute } from '@hono/zod-openapi'
import { setCookie } from 'hono/cookie'
import { assert } from '../platform/assert.ts'
import { answer, jsonBody } from '../platform/http/answers.ts'
import type { Guard } from '../platform/http/guard.ts'
import { createRouter, idempotencyHeader } from '../platform/http/validation.ts'
import { wordsFor } from '../platform/words.ts'
import { handOn, refusals, refused } from './routes-answers.ts'
import * as schemas from './routes-schemas.ts'
import type { WalletPasskeys } from './wallet-passkey-service.ts'

export type WalletPasskeyRouteParts = {
  readonly walletPasskeys: WalletPasskeys
  readonly guard: Guard<'wallet.link' | 'wallet.recover' | 'session.read'>
  /** Name of the cookie that holds a wallet's credential. */
  readonly walletCookie: string
  /** True where people reach the hub by https. */
  readonly secureCookies: boolean
}

type Options = Record<string, unknown>

/** The longest that browsers keep a cookie: 400 days (RFC 6265bis 5.5). */
const walletCookieSeconds = 400 * 24 * 60 * 60

/** A passkey for a wallet, and a wallet on another device with its passkey. */
export function walletPasskeyRoutes({
  walletPasskeys,
  guard,
  walletCookie,
  secureCookies,
}: WalletPasskeyRouteParts) {
  return createRouter()
    .openapi(
      createRoute({
        method: 'post',
        path: '/wallets/me/passkey/options',
        tags: ['currency', 'identity'],
        summary: 'Begin to make a passkey for this browser’s wallet',
        middleware: [guard('wallet.link')] as const,
        responses: {
          200: answer('What the browser makes the passkey with', schemas.ceremonySchema),
          ...refusals,
        },
      }),
      async (c) => {
        const label = wordsFor(c.get('locale'))('identity:passkey.wallet_label')
        const { options, cookies } = await walletPasskeys.begin(walletOf(c), label, c.req.raw.headers)
        handOn(c, cookies)
        return c.json({ options: options as Options }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/wallets/me/passkey',
        tags: ['currency', 'identity'],
        summary: 'Keep the passkey that the browser made for its wallet',
        middleware: [guard('wallet.link')] as const,
        request: { body: jsonBody(schemas.passkeyBody) },
        responses: { 201: answer('Kept', schemas.passkeyAddedSchema), ...refusals },
      }),
      async (c) => {
        const made = await walletPasskeys.finish(walletOf(c), c.req.valid('json').response, c.req.raw.headers)
        return made.ok ? c.json(made.value, 201) : refused(c, made.error)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/wallets/recover/passkey',
        tags: ['currency', 'identity'],
        summary: 'Bring a wallet to this browser with its passkey; begin with /session/passkey/options',
        middleware: [guard('wallet.recover')] as const,
        request: { headers: idempotencyHeader, body: jsonBody(schemas.passkeyBody) },
        responses: { 201: answer('The wallet is open here', schemas.reopenedSchema), ...refusals },
      }),
      async (c) => {
        const key = c.req.valid('header')['idempotency-key']
        const opened = await walletPasskeys.recover(c.req.valid('json').response, c.req.raw.headers, key)
        if (!opened.ok) return refused(c, opened.error)
        const { credential, walletId, recoveryCode } = opened.value
        setCookie(c, walletCookie, credential, {
          httpOnly: true,
          sameSite: 'Lax',
          secure: secureCookies,
          path: '/',
          maxAge: walletCookieSeconds,
        })
        return c.json({ walletId, recoveryCode }, 201)
      },
    )
}

/** Operations granted to a `visitor` only are let through with a wallet. */
function walletOf(c: { get: (name: 'actor') => { wallet?: { walletId: string } } }): string {
  const { wallet } = c.get('actor')
  assert(wallet, 'the guard let only the holder of a wallet through')
  return wallet.walletId
}

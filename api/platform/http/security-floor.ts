import type { Hono } from 'hono'
import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import { jsonOnly, limitBody, type Long } from './body-limit.ts'
import type { Env } from './env.ts'
import { failed, notFoundAmong } from './failures.ts'
import { itemTextBytesMost, storyTextBytesMost } from './form-size.ts'
import { setLocale } from './locale.ts'
import { readableAddress } from './readable-address.ts'
import { requestLog } from './request-log.ts'
import { sameOrigin } from './same-origin.ts'
import { secureHeaders } from './secure-headers.ts'

export type Floor = {
  readonly log: Logger
  readonly clock: Clock
  /** Where people reach the hub; asked per request because the port may be known late. */
  readonly origin: () => string
  readonly trustedProxy: boolean
  /** Paths called by other machines that sign what they send: no origin to check, a larger body allowed. */
  readonly signed?: readonly string[]
}

const signedByDefault = ['/api/stripe/webhook']

/** Files, and pieces of them. A line of 1.1 Mbit/s brings 4 MiB within the half minute that a request may take. */
const pieces: readonly Long[] = [
  {
    path: /^\/api\/(museum\/uploads\/[\w-]+|merchants\/[\w-]+\/picture)$/,
    bytesMost: 4 * 1024 * 1024,
  },
  // A museum's list of twelve thousand things, with what is told of each.
  { path: /^\/api\/museum\/imports$/, bytesMost: 8 * 1024 * 1024 },
]

/** What institutions write is longer than 64 kB. */
const long: readonly Long[] = [
  { path: /^\/api\/museum\/story-drafts\/[^/]+$/, bytesMost: storyTextBytesMost },
  { path: /^\/api\/museum\/drafts\/[^/]+$/, bytesMost: itemTextBytesMost },
  // A manifest of 8 MB, whose every quotation mark is two characters in a text.
  { path: /^\/api\/museum\/partner-imports$/, bytesMost: 12 * 1024 * 1024 },
]

/** What every request passes before any route sees it. Call it first on the app. */
export function layFloor(app: Hono<Env>, { signed = signedByDefault, ...floor }: Floor): void {
  app.use('*', setLocale, requestLog(floor), secureHeaders(floor.origin))
  app.use('*', readableAddress, sameOrigin({ origin: floor.origin, signed }), limitBody(signed, pieces, long))
  app.use('/api/*', jsonOnly(signed, pieces))
  app.notFound(notFoundAmong(() => app.routes))
  app.onError(failed)
}

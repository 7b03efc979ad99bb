import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Env } from './env.ts'
import { problem } from './problem.ts'

/** Bytes. The longest write of ours (a shop's application) is under 4 kB. */
const bodyMax = 64 * 1024

/** A card processor's event carries the whole object it is about. */
const eventMax = 512 * 1024

const tooLarge = (max: number) => (c: Context<Env>) =>
  problem(c, { status: 413, code: 'body_too_large', facts: { maxBytes: max } })

/** Refuses a body above 64 kB (512 kB for signed events) before it is read, and while it is read when its length was not told. */
export function limitBody(signed: readonly string[]): MiddlewareHandler<Env> {
  const ordinary = bodyLimit({ maxSize: bodyMax, onError: tooLarge(bodyMax) })
  const event = bodyLimit({ maxSize: eventMax, onError: tooLarge(eventMax) })
  return (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
    return (signed.includes(c.req.path) ? event : ordinary)(c, next)
  }
}

const json = /^application\/json\s*(;\s*charset\s*=\s*"?utf-?8"?\s*)?$/i

/**
 * Takes JSON in UTF-8 and nothing else: another type or encoding is refused by name (415), bytes that are no UTF-8
 * and text that is no JSON as not readable (400). A body that is not JSON can also not be sent by a form of another site.
 */
export const jsonOnly: MiddlewareHandler<Env> = async (c, next) => {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
  const type = c.req.header('content-type')
  if (type === undefined && !announcesBody(c)) return next()
  if (type === undefined || !json.test(type))
    return problem(c, { status: 415, code: 'unsupported_media_type' })
  if (!isReadable(await c.req.text())) return problem(c, { status: 400, code: 'body_not_readable' })
  return next()
}

const announcesBody = (c: Context<Env>): boolean =>
  c.req.header('transfer-encoding') !== undefined || (c.req.header('content-length') ?? '0') !== '0'

/**
 * Bytes that are no UTF-8 were read as U+FFFD, a sign that nobody types; U+0000 is no text to PostgreSQL. Text that
 * is no JSON is refused by the router when it parses.
 */
const isReadable = (text: string): boolean => !/\uFFFD|\\u0000/.test(text)

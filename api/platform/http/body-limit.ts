import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Env } from './env.ts'
import { problem } from './problem.ts'

/** Bytes. The longest write of ours (a shop's application) is under 4 kB. */
const bodyMax = 64 * 1024

/** A card processor's event carries the whole object it is about: a few kilobytes, and this is far above. */
const eventMax = 256 * 1024

const tooLarge = (max: number) => (c: Context<Env>) =>
  problem(c, { status: 413, code: 'body_too_large', facts: { maxBytes: max } })

const pieceTypes: ReadonlySet<string | undefined> = new Set(['application/offset+octet-stream', 'text/csv'])

/** Paths to which long texts, files or pieces of files are sent, and how long they may be. */
export type Long = { readonly path: RegExp; readonly bytesMost: number }

type Limited = {
  readonly path: RegExp
  readonly limit: { readonly max: number; readonly check: ReturnType<typeof bodyLimit> }
}

/** What of them a request sends a file to, or a piece of one: bytes, no JSON. */
const pieceSent = <Place extends Pick<Long, 'path'>>(
  c: Context<Env>,
  pieces: readonly Place[],
): Place | undefined =>
  ['PATCH', 'PUT', 'POST'].includes(c.req.method) && pieceTypes.has(c.req.header('content-type'))
    ? pieces.find(({ path }) => path.test(c.req.path))
    : undefined

/**
 * Refuses a body above 64 kB (256 kB for signed events, more for long texts and pieces of files) before it is read, and while
 * it is read when its length was not told.
 */
export function limitBody(
  signed: readonly string[],
  pieces: readonly Long[],
  long: readonly Long[],
): MiddlewareHandler<Env> {
  const upTo = (max: number) => ({ max, check: bodyLimit({ maxSize: max, onError: tooLarge(max) }) })
  const [ordinary, event] = [upTo(bodyMax), upTo(eventMax)]
  const limited = (places: readonly Long[]): readonly Limited[] =>
    places.map(({ path, bytesMost }) => ({ path, limit: upTo(bytesMost) }))
  const [files, texts] = [limited(pieces), limited(long)]
  return async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
    const file = pieceSent(c, files)
    if (file !== undefined) return file.limit.check(c, next)
    const { limit = signed.includes(c.req.path) ? event : ordinary } =
      texts.find(({ path }) => path.test(c.req.path)) ?? {}
    return isShort(c, limit.max) ? next() : limit.check(c, next)
  }
}

/**
 * True where the length was told and is within bounds: the server holds the sender to it. What follows only looks at
 * `raw.body`, which would make a whole web request of it, a twentieth of a payment's time.
 */
function isShort(c: Context<Env>, max: number): boolean {
  const told = c.req.header('content-length')
  return (
    c.req.header('transfer-encoding') === undefined &&
    told !== undefined &&
    /^\d+$/.test(told) &&
    Number(told) <= max
  )
}

const json = /^application\/json\s*(;\s*charset\s*=\s*"?utf-?8"?\s*)?$/i

/**
 * Takes JSON in UTF-8 and nothing else: another type or encoding is refused by name (415), bytes that are no UTF-8
 * and text that no database keeps as not readable (400). A body that is not JSON can also not be sent by a form of
 * another site. Text that is no JSON is refused by the router when it parses. Paths called by machines that sign what
 * they send are left alone: their signature is over the bytes as they came, whatever these say.
 */
export function jsonOnly(signed: readonly string[], pieces: readonly Long[]): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD' || signed.includes(c.req.path)) return next()
    if (pieceSent(c, pieces) !== undefined) return next()
    const type = c.req.header('content-type')
    if (type === undefined && !announcesBody(c)) return next()
    if (type === undefined || !json.test(type))
      return problem(c, { status: 415, code: 'unsupported_media_type' })
    const text = decoded(await c.req.arrayBuffer())
    const field = text === null ? 'body' : unreadableField(text)
    if (field !== null) return problem(c, { status: 400, code: 'body_not_readable', field })
    // Decoded once: what reads the body next gets this text, not the bytes again.
    Object.assign(c.req.bodyCache, { text: Promise.resolve(text) })
    return next()
  }
}

const announcesBody = (c: Context<Env>): boolean =>
  c.req.header('transfer-encoding') !== undefined || (c.req.header('content-length') ?? '0') !== '0'

/** The field of a text that cannot be kept as it was sent, or null. */
function unreadableField(text: string): string | null {
  // Only an escape can bring what UTF-8 cannot: U+0000, which PostgreSQL refuses, and half a character.
  return text.includes('\\u') ? fieldOfBrokenText(parsed(text), []) : null
}

function decoded(bytes: ArrayBuffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // The router refuses it.
  }
}

/** No write of ours is a tenth as deep; looking into one that is would use up the stack. */
const depthMax = 64

function fieldOfBrokenText(value: unknown, path: readonly string[]): string | null {
  if (path.length > depthMax) return path[0]!
  if (typeof value === 'string')
    return value.includes('\0') || !value.isWellFormed() ? path.join('.') || 'body' : null
  if (typeof value !== 'object' || value === null) return null
  for (const [name, inside] of Object.entries(value)) {
    const broken = fieldOfBrokenText(name, path) ?? fieldOfBrokenText(inside, [...path, name])
    if (broken !== null) return broken
  }
  return null
}

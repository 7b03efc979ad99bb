import type { Context } from 'hono'
import { getRuntimeKey } from 'hono/adapter'
import { compress } from 'hono/compress'
import type { Env } from '../platform/http/env.ts'
import { sha256Base64 } from '../platform/sha256.ts'
import { sharedHeaders } from './routes-shared-headers.ts'

/** A minute in a browser; after that the tag tells whether anything changed. */
const kept = 'public, max-age=60'

/** What a Worker answers is packed on its way out: packed here as well, it would arrive packed twice. */
const packed = getRuntimeKey() === 'workerd' ? [] : [compress()]

/** What any site may read, and is sent small to whoever can unpack it. */
export const openToAll = () => [sharedHeaders, ...packed]

/** Sends linked data under its media type to who accepts that, as JSON to others; with a tag, so that it is sent once. */
export function sendJson(c: Context<Env>, document: object, context: string): Response {
  const wantsLinkedData = c.req.header('accept')?.includes('application/ld+json') ?? false
  const body = JSON.stringify(document)
  const tag = `"${sha256Base64(`${wantsLinkedData}${body}`).slice(0, 22)}"`
  const headers = { etag: tag, 'cache-control': kept, vary: 'accept, accept-encoding' }
  if (isKnown(c, tag)) return c.body(null, 304, headers)
  const type = wantsLinkedData ? `application/ld+json;profile="${context}"` : 'application/json'
  return c.body(body, 200, { ...headers, 'content-type': type })
}

/** Sends what search engines read of a page (schema.org), to programs of any site. */
export const sendLinkedData = (c: Context<Env>, told: object): Response =>
  c.body(JSON.stringify(told), 200, {
    'content-type': 'application/ld+json',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'cache-control': kept,
  })

/** Packed on its way, a tag is weak (`W/`); it still is of the same document. */
const isKnown = (c: Context<Env>, tag: string): boolean => {
  const known = c.req.header('if-none-match') ?? ''
  return known.trim() === '*' || known.split(',').some((one) => one.trim().replace(/^W\//, '') === tag)
}

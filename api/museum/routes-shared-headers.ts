import type { MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import type { Env } from '../platform/http/env.ts'

const exposed = ['etag', 'link']
const askedBefore = cors({ origin: '*', exposeHeaders: exposed })

/**
 * What any site's scripts and pages may read (Fetch, CORS). The headers are told before the answer is made: the library's own
 * way makes an empty answer first, and a real one is then copied into it through a stream, which took longer than to find
 * the picture. A browser that asks beforehand is answered by the library.
 */
export const sharedHeaders: MiddlewareHandler<Env> = async (c, next) => {
  if (c.req.method === 'OPTIONS') return askedBefore(c, next)
  c.header('access-control-allow-origin', '*')
  c.header('access-control-expose-headers', exposed.join(','))
  c.header('cross-origin-resource-policy', 'cross-origin')
  return next()
}

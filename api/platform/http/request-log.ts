import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import { newId } from '../ids.ts'
import type { Env } from './env.ts'

type Parts = { readonly log: Logger; readonly clock: Clock; readonly trustedProxy: boolean }

/** An id a proxy may have given; anything else is not believed. */
const idPattern = /^[\w-]{8,64}$/

/**
 * Gives each request an id, tells it to the caller, and writes one line: the route's pattern, never the address asked
 * for, so that no wallet, code or name is in the log.
 */
export function requestLog({ log, clock, trustedProxy }: Parts): MiddlewareHandler<Env> {
  return async (c, next) => {
    const given = trustedProxy ? c.req.header('x-request-id') : undefined
    const requestId = given !== undefined && idPattern.test(given) ? given : newId()
    c.set('requestId', requestId)
    c.set('log', log)
    const startedAt = clock.now()
    await next()
    c.res.headers.set('x-request-id', requestId)
    log.info(
      {
        requestId,
        method: c.req.method,
        route: routePath(c, -1),
        status: c.res.status,
        ms: clock.now() - startedAt,
      },
      'request',
    )
  }
}

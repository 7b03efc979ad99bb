import type { Context, MiddlewareHandler } from 'hono'
import type { Env } from './env.ts'
import { problem } from './problem.ts'

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

type Settings = {
  /** Where people reach the hub; behind a proxy that ends TLS it differs from what the request says. */
  readonly origin: () => string
  /** Paths that are called by other machines and prove who they are by a signature. */
  readonly signed: readonly string[]
}

/**
 * Refuses a change that another site made the reader's browser ask for (CSRF). A browser says where a request comes
 * from in `Sec-Fetch-Site` and `Origin`, which no page can forge. A caller that says neither is no browser, and is
 * let through only without cookies: then there is nothing of the reader's to abuse.
 */
export function sameOrigin({ origin, signed }: Settings): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (safe.has(c.req.method) || signed.includes(c.req.path) || comesFromHere(c, origin())) return next()
    return problem(c, { status: 403, code: 'cross_site' })
  }
}

function comesFromHere(c: Context<Env>, publicOrigin: string): boolean {
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin'
  const origin = c.req.header('origin')
  if (origin !== undefined) return origin === publicOrigin || origin === new URL(c.req.url).origin
  return c.req.header('cookie') === undefined
}

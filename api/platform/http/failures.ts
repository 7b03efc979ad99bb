import type { Context, ErrorHandler, NotFoundHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { isUnavailable } from '../../../db/violation.ts'
import { StorageUnavailable } from '../storage-unavailable.ts'
import type { Env } from './env.ts'
import { problem } from './problem.ts'

type Route = { readonly method: string; readonly path: string }

/**
 * Answers what no route does: 404 for an address that does not exist; for one that exists, 405 with the methods it
 * has, and OPTIONS with the same list.
 */
export function notFoundAmong(routes: () => readonly Route[]): NotFoundHandler<Env> {
  let known: readonly { method: string; pattern: RegExp }[] | undefined
  return (c) => {
    known ??= routes().map(({ method, path }) => ({ method, pattern: patternOf(path) }))
    const methods = known.filter(({ method, pattern }) => method !== 'ALL' && pattern.test(c.req.path))
    if (methods.length === 0) return problem(c, { status: 404, code: 'not_found' })
    return answerMethods(c, [...new Set(methods.map(({ method }) => method))])
  }
}

function answerMethods(c: Context<Env>, methods: readonly string[]): Response {
  const allow = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ')
  if (c.req.method === 'OPTIONS') return c.body(null, 204, { allow })
  const refused = problem(c, { status: 405, code: 'method_not_allowed' })
  refused.headers.set('allow', allow)
  return refused
}

/** `/api/wallets/:id{[0-9a-f]+}/…` as an expression in which a parameter is one step of the path. */
const patternOf = (path: string): RegExp =>
  new RegExp(
    `^${path
      .replaceAll(/:[\w-]+(\{[^}]*\})?\??/g, '\u0000')
      .replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
      .replaceAll('\u0000', '[^/]+')}/?$`,
  )

/** Codes of what the router itself refuses. */
const codes: Readonly<Record<number, string>> = {
  400: 'body_not_readable',
  413: 'body_too_large',
  415: 'unsupported_media_type',
}

/** When to come again where the database could not answer: a server that starts anew takes a few seconds. */
const retryAfterSeconds = '5'

/**
 * Anything that was thrown: the caller hears that it is our fault and an id to ask with, or that the database cannot
 * answer now; the log has the rest.
 */
export const failed: ErrorHandler<Env> = (error, c) => {
  const code = error instanceof HTTPException ? codes[error.status] : undefined
  if (error instanceof HTTPException && code !== undefined)
    return problem(c, { status: error.status, code, ...(error.status === 400 ? { field: 'body' } : {}) })
  const told = { err: error, requestId: c.get('requestId') }
  const away = awayOf(error)
  c.get('log')?.error(told, away === undefined ? 'a request failed' : 'what a request needs could not answer')
  if (away === undefined) return problem(c, { status: 500, code: 'internal' })
  const refused = problem(c, { status: 503, code: away })
  refused.headers.set('retry-after', retryAfterSeconds)
  return refused
}

/** What could not be asked; whoever asks again later may be answered. */
function awayOf(error: unknown): 'database_unavailable' | 'storage_unavailable' | undefined {
  if (error instanceof StorageUnavailable) return 'storage_unavailable'
  return isUnavailable(error) ? 'database_unavailable' : undefined
}

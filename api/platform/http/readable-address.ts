import type { MiddlewareHandler } from 'hono'
import type { Env } from './env.ts'
import { problem } from './problem.ts'

/** Refuses an address with U+0000 in it, in its path or its question: no id has one, and PostgreSQL takes none. */
export const readableAddress: MiddlewareHandler<Env> = async (c, next) =>
  c.req.url.includes('%00') ? problem(c, { status: 400, code: 'field_invalid', field: 'address' }) : next()

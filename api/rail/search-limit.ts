import type { MiddlewareHandler } from 'hono'
import type { Env } from '../platform/http/env.ts'
import type { Rail } from './service.ts'
import type { Limit, Limiter } from '../platform/http/rate-limit.ts'

/**
 * How often one address may have whole days searched: each search looks at tens of thousands of days. An inn full of
 * guests asks less, and pages are kept for others for two minutes; a machine that asks without end has to wait.
 */
export const searchLimit: Limit = {
  name: 'day_plans',
  by: 'client',
  attempts: 60,
  windowMs: 60_000,
  counts: 'here',
}

/** What searches are made of; nobody limits them in a process that serves no strangers. */
export type SearchParts = { readonly rail: Rail; readonly limiter?: Limiter | undefined }

/** What stands before each search; nothing where nobody limits. */
export const beforeSearch = (limiter: Limiter | undefined): MiddlewareHandler<Env>[] =>
  limiter === undefined ? [] : [limiter(searchLimit)]

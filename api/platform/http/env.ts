import type { Logger } from 'pino'
import type { Actor } from './guard.ts'

/** What travels with every request. */
export type Variables = {
  requestId: string
  /** The reader's language: one of the site's locales ('ja', 'en' …). */
  locale: string
  /** Who asks; set by a guard. */
  actor: Actor
  log: Logger
}

export type Env = { Variables: Variables }

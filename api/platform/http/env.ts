import type { Logger } from 'pino'
import type { Actor } from './guard.ts'

/** What the server hands in beside the request. */
export type Bindings = {
  /** Address of the caller as the server sees it; undefined where the runtime does not tell. */
  clientAddress?: string | undefined
}

/** What travels with every request. */
export type Variables = {
  requestId: string
  /** The reader's language: one of the site's locales ('ja', 'en' …). */
  locale: string
  /** Who asks; set by a guard. */
  actor: Actor
  log: Logger
}

export type Env = { Bindings: Bindings; Variables: Variables }

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
  /** Who asks as it is by now: nobody once the session has ended. For answers that take long; set by a guard. */
  actorNow: () => Promise<Actor | undefined>
  log: Logger
}

export type Env = { Bindings: Bindings; Variables: Variables }

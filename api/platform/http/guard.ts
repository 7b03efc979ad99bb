import type { MiddlewareHandler } from 'hono'
import type { Env } from './env.ts'

/** A till, and what the clerk who stands at it may do. */
export type TillActor = {
  readonly deviceId: string
  readonly deviceName: string
  readonly merchantId: string
  readonly clerk?: {
    readonly clerkId: string
    readonly name: string
    /** Epoch milliseconds: last instant without the PIN. */
    readonly dutyUntil: number
    readonly mayTake: boolean
    readonly maySeeTakings: boolean
    readonly refundYenMax: number
    readonly refundDayYenMax: number
  }
}

/**
 * Who asks. `scopes` names what the actor may touch under the operation it was let through for:
 * 'all', or the ids (wallet, shop, institution, municipality) for which one of its roles holds.
 */
export type Actor = {
  readonly wallet?: {
    readonly walletId: string
    readonly deviceId: string
    /** Epoch milliseconds: how long the device has held the wallet. */
    readonly deviceAddedAt: number
  }
  readonly person?: { readonly userId: string; readonly name: string; readonly sessionId: string }
  /** The shop's till that this browser is, and the clerk who stands at it; no person is looked at then. */
  readonly till?: TillActor
  /**
   * The part of the office in which the person asks, and for whom it is held; undefined where it is in none.
   * `secondmentId`: what lent them to that town.
   */
  readonly part?: { readonly role: string; readonly scope: string; readonly secondmentId?: string }
  readonly scopes: 'all' | readonly string[]
}

/**
 * Makes the middleware that lets a request through only if the authorisation table gives one of the actor's roles
 * the operation; answers 401 (nobody is signed in) or 403 (signed in, not allowed) otherwise. A route module names
 * the operations it uses: `guard: Guard<'payment.create' | 'payment.read'>`; the root hands in one that knows them all.
 */
export type Guard<Operation extends string> = (operation: Operation) => MiddlewareHandler<Env>

/** True when the actor's scopes cover this id. A route of an operation granted for one's own must ask. */
export const covers = (actor: Actor, scope: string): boolean =>
  actor.scopes === 'all' || actor.scopes.includes(scope)

import type { TillActor } from '../platform/http/guard.ts'
import type { Clerk, ClerkRights, TillDevice } from './clerk.ts'
import type { Write } from './ports.ts'

/** The slow hash of PINs. */
export type PinHash = {
  readonly hash: (clerkId: string, pin: string) => Promise<string>
  readonly matches: (clerkId: string, pin: string, hash: string) => Promise<boolean>
}

/** The till behind a cookie, and who stands at it; nobody once the clerk has ended. */
export type Till = TillActor

/** Who did something at a till: a clerk on a device, or somebody of the shop who signed in by name. */
export type DoneBy = { readonly clerkId: string; readonly deviceId: string } | { readonly userId: string }

/** A payment taken or given back, with who did it. Instants in epoch milliseconds. */
export type TillAct = {
  readonly what: 'charge' | 'refund'
  readonly paymentId: string
  readonly amountYen: number
  readonly at: number
  /** The name of the clerk, or of who signed in. */
  readonly name: string
  readonly isClerk: boolean
  readonly deviceName: string | null
}

/** A change of a shop's clerks and tills. */
export type TillChange = {
  readonly operation: TillChangeKind
  readonly at: number
  /** The name of who did it. */
  readonly changedBy: string
  /** The clerk or the till. */
  readonly name: string
  readonly reason: string | null
}

export type TillChangeKind =
  | 'clerk.add'
  | 'clerk.change'
  | 'clerk.pin'
  | 'clerk.end'
  | 'till.add'
  | 'till.end'

export type TillChangeSaid = {
  readonly id: string
  readonly operation: TillChangeKind
  readonly merchantId: string
  readonly userId: string
  readonly details: {
    readonly id: string
    readonly name: string
    readonly reason?: string | undefined
  } & Record<string, unknown>
  readonly at: number
}

export type NewTillAct = {
  readonly journalId: string
  readonly merchantId: string
  readonly what: 'charge' | 'refund'
  readonly paymentId: string
  readonly amountYen: number
  readonly day: string
  readonly by: DoneBy
  readonly at: number
}

/** Clerks, tills and what was done there. Writes are stored by `commit`, whole or not at all. */
export type ClerkStore = {
  readonly clerks: (merchantId: string) => Promise<readonly Clerk[]>
  readonly findClerk: (clerkId: string) => Promise<(Clerk & { readonly pinHash: string }) | undefined>
  /** Those in use, the first one first, with the name of who stands there. */
  readonly tills: (
    merchantId: string,
    at: number,
  ) => Promise<readonly (TillDevice & { readonly clerkName: string | null })[]>
  readonly findTill: (deviceId: string) => Promise<TillDevice | undefined>
  readonly recognise: (deviceId: string, secretHash: string, at: number) => Promise<Till | undefined>
  /** The till as it is now; undefined once it was signed out. */
  readonly standingAt: (deviceId: string, at: number) => Promise<Till | undefined>
  readonly refundedOn: (clerkId: string, day: string) => Promise<number>
  readonly acts: (
    merchantId: string,
    bounds: { readonly fromAt: number; readonly untilAt: number },
  ) => Promise<readonly TillAct[]>
  /** The newest first. */
  readonly changes: (merchantId: string, limit: number) => Promise<readonly TillChange[]>
  readonly addClerkWrite: (
    clerk: Omit<Clerk, 'wrongTries' | 'endedAt'> & { readonly pinHash: string },
  ) => Write
  readonly changeClerkWrite: (clerk: ClerkRights & { readonly id: string; readonly name: string }) => Write
  /** A new PIN lifts the lock, and whoever stood at a till with the old one stands there no more. */
  readonly pinWrites: (clerkId: string, pinHash: string) => readonly Write[]
  readonly endClerkWrite: (clerkId: string, at: number) => Write
  readonly tryWrite: (clerkId: string) => Write
  /** Nothing where the PIN has changed since it was looked at, or the till was signed out. */
  readonly enterWrites: (entered: {
    readonly clerkId: string
    readonly pinHash: string
    readonly deviceId: string
    readonly until: number
  }) => readonly Write[]
  readonly leaveWrite: (deviceId: string) => Write
  readonly addTillWrite: (till: Omit<TillDevice, 'endedAt'> & { readonly secretHash: string }) => Write
  readonly secretWrite: (deviceId: string, secretHash: string) => Write
  readonly endTillWrite: (deviceId: string, at: number) => Write
  readonly changeWrite: (said: TillChangeSaid) => Write
  /** Who did it, and of a refund the day's counter before it. */
  readonly actWrites: (act: NewTillAct) => readonly Write[]
  /** `tries_used_up`: the PIN was tried as often as it may be; `taken`: the id is there. Other refusals are thrown. */
  readonly commit: (writes: readonly Write[]) => Promise<'stored' | 'tries_used_up' | 'taken'>
}

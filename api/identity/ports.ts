import type { HeldRole } from './authorisation.ts'

/** A signed-in person as the sign-in library knows them. */
export type SignedIn = {
  readonly userId: string
  readonly name: string
  readonly sessionId: string
  /** Epoch milliseconds. */
  readonly signedInAt: number
  /** `Set-Cookie` lines that keep the session going; hand them on with the answer. */
  readonly cookies: readonly string[]
}

/** Who is signed in, from the request's cookies; undefined when nobody is. */
export type SessionPort = { readonly read: (headers: Headers) => Promise<SignedIn | undefined> }

/** The wallet and device behind the value of the wallet cookie: one indexed read. The currency domain implements it. */
export type WalletPort = {
  readonly recognise: (
    cookie: string | undefined,
  ) => Promise<{ readonly walletId: string; readonly deviceId: string } | undefined>
}

/** The parts a person plays: given by the hub (memberships) and by shops (their members). */
export type MembershipPort = { readonly rolesOf: (userId: string) => Promise<readonly HeldRole[]> }

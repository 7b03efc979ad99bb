import type { Write } from '../../db/store.ts'
import type { TillActor } from '../platform/http/guard.ts'
import type { Result } from '../platform/result.ts'
import type { LentTown } from './acting-for.ts'
import type { HeldRole, Role } from './authorisation.ts'
import type { NewPerson } from './person.ts'

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

/** A place where a person is signed in. Instants in epoch milliseconds. */
export type Session = {
  readonly id: string
  readonly userAgent: string
  readonly signedInAt: number
  readonly usedAt: number
  readonly expiresAt: number
}

export type Passkey = {
  readonly id: string
  readonly name: string
  /** Epoch milliseconds. */
  readonly addedAt: number
}

/** A beginning: what the browser's passkey dialogue is opened with, and the cookie that remembers it. */
export type Ceremony = { readonly options: unknown; readonly cookies: readonly string[] }

/** For whom a passkey is made: the signed-in person of the request, or the holder of a wallet, who needs no name. */
export type PasskeyOwner =
  | { readonly kind: 'person' }
  | {
      readonly kind: 'wallet'
      readonly walletId: string
      readonly userId: string | undefined
      readonly label: string
    }

/** Somebody who is not stored yet. */
export type MadePerson = { readonly userId: string; readonly writes: readonly Write[] }

type Entered = { readonly person: SignedIn; readonly isAnonymous: boolean }

/** The sign-in library. Headers are those of the request: cookies, origin, browser. */
export type People = SessionPort & {
  /** A person to be made; the writes are stored whole, with what else is theirs, by whoever asked. */
  readonly newPerson: (
    person: NewPerson,
    at: number,
  ) => Promise<Result<MadePerson, { readonly code: 'email_taken' }>>
  /** Stores them; refuses the second of two with the same address. */
  readonly store: (writes: readonly Write[]) => Promise<Result<undefined, { readonly code: 'email_taken' }>>
  readonly findByEmail: (email: string) => Promise<{ readonly userId: string } | undefined>
  /** Sets a password and ends every session of the person. */
  readonly setPassword: (userId: string, password: string) => Promise<void>
  readonly signIn: (
    credentials: { readonly email: string; readonly password: string },
    headers: Headers,
  ) => Promise<Entered | undefined>
  /** The `Set-Cookie` lines that end it in the browser. */
  readonly signOut: (headers: Headers) => Promise<readonly string[]>
  readonly sessions: (userId: string) => Promise<readonly Session[]>
  /** False when the person has no such session. */
  readonly revoke: (userId: string, sessionId: string) => Promise<boolean>
  readonly passkeys: (userId: string) => Promise<readonly Passkey[]>
  readonly removePasskey: (userId: string, passkeyId: string) => Promise<boolean>
  readonly beginPasskey: (owner: PasskeyOwner, headers: Headers) => Promise<Ceremony>
  /** Whose passkey it is now; undefined when the browser's answer does not hold. */
  readonly finishPasskey: (
    owner: PasskeyOwner,
    answer: unknown,
    headers: Headers,
  ) => Promise<{ readonly userId: string; readonly passkeyId: string } | undefined>
  readonly beginPasskeySignIn: (headers: Headers) => Promise<Ceremony>
  readonly finishPasskeySignIn: (answer: unknown, headers: Headers) => Promise<Entered | undefined>
}

/** The wallet and device behind the value of the wallet cookie: one indexed read. The currency domain implements it. */
export type WalletPort = {
  readonly recognise: (
    cookie: string | undefined,
  ) => Promise<
    { readonly walletId: string; readonly deviceId: string; readonly deviceAddedAt: number } | undefined
  >
}

/** A wallet brought to another browser: its cookie's value, and the code that replaces the printed one. */
export type ReopenedWallet = {
  readonly walletId: string
  readonly credential: string
  readonly recoveryCode: string
}

/** The till behind the value of the till cookie: one indexed read. The domain of the merchants implements it. */
export type TillPort = { readonly recognise: (cookie: string | undefined) => Promise<TillActor | undefined> }

/** The towns that an officer was lent to, as they stand now. The domain of the office implements it. */
export type SecondmentPort = { readonly of: (userId: string) => Promise<readonly LentTown[]> }

/** An officer with the towns whose officer they are by themselves. */
export type Officer = { readonly userId: string; readonly name: string; readonly towns: readonly string[] }

export type OfficerDirectory = { readonly all: () => Promise<readonly Officer[]> }

/** The record of what the office does; no id where what lent them ended meanwhile. The domain of the office implements it. */
export type ActPort = {
  readonly begin: (doing: {
    readonly userId: string
    readonly userName: string
    readonly operation: string
    readonly role: string
    readonly onBehalfOf: string
    /** What lent them to that town; null where it is their own. */
    readonly secondmentId: string | null
    readonly sent: unknown
  }) => Promise<string | undefined>
  readonly end: (actId: string, status: number, code: string | null) => Promise<void>
}

/** What the currency domain does when the holder of a wallet has proved who they are with a passkey. */
export type WalletReopening = {
  /** To one device under a key, however often it is sent. */
  readonly reopen: (walletId: string, key: string) => Promise<ReopenedWallet | undefined>
}

/** Which person a wallet belongs to, once a passkey was made for it. */
export type WalletPeople = {
  readonly personOf: (walletId: string) => Promise<string | undefined>
  readonly walletOf: (userId: string) => Promise<string | undefined>
  readonly link: (walletId: string, userId: string) => Promise<void>
}

/** The parts a person plays: given by the hub (memberships) and by shops (their members). */
export type MembershipPort = { readonly rolesOf: (userId: string) => Promise<readonly HeldRole[]> }

export type Memberships = MembershipPort & {
  /** Gives parts; one that is held already stays. */
  readonly grant: (
    userId: string,
    roles: readonly { role: Role; scope: string }[],
    at: number,
  ) => Promise<void>
}

import type { Clock } from '../platform/clock.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import { givenRoles, type HeldRole } from './authorisation.ts'
import type { IdentityRefusal } from './errors.ts'
import { checkPassword, checkPerson, isFresh, normalEmail, type NewPerson } from './person.ts'
import type { MadePerson, Memberships, PasskeyOwner, People, SignedIn } from './ports.ts'

export type IdentityParts = {
  readonly people: People
  readonly memberships: Memberships
  readonly clock: Clock
}

type Refused<T> = Promise<Result<T, IdentityRefusal>>

/** Named people: who they are, where they are signed in, which parts they play. */
export function identityService({ people, memberships, clock }: IdentityParts) {
  /**
   * A person without any part, to be stored whole with what else is theirs. Refuses what `checkPerson` names, or
   * email_taken.
   */
  const newPerson = async (given: NewPerson): Refused<MadePerson> => {
    const checked = checkPerson(given)
    if (!checked.ok) return checked
    const made = await people.newPerson(checked.value, clock.now())
    return made.ok ? made : refuse({ code: 'email_taken', field: 'email' })
  }

  /** Makes and stores one. Refuses as `newPerson` does. */
  const register = async (given: NewPerson): Refused<{ userId: string }> => {
    const made = await newPerson(given)
    if (!made.ok) return made
    const stored = await people.store(made.value.writes)
    return stored.ok ? ok({ userId: made.value.userId }) : refuse({ code: 'email_taken', field: 'email' })
  }

  return {
    newPerson,
    register,

    /** Opens a session and ends the one this browser had. Refuses sign_in_refused without saying what was wrong. */
    signIn: async (given: { email: string; password: string }, headers: Headers): Refused<SignedIn> => {
      const entered = await people.signIn({ ...given, email: normalEmail(given.email) }, headers)
      return entered === undefined ? refuse({ code: 'sign_in_refused' }) : ok(entered.person)
    },
    signOut: (headers: Headers) => people.signOut(headers),
    rolesOf: (userId: string): Promise<readonly HeldRole[]> => memberships.rolesOf(userId),

    sessions: (userId: string) => people.sessions(userId),
    revoke: async (userId: string, sessionId: string): Refused<undefined> =>
      (await people.revoke(userId, sessionId)) ? ok(undefined) : refuse({ code: 'session_not_found' }),

    passkeys: (userId: string) => people.passkeys(userId),
    removePasskey: async (userId: string, passkeyId: string): Refused<undefined> =>
      (await people.removePasskey(userId, passkeyId)) ? ok(undefined) : refuse({ code: 'passkey_not_found' }),

    /** Refuses sign_in_again when the session is older than an hour. */
    beginPasskey: async (headers: Headers): Refused<{ options: unknown; cookies: readonly string[] }> =>
      (await isFreshSession(headers))
        ? ok(await people.beginPasskey(forPerson, headers))
        : refuse({ code: 'sign_in_again' }),
    finishPasskey: async (answer: unknown, headers: Headers): Refused<{ passkeyId: string }> => {
      const made = await people.finishPasskey(forPerson, answer, headers)
      return made === undefined ? refuse({ code: 'passkey_refused' }) : ok({ passkeyId: made.passkeyId })
    },
    beginPasskeySignIn: (headers: Headers) => people.beginPasskeySignIn(headers),
    finishPasskeySignIn: async (answer: unknown, headers: Headers): Refused<SignedIn> => {
      const entered = await people.finishPasskeySignIn(answer, headers)
      if (entered === undefined) return refuse({ code: 'passkey_refused' })
      if (!entered.isAnonymous) return ok(entered.person)
      await people.revoke(entered.person.userId, entered.person.sessionId)
      return refuse({ code: 'passkey_is_wallets' })
    },

    /**
     * What `hub user add` does: makes the person when nobody has the address, and gives the parts. Refuses as
     * `register` does, and role_unknown.
     */
    addUser: async (given: NewPerson & { readonly roles: readonly HeldRole[] }): Refused<AddedUser> => {
      if (!given.roles.every(({ role }) => givenRoles.has(role)))
        return refuse({ code: 'role_unknown', field: 'role' })
      const known = await people.findByEmail(normalEmail(given.email))
      const person = known === undefined ? await register(given) : ok(known)
      if (!person.ok) return person
      await memberships.grant(person.value.userId, given.roles, clock.now())
      return ok({ userId: person.value.userId, isNew: known === undefined })
    },

    /**
     * What `hub user password` does when somebody forgot theirs: sets a new one and ends every session. Refuses
     * person_not_found and what `checkPassword` names.
     */
    setPassword: async (given: { email: string; password: string }): Refused<undefined> => {
      const password = checkPassword(given.password)
      if (!password.ok) return password
      const person = await people.findByEmail(normalEmail(given.email))
      if (person === undefined) return refuse({ code: 'person_not_found', field: 'email' })
      await people.setPassword(person.userId, password.value)
      return ok(undefined)
    },
  }

  async function isFreshSession(headers: Headers): Promise<boolean> {
    const session = await people.read(headers)
    return session !== undefined && isFresh(session.signedInAt, clock.now())
  }
}

/** A password is set for a new person only; adding a part never changes one. */
export type AddedUser = { readonly userId: string; readonly isNew: boolean }

export type Identity = ReturnType<typeof identityService>

const forPerson: PasskeyOwner = { kind: 'person' }

import type { Clock } from '../platform/clock.ts'
import type { Ids } from '../platform/ids.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { IdentityRefusal } from './errors.ts'
import {
  checkInvited,
  checkOpen,
  eachOnce,
  type InstitutionRole,
  type Invitation,
  invitationMs,
  type OpenInvitation,
  type StaffRefusal,
} from './institution-staff.ts'
import type {
  InstitutionStaffStore,
  InvitationLetters,
  NamedInstitution,
  NotStored,
} from './institution-staff-ports.ts'
import { normalEmail } from './person.ts'
import type { People } from './ports.ts'
import type { Identity } from './service.ts'

export type InstitutionStaffParts = {
  readonly store: InstitutionStaffStore
  readonly people: Pick<People, 'findByEmail'>
  readonly identity: Pick<Identity, 'newPerson'>
  /** Asked each time: an institution may have been taken in a moment ago. */
  readonly institutionOf: (id: string) => Promise<NamedInstitution | undefined>
  readonly letters: InvitationLetters
  /** The link is made from the invitation's id and the hub's secret, and read again; nothing of it is kept. */
  readonly tokenOf: (invitationId: string) => string
  readonly invitationOfToken: (token: string) => string | undefined
  readonly clock: Clock
  readonly ids: Ids
}

type Refused<T, More = never> = Promise<Result<T, StaffRefusal | More>>

type Asked = Pick<Invitation, 'institution' | 'role' | 'language' | 'invitedBy'> & {
  readonly email: string
  readonly isMailed: boolean
}
type Ended = { readonly institution: string; readonly invitationId: string; readonly userId: string }
type Change = {
  readonly institution: string
  readonly userId: string
  readonly role: InstitutionRole | null
  readonly by: string
}
type Taking = {
  readonly token: string
  /** Who is signed in. */
  readonly userId: string | undefined
  /** What somebody who has no sign-in yet wants to be called, and signs in with. */
  readonly name: string
  readonly password: string
}

/** How many changes are told: what somebody who looks in now and then has not seen. */
const changesShown = 50

/** Who works for an institution: invited, let in, changed and let go by its owners. */
export function institutionStaffService(parts: InstitutionStaffParts) {
  const { store, letters, institutionOf, people, clock } = parts
  return {
    /** Who works there, who is invited, and what was changed. */
    read: async (institution: string) => {
      const [staff, invitations, changes] = await Promise.all([
        store.staffOf(institution),
        store.openOf(institution, clock.now()),
        store.changesOf(institution, changesShown),
      ])
      return { staff: eachOnce(staff), invitations, changes, mails: letters.tells }
    },

    /**
     * Invites an address; the link goes there, or is handed back to be handed over, once. Refuses institution_unknown,
     * invitation_not_mailed, works_here_already, invited_already, no_owner_any_more.
     */
    invite: async (asked: Asked): Refused<Invited> => {
      const named = await institutionOf(asked.institution)
      return named === undefined
        ? unknown
        : invite(parts, named, { ...asked, email: normalEmail(asked.email) })
    },

    /** The town whose officers invite the first owner; undefined where that is the operator's work, or nobody's. */
    townOf: async (institution: string): Promise<string | undefined> =>
      (await institutionOf(institution))?.town,

    /** Whether an institution has an owner, and who is invited to be the first. */
    readFirst: async (institution: string) => ({
      hasOwner: (await store.staffOf(institution)).some(isOwner),
      invitations: await store.openOf(institution, clock.now()),
      mails: letters.tells,
    }),

    /** Invites the first owner, for the town. Refuses institution_has_owner, and what `invite` does. */
    inviteFirst: async (asked: Omit<Asked, 'role'>): Refused<Invited> => {
      const named = await institutionOf(asked.institution)
      if (named === undefined) return unknown
      const hasOwner = async () => (await store.staffOf(asked.institution)).some(isOwner)
      if (await hasOwner()) return refuse({ code: 'institution_has_owner' })
      const email = normalEmail(asked.email)
      const invited = await invite(parts, named, { ...asked, email, role: 'institution_owner' })
      // Somebody became the owner meanwhile: the database let no second first one in.
      return !invited.ok && (await hasOwner()) ? refuse({ code: 'institution_has_owner' }) : invited
    },

    /** Its link opens nothing from now on. Refuses invitation_unknown, invitation_used, no_owner_any_more. */
    takeBack: (ended: Ended) => takeBack(parts, ended),

    /**
     * Gives somebody who works there another part, or none any more; in force with their next request. Refuses
     * not_of_institution, institution_last_owner, no_owner_any_more.
     */
    change: (change: Change) => changePart(parts, change),

    /** What whoever holds the link is invited to. Refuses as `checkOpen` does. */
    open: async (
      token: string,
    ): Refused<{ invitation: OpenInvitation; named: NamedInstitution; isKnown: boolean }> => {
      const opened = await openOf(parts, token)
      if (!opened.ok) return opened
      const of = await institutionOf(opened.value.institution)
      if (of === undefined) return unknown
      const isKnown = (await people.findByEmail(opened.value.email)) !== undefined
      return ok({ invitation: opened.value, named: of, isKnown })
    },

    /**
     * Takes the invitation up, as who is signed in or as somebody new. Refuses as `checkOpen` and `checkInvited` do,
     * invitation_sign_in, and what `checkPerson` names.
     */
    takeUp: (taking: Taking) => takeUp(parts, taking),
  }
}

export type InstitutionStaff = ReturnType<typeof institutionStaffService>

async function openOf({ store, invitationOfToken, clock }: InstitutionStaffParts, token: string) {
  const id = invitationOfToken(token)
  return checkOpen(id === undefined ? undefined : await store.find(id), clock.now())
}

type Invited = { readonly invitation: Invitation; readonly token: string | null }

const unknown: Result<never, StaffRefusal> = refuse({ code: 'institution_unknown', field: 'institution' })

const isOwner = ({ role }: { readonly role: InstitutionRole }): boolean => role === 'institution_owner'

async function invite(
  { store, letters, tokenOf, clock, ids }: InstitutionStaffParts,
  named: NamedInstitution,
  { email, isMailed, ...asked }: Asked,
): Refused<Invited> {
  if (isMailed && !letters.tells) return refuse({ code: 'invitation_not_mailed', field: 'isMailed' })
  const now = clock.now()
  const [staff, open] = await Promise.all([
    store.staffOf(asked.institution),
    store.openOf(asked.institution, now),
  ])
  if (staff.some((one) => one.email === email)) return refuse({ code: 'works_here_already', field: 'email' })
  if (open.some((one) => one.email === email)) return refuse({ code: 'invited_already', field: 'email' })
  const invitation = { ...asked, id: ids.next(), validUntil: now + invitationMs, createdAt: now }
  const stored = await store.invite(
    { ...invitation, email },
    isMailed ? letters.writesOf(invitation, named) : [],
  )
  if (stored !== 'stored') return refuse({ code: 'no_owner_any_more' })
  return ok({ invitation, token: isMailed ? null : tokenOf(invitation.id) })
}

async function takeBack(
  { store, clock }: InstitutionStaffParts,
  { institution, ...ended }: Ended,
): Refused<undefined> {
  const found = await store.find(ended.invitationId)
  if (found?.institution !== institution) return refuse({ code: 'invitation_unknown', field: 'token' })
  if (found.ending === 'taken_back') return ok(undefined)
  if ((await store.takeBack({ ...ended, at: clock.now() })) === 'stored') return ok(undefined)
  const now = await store.find(ended.invitationId)
  if (now?.ending === 'taken_back') return ok(undefined)
  return now?.ending === 'taken'
    ? refuse({ code: 'invitation_used', field: 'token' })
    : refuse({ code: 'no_owner_any_more' })
}

const whyNotChanged = (why: NotStored): StaffRefusal =>
  why === 'last_owner' ? { code: 'institution_last_owner' } : { code: 'no_owner_any_more' }

async function changePart({ store, clock, ids }: InstitutionStaffParts, change: Change): Refused<undefined> {
  const staff = eachOnce(await store.staffOf(change.institution))
  const found = staff.find(({ userId }) => userId === change.userId)
  if (found === undefined) return refuse({ code: 'not_of_institution' })
  if (found.role === change.role) return ok(undefined)
  const stored = await store.change({ ...change, id: ids.next(), at: clock.now() })
  return stored === 'stored' ? ok(undefined) : refuse(whyNotChanged(stored))
}

/** Somebody who let themselves in; `email` with the password they chose opens a session. */
type LetIn = { readonly institution: string; readonly email: string; readonly isNew: boolean }

async function takeUp(parts: InstitutionStaffParts, taking: Taking): Refused<LetIn, IdentityRefusal> {
  const { store, clock, ids } = parts
  const opened = await openOf(parts, taking.token)
  if (!opened.ok) return opened
  const { id: invitationId, institution, role, email } = opened.value
  const person = await personOf(parts, opened.value, taking)
  if (!person.ok) return person
  const { userId, writes } = person.value
  const taken = { id: ids.next(), invitationId, institution, role, userId, person: writes, at: clock.now() }
  if ((await store.takeUp(taken)) === 'stored')
    return ok({ institution, email, isNew: taking.userId === undefined })
  // Something happened meanwhile: it is looked at as it stands now.
  const again = await openOf(parts, taking.token)
  if (!again.ok) return again
  const known = await personOf(parts, again.value, taking)
  return known.ok ? refuse({ code: 'invitation_used', field: 'token' }) : known
}

/** Who takes it up: whoever is signed in, or somebody new with the invited address. */
async function personOf(
  { store, people, identity }: InstitutionStaffParts,
  invitation: OpenInvitation,
  { userId, name, password }: Taking,
) {
  const { email, institution } = invitation
  if (userId === undefined) {
    if ((await people.findByEmail(email)) !== undefined)
      return refuse({ code: 'invitation_sign_in' } as const)
    return identity.newPerson({ name, email, password })
  }
  const staff = await store.staffOf(institution)
  const worksHere = staff.some((one) => one.userId === userId)
  const checked = checkInvited(invitation, { userId, worksHere, email: (await store.emailOf(userId)) ?? '' })
  return checked.ok ? ok({ userId, writes: [] }) : checked
}

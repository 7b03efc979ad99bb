import { ok, refuse, type Result } from '../platform/result.ts'
import type { Role } from './authorisation.ts'

/** The parts that somebody can have in an institution, the widest first. */
export const institutionRoles = [
  'institution_owner',
  'institution_editor',
  'institution_contributor',
] as const satisfies readonly Role[]

export type InstitutionRole = (typeof institutionRoles)[number]

/** How long the link of an invitation is good: our own choice, a week with its days off. */
export const invitationMs = 7 * 24 * 60 * 60 * 1000

/** Languages that an invitation can be written in: those of the studio's pages. */
export const invitationLanguages = ['ja', 'en'] as const

export type Invitation = {
  readonly id: string
  readonly institution: string
  readonly role: InstitutionRole
  readonly language: (typeof invitationLanguages)[number]
  readonly invitedBy: string
  /** Epoch milliseconds: the last moment in which it can be taken up. */
  readonly validUntil: number
  readonly createdAt: number
}

/** An invitation as it stands now. */
export type StandingInvitation = Invitation & {
  /** Nothing once it has ended or is over. */
  readonly email: string | null
  readonly ending: 'taken' | 'taken_back' | null
  /** Whether who invited still owns the institution: what others gave in the name of somebody who went is nothing. */
  readonly isInvitedByOwner: boolean
}

/** Why the staff of an institution are not changed. The sentence of each stands in the words `staff:refusal.<code>`. */
export type StaffRefusal =
  | { readonly code: 'invitation_unknown'; readonly field: 'token' }
  | { readonly code: 'invitation_used'; readonly field: 'token' }
  | { readonly code: 'invitation_taken_back'; readonly field: 'token' }
  | { readonly code: 'invitation_expired'; readonly field: 'token' }
  /** Signed in with another mail address than was invited. */
  | { readonly code: 'invitation_other_email' }
  /** Somebody has the invited address already: they sign in first. */
  | { readonly code: 'invitation_sign_in' }
  | { readonly code: 'works_here_already'; readonly field: 'email' }
  | { readonly code: 'invited_already'; readonly field: 'email' }
  | { readonly code: 'invitation_not_mailed'; readonly field: 'isMailed' }
  | { readonly code: 'institution_unknown'; readonly field: 'institution' }
  | { readonly code: 'not_of_institution' }
  | { readonly code: 'institution_last_owner' }
  /** Who does it owned the institution when they were asked, and does no more. */
  | { readonly code: 'no_owner_any_more' }
  /** Only the first owner is invited by the town. */
  | { readonly code: 'institution_has_owner' }

export const statusOfStaffRefusal: Readonly<Record<StaffRefusal['code'], number>> = {
  invitation_unknown: 404,
  invitation_used: 409,
  invitation_taken_back: 410,
  invitation_expired: 410,
  invitation_other_email: 403,
  invitation_sign_in: 401,
  works_here_already: 409,
  invited_already: 409,
  invitation_not_mailed: 409,
  institution_unknown: 404,
  not_of_institution: 404,
  institution_last_owner: 409,
  no_owner_any_more: 403,
  institution_has_owner: 409,
}

/** An invitation that waits for whom it is for. */
export type OpenInvitation = StandingInvitation & { readonly email: string }

/** The invitation of a link, where it can be taken up now. */
export function checkOpen(
  invitation: StandingInvitation | undefined,
  now: number,
): Result<OpenInvitation, StaffRefusal> {
  if (invitation === undefined) return refuse({ code: 'invitation_unknown', field: 'token' })
  const { ending, email, isInvitedByOwner, validUntil } = invitation
  if (ending === 'taken') return refuse({ code: 'invitation_used', field: 'token' })
  if (ending === 'taken_back' || !isInvitedByOwner)
    return refuse({ code: 'invitation_taken_back', field: 'token' })
  if (now > validUntil || email === null) return refuse({ code: 'invitation_expired', field: 'token' })
  return ok({ ...invitation, email })
}

/** Who is signed in and holds the link. */
export type Invited = { readonly userId: string; readonly email: string; readonly worksHere: boolean }

/** Whether who is signed in is whom the invitation is for. */
export function checkInvited(invitation: OpenInvitation, invited: Invited): Result<Invited, StaffRefusal> {
  if (invited.email !== invitation.email) return refuse({ code: 'invitation_other_email' })
  if (invited.worksHere) return refuse({ code: 'works_here_already', field: 'email' })
  return ok(invited)
}

/** Somebody who works for an institution. */
export type StaffMember = {
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly role: InstitutionRole
}

/** Each once, with the widest of their parts, in the order they came. */
export function eachOnce(rows: readonly StaffMember[]): readonly StaffMember[] {
  const rank = ({ role }: StaffMember): number => institutionRoles.indexOf(role)
  return [...Map.groupBy(rows, ({ userId }) => userId).values()].map((of) =>
    of.reduce((widest, one) => (rank(one) < rank(widest) ? one : widest)),
  )
}

/** What was done to somebody's part, by whom; null: it was taken away. */
export type StaffChange = {
  readonly at: number
  readonly name: string
  readonly byName: string
  readonly role: InstitutionRole | null
  readonly isByInvitation: boolean
}

import type { Write } from '../../db/store.ts'
import type {
  InstitutionRole,
  Invitation,
  OpenInvitation,
  StaffChange,
  StaffMember,
  StandingInvitation,
} from './institution-staff.ts'

/** Whose part is changed to what, and by whom. */
export type PartChange = {
  readonly id: string
  readonly institution: string
  readonly userId: string
  readonly role: InstitutionRole | null
  readonly by: string
  readonly at: number
}

/** Why a write was not stored, as far as the database tells. */
export type NotStored = 'last_owner' | 'no_owner' | 'other'

/** Who works for institutions, and who was invited to. The database decides which of several writes at once is first. */
export type InstitutionStaffStore = {
  readonly staffOf: (institution: string) => Promise<readonly StaffMember[]>
  /** The newest first. */
  readonly changesOf: (institution: string, limit: number) => Promise<readonly StaffChange[]>
  /** Those that wait, the newest first. */
  readonly openOf: (institution: string, now: number) => Promise<readonly OpenInvitation[]>
  readonly find: (invitationId: string) => Promise<StandingInvitation | undefined>
  readonly emailOf: (userId: string) => Promise<string | undefined>
  /** Stored with what is told of it; forgets the addresses of those that are over. */
  readonly invite: (
    invitation: Invitation & { readonly email: string },
    alongside: readonly object[],
  ) => Promise<'stored' | NotStored>
  readonly takeBack: (ended: {
    readonly invitationId: string
    readonly userId: string
    readonly at: number
  }) => Promise<'stored' | NotStored>
  /** The part, with the person where they are new: all of it or nothing. */
  readonly takeUp: (
    taken: Omit<PartChange, 'by' | 'role'> & {
      readonly role: InstitutionRole
      readonly invitationId: string
      readonly person: readonly Write[]
    },
  ) => Promise<'stored' | NotStored>
  readonly change: (change: PartChange) => Promise<'stored' | NotStored>
}

/** The letter of an invitation; the domain of the messages implements it. */
export type InvitationLetters = {
  /** Whether mail is sent, or shown, from here. */
  readonly tells: boolean
  readonly writesOf: (invitation: Invitation, named: NamedInstitution) => readonly object[]
}

/** What invited people see of an institution. */
export type NamedInstitution = {
  readonly id: string
  readonly nameJa: string
  readonly nameEn: string
  /** Of one that was taken in while the hub runs: the town whose officers invite its first owner. */
  readonly town?: string
}

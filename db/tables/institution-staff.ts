import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'
import type { identityTables } from './identity.ts'

type People = Pick<ReturnType<typeof identityTables>, 'users'>

/**
 * Who was let in to work for an institution, and who changed what they may. What they may now stands in `memberships`;
 * triggers hold both to what an owner of the institution may do.
 */
export const institutionStaffTables = (k: Kit, { users }: People) => {
  const roles = sql.raw(`('institution_owner', 'institution_editor', 'institution_contributor')`)

  /** An invitation by a link that is good once and for a while. Only added; the link is made from the id, and not kept. */
  const institutionInvitations = k.table(
    'institution_invitations',
    {
      id: k.text('id').primaryKey(),
      institution: k.text('institution').notNull(),
      role: k.text('role').notNull(),
      language: k.text('language').notNull(),
      invitedBy: k
        .text('invited_by')
        .notNull()
        .references(() => users.id),
      validUntil: k.int('valid_until').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.index('institution_invitations_of').on(t.institution, t.validUntil),
      k.check('institution_invitation_role', sql`${t.role} in ${roles}`),
      k.check('institution_invitation_lasts', sql`${t.validUntil} > ${t.createdAt}`),
    ],
  )

  /** Whom an invitation is for, as long as it waits: the row goes when the invitation was taken up or back, or is over. */
  const institutionInvitationAddresses = k.table('institution_invitation_addresses', {
    invitationId: k
      .text('invitation_id')
      .primaryKey()
      .references(() => institutionInvitations.id),
    email: k.text('email').notNull(),
  })

  /** How an invitation ended, once. Only added. */
  const institutionInvitationEndings = k.table(
    'institution_invitation_endings',
    {
      invitationId: k
        .text('invitation_id')
        .primaryKey()
        .references(() => institutionInvitations.id),
      /** taken, taken_back */
      how: k.text('how').notNull(),
      /** Who took it up, or who took it back. */
      userId: k
        .text('user_id')
        .notNull()
        .references(() => users.id),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [k.check('institution_invitation_how', sql`${t.how} in ('taken', 'taken_back')`)],
  )

  /** Somebody's part in an institution was given, changed or taken away. Only added, in the list of what it changes. */
  const institutionStaffChanges = k.table(
    'institution_staff_changes',
    {
      id: k.text('id').primaryKey(),
      institution: k.text('institution').notNull(),
      userId: k
        .text('user_id')
        .notNull()
        .references(() => users.id),
      /** From now on; null: none any more. */
      role: k.text('role'),
      /** The owner; of an invitation whoever took it up. */
      byUserId: k
        .text('by_user_id')
        .notNull()
        .references(() => users.id),
      /** What it was given by; null where an owner changed it. */
      invitationId: k.text('invitation_id').references(() => institutionInvitations.id),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.unique('institution_staff_changes_invitation').on(t.invitationId),
      k.index('institution_staff_changes_of').on(t.institution, t.createdAt),
      k.check('institution_staff_change_role', sql`${t.role} is null or ${t.role} in ${roles}`),
    ],
  )

  return {
    institutionInvitations,
    institutionInvitationAddresses,
    institutionInvitationEndings,
    institutionStaffChanges,
  }
}

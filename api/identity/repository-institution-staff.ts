import { alias } from 'drizzle-orm/sqlite-core'
import { and, asc, desc, eq, gte, inArray, isNull, lt, sql } from 'drizzle-orm'
import type { Store, Write } from '../../db/store.ts'
import { Violation } from '../../db/violation.ts'
import {
  checkOpen,
  institutionRoles,
  type StaffChange,
  type StaffMember,
  type StandingInvitation,
} from './institution-staff.ts'
import type { InstitutionStaffStore, NotStored } from './institution-staff-ports.ts'

/** Staff of institutions on any engine. */
export function institutionStaffStore(store: Store): InstitutionStaffStore {
  return { ...staffReads(store), ...invitationReads(store), ...staffWrites(store) }
}

const ph = sql.placeholder
const latestInvitations = 100

function staffReads({
  query,
  tables: { memberships: m, users: u, institutionStaffChanges: c },
  prepareRead,
}: Store): Pick<InstitutionStaffStore, 'staffOf' | 'changesOf' | 'emailOf'> {
  const staff = prepareRead(
    query
      .select({ userId: m.userId, name: u.name, email: u.email, role: m.role })
      .from(m)
      .innerJoin(u, eq(u.id, m.userId))
      .where(and(eq(m.scope, ph('institution')), inArray(m.role, [...institutionRoles])))
      .orderBy(asc(m.createdAt), asc(m.userId)),
  )
  const by = alias(u, 'by_user')
  const changes = prepareRead(
    query
      .select({
        at: c.createdAt,
        name: u.name,
        byName: by.name,
        role: c.role,
        invitationId: c.invitationId,
      })
      .from(c)
      .innerJoin(u, eq(u.id, c.userId))
      .innerJoin(by, eq(by.id, c.byUserId))
      .where(eq(c.institution, ph('institution')))
      .orderBy(desc(c.createdAt), desc(c.id))
      .limit(ph('limit')),
  )
  const email = prepareRead(
    query
      .select({ email: u.email })
      .from(u)
      .where(eq(u.id, ph('userId'))),
  )
  return {
    // A CHECK, and the condition above, keep the roles.
    staffOf: async (institution) => (await staff({ institution })) as readonly StaffMember[],
    changesOf: async (institution, limit) =>
      (await changes({ institution, limit })).map(({ invitationId, ...one }) => ({
        ...(one as Omit<StaffChange, 'isByInvitation'>),
        isByInvitation: invitationId !== null,
      })),
    emailOf: async (userId) => (await email({ userId }))[0]?.email,
  }
}

function invitationReads({
  query,
  tables: t,
  prepareRead,
}: Store): Pick<InstitutionStaffStore, 'openOf' | 'find'> {
  const { institutionInvitations: i, institutionInvitationAddresses: a, institutionInvitationEndings: e } = t
  const { memberships: m, museumInstitutions: taken } = t
  const owns = sql`${m.role} = 'institution_owner' and ${m.scope} in (${i.institution}, '*')`
  // The first owner of one that was taken in is invited by an officer of its town.
  const invitesFirst = sql`${i.role} = 'institution_owner' and ${m.role} = 'municipal_officer'
    and exists (select 1 from ${taken} where ${taken.id} = ${i.institution} and ${m.scope} in (${taken.municipality}, '*'))
    and not exists (select 1 from memberships o where o.role = 'institution_owner' and o.scope = ${i.institution})`
  const select = () =>
    query
      .selectDistinct({
        id: i.id,
        institution: i.institution,
        role: i.role,
        language: i.language,
        invitedBy: i.invitedBy,
        validUntil: i.validUntil,
        createdAt: i.createdAt,
        email: a.email,
        ending: e.how,
        owner: m.userId,
      })
      .from(i)
      .leftJoin(a, eq(a.invitationId, i.id))
      .leftJoin(e, eq(e.invitationId, i.id))
      .leftJoin(m, and(eq(m.userId, i.invitedBy), sql`((${owns}) or (${invitesFirst}))`))
  const byId = prepareRead(select().where(eq(i.id, ph('id'))))
  const open = prepareRead(
    select()
      .where(and(eq(i.institution, ph('institution')), gte(i.validUntil, ph('now')), isNull(e.how)))
      .orderBy(desc(i.createdAt), desc(i.id))
      .limit(latestInvitations),
  )
  type Row = Awaited<ReturnType<typeof byId>>[number]
  const standing = ({ owner, ...row }: Row): StandingInvitation => ({
    ...(row as Omit<StandingInvitation, 'isInvitedByOwner'>),
    isInvitedByOwner: owner !== null,
  })
  return {
    openOf: async (institution, now) =>
      (await open({ institution, now })).flatMap((row) => {
        const checked = checkOpen(standing(row), now)
        return checked.ok ? [checked.value] : []
      }),
    find: async (id) => (await byId({ id })).map(standing)[0],
  }
}

/** Who was first, or what does not hold any more, is read anew by whoever asks; here only what the list itself says. */
async function storedOr(stored: Promise<void>): Promise<'stored' | NotStored> {
  try {
    await stored
    return 'stored'
  } catch (error) {
    if (!(error instanceof Violation)) throw error
    if (error.constraint === 'institution_last_owner') return 'last_owner'
    const isOwners = ['institution_invitation_by_owner', 'institution_staff_change_allowed']
    return isOwners.includes(error.constraint) ? 'no_owner' : 'other'
  }
}

function staffWrites(store: Store): Pick<InstitutionStaffStore, 'invite' | 'takeBack' | 'takeUp' | 'change'> {
  const { query, tables: t, prepareWrite } = store
  const { institutionInvitations: i, institutionInvitationAddresses: a, memberships: m } = t
  const invitation = prepareWrite(
    query.insert(i).values({
      id: ph('id'),
      institution: ph('institution'),
      role: ph('role'),
      language: ph('language'),
      invitedBy: ph('invitedBy'),
      validUntil: ph('validUntil'),
      createdAt: ph('createdAt'),
    }),
  )
  const address = prepareWrite(query.insert(a).values({ invitationId: ph('id'), email: ph('email') }))
  const forget = prepareWrite(query.delete(a).where(eq(a.invitationId, ph('invitationId'))))
  const forgetOver = prepareWrite(
    query.delete(a).where(
      inArray(
        a.invitationId,
        query
          .select({ id: i.id })
          .from(i)
          .where(lt(i.validUntil, ph('createdAt'))),
      ),
    ),
  )
  const ending = prepareWrite(
    query.insert(t.institutionInvitationEndings).values({
      invitationId: ph('invitationId'),
      how: ph('how'),
      userId: ph('userId'),
      createdAt: ph('at'),
    }),
  )
  const changed = prepareWrite(
    query.insert(t.institutionStaffChanges).values({
      id: ph('id'),
      institution: ph('institution'),
      userId: ph('userId'),
      role: ph('role'),
      byUserId: ph('by'),
      invitationId: ph('invitationId'),
      createdAt: ph('at'),
    }),
  )
  const give = prepareWrite(
    query
      .insert(m)
      .values({ userId: ph('userId'), role: ph('role'), scope: ph('institution'), createdAt: ph('at') }),
  )
  const takeAway = prepareWrite(
    query
      .delete(m)
      .where(
        and(
          eq(m.userId, ph('userId')),
          eq(m.scope, ph('institution')),
          inArray(m.role, [...institutionRoles]),
        ),
      ),
  )
  const stored = (writes: readonly Write[]) => storedOr(store.atomic(writes))
  return {
    invite: (one, alongside) =>
      stored([
        forgetOver({ createdAt: one.createdAt }),
        invitation({ ...one }),
        address({ ...one }),
        ...(alongside as Write[]),
      ]),
    takeBack: (ended) => stored([ending({ ...ended, how: 'taken_back' }), forget({ ...ended })]),
    takeUp: ({ person, ...taken }) =>
      stored([
        ...person,
        ending({ ...taken, how: 'taken' }),
        changed({ ...taken, by: taken.userId }),
        give({ ...taken }),
        forget({ ...taken }),
      ]),
    // What is written down first waits for whoever changes the same institution.
    change: (change) =>
      stored([
        changed({ ...change, invitationId: null }),
        takeAway({ ...change }),
        ...(change.role === null ? [] : [give({ ...change })]),
      ]),
  }
}

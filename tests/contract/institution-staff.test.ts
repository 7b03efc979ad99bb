import { describe, expect, test } from 'vitest'
import { identityService } from '../../api/identity/index.ts'
import { invitationMs } from '../../api/identity/institution-staff.ts'
import { institutionStaffService } from '../../api/identity/institution-staff-service.ts'
import { betterAuthPeople } from '../../api/identity/people-better-auth.ts'
import { institutionStaffStore } from '../../api/identity/repository-institution-staff.ts'
import { membershipStore } from '../../api/identity/repository.ts'
import { linkTokens } from '../../api/messages/index.ts'
import { newId, randomIds } from '../../api/platform/ids.ts'
import { pino } from 'pino'
import { onEveryEngine } from '../support/engines.ts'

type Told = { ok: true } | { ok: false; error: { code: string } }
const codeOf = (one: Told): string => (one.ok ? 'ok' : one.error.code)
const password = 'a long password of one'

onEveryEngine('the staff of an institution', (store) => {
  const open = () => {
    const institution = `museum-${newId()}`
    let now = 1_795_402_800_000
    const clock = { now: () => now }
    const secret = 'a secret of the tests, long enough to sign'
    const people = betterAuthPeople({
      store: store(),
      secret,
      publicOrigin: undefined,
      log: pino({ level: 'silent' }),
    })
    const memberships = membershipStore(store())
    const identity = identityService({ people, memberships, clock })
    const { tokenOf, addressOfToken } = linkTokens(secret)
    const staff = institutionStaffService({
      store: institutionStaffStore(store()),
      people,
      identity,
      institutionOf: (id) =>
        Promise.resolve(id === institution ? { id, nameJa: '資料館', nameEn: 'Museum' } : undefined),
      letters: { tells: false, writesOf: () => [] },
      tokenOf,
      invitationOfToken: addressOfToken,
      clock,
      ids: randomIds,
    })
    /** What `hub user add` does. */
    const add = async (
      role: 'institution_owner' | 'institution_editor' | 'municipal_officer' = 'institution_owner',
      scope = institution,
    ) => {
      const email = `${newId()}@museum.example`
      const roles = [{ role, scope }]
      const added = await identity.addUser({ name: '花子', email, password, roles })
      return { userId: added.ok ? added.value.userId : '', email }
    }
    const invite = async (invitedBy: string, email = `${newId()}@museum.example`) => {
      const asked = { institution, role: 'institution_editor', language: 'ja', isMailed: false } as const
      const invited = await staff.invite({ ...asked, email, invitedBy })
      if (!invited.ok) throw new Error(invited.error.code)
      return { id: invited.value.invitation.id, token: invited.value.token!, email }
    }
    const join = (token: string, userId?: string) => staff.takeUp({ token, userId, name: '健', password })
    const rolesOf = async (userId: string) => (await memberships.rolesOf(userId)).map(({ role }) => role)
    const change = (by: string, userId: string, role: 'institution_owner' | 'institution_editor' | null) =>
      staff.change({ institution, by, userId, role })
    return { institution, staff, add, invite, join, change, rolesOf, later: (ms: number) => (now += ms) }
  }
  const rowsOf = async (sql: string) => (await store().raw(sql)).map((row) => Object.values(row).map(String))

  test('an invitation gives its part once, with the person, and forgets the address', async () => {
    const { institution, staff, add, invite, join, rolesOf } = open()
    const owner = await add()
    const { id, token, email } = await invite(owner.userId)
    expect(await staff.open(token)).toMatchObject({ ok: true, value: { isKnown: false } })
    expect(await join(token)).toMatchObject({ ok: true, value: { institution, email, isNew: true } })
    const { staff: now, invitations, changes } = await staff.read(institution)
    expect(now.map(({ name, role }) => [name, role])).toEqual([
      ['花子', 'institution_owner'],
      ['健', 'institution_editor'],
    ])
    expect(await rolesOf(now[1]!.userId)).toEqual(['institution_editor'])
    expect(invitations).toEqual([])
    expect(changes).toMatchObject([
      { name: '健', byName: '健', role: 'institution_editor', isByInvitation: true },
    ])
    expect(
      await rowsOf(`select * from institution_invitation_addresses where invitation_id = '${id}'`),
    ).toEqual([])
  })

  test('of two at once with the same link one takes it, and nothing of the other is left', async () => {
    const { add, invite, join, staff, institution } = open()
    const { token, email } = await invite((await add()).userId)
    const both = await Promise.all([join(token), join(token)])
    expect(both.map(codeOf).toSorted()).toEqual(['invitation_used', 'ok'])
    expect((await staff.read(institution)).staff).toHaveLength(2)
    expect(await rowsOf(`select count(*) from users where email = '${email}'`)).toEqual([['1']])
  })

  test('of two at once signed in as the same person one takes it', async () => {
    const { add, invite, join, staff, institution } = open()
    const owner = await add()
    const other = open()
    const known = await other.add('institution_editor')
    const { token } = await invite(owner.userId, known.email)
    expect(codeOf(await join(token))).toBe('invitation_sign_in')
    const codes = (await Promise.all([join(token, known.userId), join(token, known.userId)])).map(codeOf)
    // The later one reads before the first is stored, or behind it.
    expect(codes.filter((code) => code !== 'ok')).toEqual([
      expect.stringMatching(/^(?:invitation_used|works_here_already)$/),
    ])
    expect((await staff.read(institution)).changes).toHaveLength(1)
  })

  test.each<[string, string, (world: ReturnType<typeof open>, owner: string, id: string) => unknown]>([
    ['is over', 'invitation_expired', ({ later }) => later(invitationMs + 1)],
    [
      'was taken back',
      'invitation_taken_back',
      ({ staff, institution }, userId, invitationId) => staff.takeBack({ institution, invitationId, userId }),
    ],
    [
      'was made by who owns it no more',
      'invitation_taken_back',
      async ({ add, change }, owner) => change((await add()).userId, owner, null),
    ],
  ])('an invitation that %s gives nothing', async (_what, code, meanwhile) => {
    const world = open()
    const owner = await world.add()
    const { id, token } = await world.invite(owner.userId)
    await meanwhile(world, owner.userId, id)
    expect(codeOf(await world.staff.open(token))).toBe(code)
    expect(codeOf(await world.join(token))).toBe(code)
  })

  test('an invitation on its last millisecond still gives the part', async () => {
    const { add, invite, join, later } = open()
    const { token } = await invite((await add()).userId)
    later(invitationMs)
    expect(codeOf(await join(token))).toBe('ok')
  })

  test('taken up and taken back at once, it is one of both', async () => {
    const { add, invite, join, staff, institution } = open()
    const { userId } = await add()
    const { token, id } = await invite(userId)
    const [joined, back] = await Promise.all([
      join(token),
      staff.takeBack({ institution, invitationId: id, userId }),
    ])
    expect([codeOf(joined), codeOf(back)]).toEqual(
      joined.ok ? ['ok', 'invitation_used'] : ['invitation_taken_back', 'ok'],
    )
    expect((await staff.read(institution)).staff).toHaveLength(joined.ok ? 2 : 1)
  })

  test('the last owner is neither removed nor given less', async () => {
    const { add, change, rolesOf } = open()
    const { userId } = await add()
    for (const role of ['institution_editor', null] as const)
      expect(codeOf(await change(userId, userId, role))).toBe('institution_last_owner')
    expect(await rolesOf(userId)).toEqual(['institution_owner'])
    const wrong = [
      `delete from memberships where user_id = '${userId}'`,
      `update memberships set role = 'institution_editor' where user_id = '${userId}'`,
    ]
    for (const statement of wrong)
      await expect(store().raw(statement)).rejects.toMatchObject({ constraint: 'institution_last_owner' })
  })

  test.each(['institution_editor', null] as const)(
    'of two owners who make each other %s at once one stays owner',
    async (role) => {
      const { add, change, staff, institution } = open()
      const [one, other] = [await add(), await add()]
      const both = await Promise.all([
        change(one.userId, other.userId, role),
        change(other.userId, one.userId, role),
      ])
      expect(both.filter(({ ok }) => ok)).toHaveLength(1)
      const left = (await staff.read(institution)).staff.filter((who) => who.role === 'institution_owner')
      expect(left).toHaveLength(1)
      expect((await staff.read(institution)).changes).toHaveLength(1)
    },
  )

  test('two owners who both go at once do not both go', async () => {
    const { add, change } = open()
    const [one, other] = [await add(), await add()]
    const both = await Promise.all([
      change(one.userId, one.userId, null),
      change(other.userId, other.userId, null),
    ])
    expect(both.map(codeOf).toSorted()).toEqual(['institution_last_owner', 'ok'])
  })

  test('who was an owner a moment ago changes nothing and invites nobody', async () => {
    const { add, change, invite, staff, institution } = open()
    const [one, other, editor] = [await add(), await add(), await add('institution_editor')]
    const { id } = await invite(one.userId)
    expect(codeOf(await change(one.userId, other.userId, null))).toBe('ok')
    expect(codeOf(await change(other.userId, editor.userId, 'institution_owner'))).toBe('no_owner_any_more')
    await expect(invite(other.userId)).rejects.toThrow('no_owner_any_more')
    const back = await staff.takeBack({ institution, invitationId: id, userId: other.userId })
    expect(codeOf(back)).toBe('no_owner_any_more')
  })

  describe('the first owner of one that was taken in', () => {
    const town = '074446'
    /** Taken in by two people, with an officer of a town. */
    const taken = async (scope = town) => {
      const world = open()
      const { institution } = world
      const act = (id: string, user: string, operation: string, details: string) =>
        store().raw(
          `insert into staff_acts (id, user_id, operation, subject, details, created_at) values ('${id}', '${user}', '${operation}', '${institution}', '${details}', 1)`,
        )
      const asked = `asked-${institution}`
      await act(asked, 'one', 'institution_intake', `{"municipality":"${town}","expiresAt":2}`)
      await act(`decision:${asked}`, 'other', 'institution_intake.decision', '{"approved":true,"reason":""}')
      await store().raw(
        `insert into museum_institutions (id, municipality, request_id, taken_in_at) values ('${institution}', '${town}', '${asked}', 1)`,
      )
      const officer = await world.add('municipal_officer', scope)
      const invite = (email = `${newId()}@museum.example`) =>
        world.staff.inviteFirst({
          institution,
          invitedBy: officer.userId,
          email,
          language: 'ja',
          isMailed: false,
        })
      return { ...world, officer, inviteFirst: invite }
    }

    test('is invited by an officer of its town, and then invites the others', async () => {
      const { inviteFirst, join, staff, institution, invite } = await taken()
      const invited = await inviteFirst()
      expect(await staff.readFirst(institution)).toMatchObject({ hasOwner: false, invitations: [{}] })
      expect(codeOf(await join(invited.ok ? invited.value.token! : ''))).toBe('ok')
      expect(await staff.readFirst(institution)).toMatchObject({ hasOwner: true })
      expect(codeOf(await inviteFirst())).toBe('institution_has_owner')
      const { staff: people } = await staff.read(institution)
      expect(people.map(({ role }) => role)).toEqual(['institution_owner'])
      expect((await invite(people[0]!.userId)).token).toEqual(expect.any(String))
    })

    test('is one: of two who were invited, the second link gives nothing', async () => {
      const { inviteFirst, join, staff, institution } = await taken()
      const both = [await inviteFirst(), await inviteFirst()]
      const tokens = both.map((one) => (one.ok ? one.value.token! : ''))
      const joined = await Promise.all(tokens.map((token) => join(token)))
      expect(joined.map(codeOf).toSorted()).toEqual(['invitation_taken_back', 'ok'])
      expect((await staff.read(institution)).staff).toHaveLength(1)
    })

    test('is invited for no other town, for no editor, and for nothing that was not taken in', async () => {
      const stranger = await taken('074454')
      expect(codeOf(await stranger.inviteFirst())).toBe('no_owner_any_more')
      const own = await taken()
      await expect(own.invite(own.officer.userId)).rejects.toThrow('no_owner_any_more')
      const { institution, staff, add } = open()
      const { userId: invitedBy } = await add('municipal_officer', town)
      const asked = {
        institution,
        invitedBy,
        email: 'x@museum.example',
        language: 'ja',
        isMailed: false,
      } as const
      expect(codeOf(await staff.inviteFirst(asked))).toBe('no_owner_any_more')
    })

    test('whose invitation the town took back is let in by it no more', async () => {
      const { inviteFirst, join, staff, institution, officer } = await taken()
      const invited = await inviteFirst()
      const { invitation, token } = invited.ok ? invited.value : { invitation: undefined, token: '' }
      const back = { institution, invitationId: invitation!.id, userId: officer.userId }
      expect(codeOf(await staff.takeBack(back))).toBe('ok')
      expect(codeOf(await join(token!))).toBe('invitation_taken_back')
    })
  })

  test('a part is not written into the record without what it says', async () => {
    const { add, invite, institution } = open()
    const [owner, editor] = [await add(), await add('institution_editor')]
    const { id } = await invite(owner.userId)
    const insert = (invitation: string, by: string) =>
      store().raw(
        `insert into institution_staff_changes (id, institution, user_id, role, by_user_id, invitation_id, created_at) values ('${newId()}', '${institution}', '${by}', 'institution_editor', '${by}', ${invitation}, 1)`,
      )
    const constraint = 'institution_staff_change_allowed'
    await expect(insert('null', editor.userId)).rejects.toMatchObject({ constraint })
    // Who works there already is stopped for that; who does not, because nobody took it up.
    const stranger = await open().add()
    await expect(insert(`'${id}'`, stranger.userId)).rejects.toMatchObject({ constraint })
    await store().raw(
      `insert into institution_invitation_endings (invitation_id, how, user_id, created_at) values ('${id}', 'taken', '${editor.userId}', 1)`,
    )
    await expect(insert(`'${id}'`, editor.userId)).rejects.toMatchObject({
      constraint: 'institution_staff_new',
    })
  })
})

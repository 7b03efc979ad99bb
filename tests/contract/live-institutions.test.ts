import { beforeEach, expect, test } from 'vitest'
import type { Version } from '../../api/museum/record-version.ts'
import { institutionStore } from '../../api/museum/repository-institutions.ts'
import { intakeReads } from '../../api/hub/verify.ts'
import { verifyIntakes } from '../../api/office/index.ts'
import type { IntakeReads } from '../../api/office/intake-verify.ts'
import { recordStore } from '../../api/museum/repository-records.ts'
import type { Intake } from '../../api/office/intake-request.ts'
import { openIntakes, storehouse, town } from '../museum/live-institution.ts'
import { basket } from '../museum/record-builders.ts'
import { openEngine, onEveryEngine, type OpenEngine } from '../support/engines.ts'

onEveryEngine('institutions that are taken in while the hub runs', (_, engine) => {
  let open: OpenEngine
  let desk: ReturnType<typeof openIntakes>
  beforeEach(async () => {
    open = await openEngine(engine)
    desk = openIntakes(open.store)
    return () => open.dispose()
  })

  const by = (decidedBy: string, reason = '') => ({ decidedBy, reason })
  const refusal = (code: string) => ({ ok: false, error: expect.objectContaining({ code }) as object })
  const mend = (id: string, version: number, over: object = {}) =>
    desk.institutions.mend({ id, version, said: storehouse(over), by: 'hana' })

  test('are there once another person let them go, with the name that the English one makes', async () => {
    const asked = await desk.waiting()
    expect(asked.institution).toBe('the-storehouse')
    expect(await desk.institutions.all()).toEqual([])
    expect(await desk.intakes.approve({ ...asked, ...by('officer') })).toEqual(refusal('own_request'))
    expect(await desk.intakes.approve({ ...asked, ...by('approver') })).toMatchObject({ ok: true })
    expect(await desk.institutions.all()).toMatchObject([
      { id: 'the-storehouse', body: { label: { en: ['The Storehouse'] }, facts: { municipality: town } } },
    ])
    // The same press again, by whoever did not hear the answer, is the same answer.
    expect(await desk.intakes.approve({ ...asked, ...by('approver') })).toMatchObject({ ok: true })
    expect(await desk.institutions.history('the-storehouse')).toMatchObject([
      { version: 1, act: 'published', byName: '決める人', changed: [] },
    ])
    expect((await desk.records.institutions()).map(({ id }) => id)).toEqual(['the-storehouse'])
  })

  test('are seen at once by another process on the same database', async () => {
    await desk.takeIn()
    expect((await openIntakes(open.store).institutions.all()).map(({ id }) => id)).toEqual(['the-storehouse'])
  })

  test('never have a name that the content or anything published has, or had', async () => {
    expect(await desk.ask({ identifier: 'karamushi-museum' })).toEqual(refusal('institution_exists'))
    await desk.takeIn()
    const first = { do: 'publish', record: 'basket', by: 'hana' } as const
    await desk.records.write({ ...first, body: basket({ institution: 'the-storehouse' }) })
    for (const identifier of [undefined, 'basket'])
      expect(await desk.ask({ identifier })).toEqual(refusal('institution_exists'))
    await desk.records.write({ do: 'withdraw', record: 'basket', by: 'hana' })
    await desk.institutions.withdraw('the-storehouse', 'hana')
    expect(await desk.ask()).toEqual(refusal('institution_exists'))
  })

  test('of two that want the same name at once, one is taken in, and the other is not decided', async () => {
    const asked = [await desk.waiting(), await desk.waiting({ type: 'temple' })]
    const done = await Promise.all(asked.map((one) => desk.intakes.approve({ ...one, ...by('approver') })))
    expect(done.filter(({ ok }) => ok)).toHaveLength(1)
    expect(done.find(({ ok }) => !ok)).toEqual(refusal('institution_exists'))
    const lost = asked[done.findIndex(({ ok }) => !ok)]!
    expect((await desk.intakes.find(lost.id))?.decision).toBeNull()
    expect(await desk.institutions.history('the-storehouse')).toHaveLength(1)
  })

  test('say anew what they are as a version, on the one that was read, and keep their town and their name', async () => {
    const id = await desk.takeIn()
    desk.clock.pass(60_000)
    const name = { ja: '新しい蔵', en: 'The New Storehouse' }
    expect(await mend(id, 1, { name, municipality: '074454' })).toMatchObject({
      ok: true,
      value: { version: 2, body: { label: { ja: ['新しい蔵'] }, facts: { municipality: town } } },
    })
    // Sent twice, it is told once; on an old version it is refused.
    expect(await mend(id, 2, { name })).toMatchObject({ ok: true, value: { version: 2 } })
    expect(await mend(id, 1, { type: 'temple' })).toEqual(refusal('record_changed'))
    expect(await mend('karamushi-museum', 1)).toEqual(refusal('institution_not_taken_in'))
    expect(await desk.institutions.history(id)).toMatchObject([
      { version: 2, byName: '花子', changed: ['name'] },
      { version: 1, byName: '決める人', changed: [] },
    ])
  })

  test('are withdrawn once nothing of them is public, leave a tombstone, and are told again by a new version', async () => {
    const id = await desk.takeIn()
    const item = { record: 'basket', by: 'hana' }
    await desk.records.write({ ...item, do: 'publish', body: basket({ institution: id }) })
    expect(await desk.institutions.withdraw(id, 'hana')).toEqual(refusal('record_in_use'))
    await desk.records.write({ ...item, do: 'withdraw' })
    expect(await desk.institutions.withdraw(id, 'hana')).toMatchObject({
      ok: true,
      value: { state: 'withdrawn', version: 2 },
    })
    expect(await desk.institutions.all()).toEqual([])
    expect(await desk.institutions.withdraw(id, 'hana')).toEqual(refusal('record_not_public'))
    // Nothing is published for an institution that is gone.
    const again = await desk.records.write({ ...item, do: 'publish', body: basket({ institution: id }) })
    expect(again).toEqual(refusal('record_parent_unknown'))
    expect(await mend(id, 2)).toMatchObject({ ok: true, value: { state: 'published', version: 3 } })
    expect((await desk.institutions.all()).map((one) => one.id)).toEqual([id])
  })

  test('are let in by the database only as two people decided, in time, for the same town, once', async () => {
    const insert = async (asked: Pick<Intake, 'id' | 'institution'>, municipality = town) =>
      open.store.raw(
        `insert into museum_institutions (id, municipality, request_id, taken_in_at) values ('${asked.institution}', '${municipality}', '${asked.id}', 1)`,
      )
    const decided = (asked: Intake, { user = 'approver', approved = true, at = 1 } = {}) =>
      open.store.raw(
        `insert into staff_acts (id, user_id, operation, subject, details, created_at) values ('decision:${asked.id}', '${user}', 'institution_intake.decision', '${asked.id}', '{"approved":${approved},"reason":""}', ${at})`,
      )
    const [own, no, late, none, right] = [
      await desk.waiting({ identifier: 'own' }),
      await desk.waiting({ identifier: 'no' }),
      await desk.waiting({ identifier: 'late' }),
      await desk.waiting({ identifier: 'none' }),
      await desk.waiting({ identifier: 'right' }),
    ]
    await decided(own, { user: 'officer' })
    await decided(no, { approved: false })
    await decided(late, { at: late.expiresAt + 1 })
    await decided(right)
    for (const one of [own, no, late, none, { id: 'nobody', institution: 'right' }])
      await expect(insert(one)).rejects.toThrow('museum_institution_true')
    await expect(insert({ ...right, institution: 'other' })).rejects.toThrow('museum_institution_true')
    await expect(insert(right, '074454')).rejects.toThrow('museum_institution_true')
    await insert(right)
    await expect(insert(right)).rejects.toThrow('unique: museum_institutions')
  })

  test('whose first version is not written are not taken in', async () => {
    const { body, institution, id: requestId } = await desk.waiting()
    const version: Version = {
      record: institution,
      version: 1,
      kind: 'institution',
      state: 'published',
      change: 1,
      institution,
      body,
      by: 'approver',
      at: 1,
    }
    expect(await recordStore(open.store).add(version)).toBe('added')
    const { takeIn } = institutionStore(open.store)
    await expect(takeIn(version, { municipality: town, requestId }, () => [])).rejects.toThrow(
      'museum_institution_true',
    )
    expect(await open.store.raw('select id from museum_institutions')).toEqual([])
  })

  test('are held against what was asked and decided, and the first that is wrong is named', async () => {
    const [id, withdrawn] = [await desk.takeIn(), await desk.takeIn({ identifier: 'other' })]
    await mend(id, 1, { type: 'temple' })
    await desk.institutions.withdraw(withdrawn, 'hana')
    const reads = intakeReads(open.store)
    expect(await verifyIntakes(reads)).toEqual([])

    const row = async (over: Partial<IntakeReads>) => (await verifyIntakes({ ...reads, ...over }))[0]?.row
    const [versions, taken, asked] = [await reads.versions(id), await reads.taken(), await reads.asked()]
    const told = (over: object, n = 0) => ({ versions: () => Promise.resolve(versions.map((one, at) => (at === n ? { ...one, ...over } : one))) })
    const stands = (over: object) => ({ taken: () => Promise.resolve(taken.map((one) => (one.id === id ? { ...one, ...over } : one))) })
    const request = (over: object) => ({ asked: () => Promise.resolve(asked.map((one) => (one.institution === id ? { ...one, ...over } : one))) })
    const decision = asked.find(({ institution }) => institution === id)!.decision!
    const { body } = versions[0]!
    for (const [over, fault] of [
      [{ asked: () => Promise.resolve([]) }, 'nobody asked for it'],
      [request({ institution: 'else' }), 'what was asked for is else'],
      [stands({ municipality: '074454' }), 'it was asked for in 074446'],
      [request({ decision: null }), 'nobody let it go'],
      [request({ decision: { ...decision, approved: false } }), 'nobody let it go'],
      [request({ requestedBy: 'approver' }), 'who asked let it go'],
      [request({ expiresAt: 0 }), 'it was let go too late'],
      [stands({ takenInAt: 0 }), 'it was taken in before it was asked for'],
      [{ versions: () => Promise.resolve([]) }, 'it has no record'],
      [told({ by: 'hana' }), 'its first version is not by who let it go'],
      [stands({ takenInAt: taken[0]!.takenInAt + 1 }), 'its first version is of another moment'],
      [told({ body: { ...body, address: 'https://else.example/' } }), 'its first version is not what was asked for'],
      [told({ kind: 'item' }, 1), 'version 2 is of another town'],
      [stands({ id: 'moved' }), 'what was asked for is the-storehouse'],
    ] as const)
      expect(await row(over)).toMatch(new RegExp(`^institution (the-storehouse|moved|other): ${fault}$`))
    const without = taken.filter((one) => one.id !== id)
    expect(await row({ taken: () => Promise.resolve(without) })).toBe('institution the-storehouse: it was let go and is not there')
    expect(await row({ taken: () => Promise.resolve(without), asked: () => Promise.resolve(asked.filter(({ institution }) => institution !== id)) })).toBe('institution the-storehouse: nobody took it in')
  }) // prettier-ignore

  test('are named when somebody changes the record behind the hub’s back', async () => {
    const id = await desk.takeIn()
    await desk.records.write({
      do: 'publish',
      record: 'slipped-in',
      by: 'hana',
      body: { ...(await desk.institutions.open(id))!.body },
    })
    expect((await verifyIntakes(intakeReads(open.store)))[0]?.row).toBe(
      'institution slipped-in: nobody took it in',
    )
  })
})

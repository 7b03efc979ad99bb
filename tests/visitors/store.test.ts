import { beforeAll, expect, test } from 'vitest'
import { onEveryEngine } from '../support/engines.ts'
import { addDays, startOfJapanDay } from '../../api/platform/clock.ts'
import { newId, randomIds } from '../../api/platform/ids.ts'
import { visitorService, visitorSettings, wordingInForce } from '../../api/visitors/index.ts'
import type { Visitors } from '../../api/visitors/index.ts'
import { visitorStore } from '../../api/visitors/repository.ts'

const today = startOfJapanDay('2026-11-23') + 3_600_000
const spot = {
  kind: 'station',
  id: 'yanaizu',
  municipality: '074233',
  lineId: 'tadami',
  nameJa: '会津柳津',
  nameEn: 'Aizu-Yanaizu',
} as const
const experiment = {
  id: 'q',
  questionJa: '?',
  questionEn: '?',
  salt: 's',
  groups: [
    { name: 'a', share: 1 },
    { name: 'b', share: 1 },
  ],
  from: '2026-01-01',
  readOn: '2027-01-01',
}

onEveryEngine('what visitors agreed to tell', (store) => {
  let visitors: Visitors
  let now = today
  beforeAll(() => {
    visitors = visitorService({
      store: visitorStore(store()),
      spots: { find: async (kind, id) => (kind === spot.kind && id === spot.id ? spot : undefined) },
      experiments: [experiment],
      clock: { now: () => now },
      ids: randomIds,
      settings: visitorSettings,
    })
  })

  const yes = (walletId: string, given = true, key = newId()) =>
    visitors.changeConsent({
      walletId,
      key,
      purpose: 'statistics',
      given,
      wordingVersion: wordingInForce.statistics,
      locale: 'ja',
    })
  const here = (walletId: string) => visitors.checkIn({ walletId, spotKind: 'station', spotId: 'yanaizu' })
  const rows = async (table: string) =>
    Number((await store().raw(`select count(*) as n from ${table}`))[0]?.['n'])

  test('without a yes nothing is recorded', async () => {
    const wallet = newId()
    expect(await here(wallet)).toMatchObject({ ok: false, error: { code: 'consent_needed' } })
    expect(
      await visitors.show({ walletId: wallet, key: newId(), subjectKind: 'experiment', subjectId: 'q' }),
    ).toMatchObject({ ok: false, error: { code: 'consent_needed' } })
    expect(await visitors.ownData(wallet)).toBeUndefined()
  })

  test('a no before any yes leaves no row', async () => {
    const before = await rows('visitors')
    expect((await yes(newId(), false)).ok).toBe(true)
    expect(await rows('visitors')).toBe(before)
  })

  test('a visit counts once per spot and Japanese day', async () => {
    const wallet = newId()
    await yes(wallet)
    expect(await here(wallet)).toMatchObject({ ok: true, value: { again: false } })
    expect(await here(wallet)).toMatchObject({ ok: true, value: { again: true } })
    now = startOfJapanDay(addDays('2026-11-23', 1))
    expect(await here(wallet)).toMatchObject({
      ok: true,
      value: { again: false, record: { day: '2026-11-24' } },
    })
    now = today
    expect((await visitors.ownData(wallet))?.checkIns).toHaveLength(2)
  })

  test('ten at once leave one visitor and one visit', async () => {
    const [wallet, key] = [newId(), newId()]
    const before = await rows('visitors')
    const answers = await Promise.all(Array.from({ length: 10 }, () => yes(wallet, true, key)))
    expect(answers.every((answer) => answer.ok)).toBe(true)
    await Promise.all(Array.from({ length: 10 }, () => here(wallet)))
    expect(await rows('visitors')).toBe(before + 1)
    const kept = await visitors.ownData(wallet)
    expect([kept?.consents.length, kept?.checkIns.length]).toEqual([1, 1])
  })

  test('the same key with other content is refused and names the field', async () => {
    const [wallet, key] = [newId(), newId()]
    await yes(wallet, true, key)
    expect(await yes(wallet, true, key)).toMatchObject({ ok: true, value: { again: true } })
    expect(await yes(wallet, false, key)).toMatchObject({
      ok: false,
      error: { code: 'key_reused_with_other_content', field: 'given' },
    })
  })

  test('after a withdrawal nothing more is recorded', async () => {
    const wallet = newId()
    await yes(wallet)
    now += 1
    await yes(wallet, false)
    expect(await here(wallet)).toMatchObject({ ok: false, error: { code: 'consent_needed' } })
    now = today
  })

  test('the lot is drawn once, answered with what was shown, and never changes', async () => {
    const wallet = newId()
    await yes(wallet)
    const show = () =>
      visitors.show({ walletId: wallet, key: newId(), subjectKind: 'experiment', subjectId: 'q' })
    const answers = await Promise.all([show(), show(), show()])
    const groups = answers.map((answer) => (answer.ok ? answer.value.group : 'refused'))
    expect(new Set(groups).size).toBe(1)
    const kept = await visitors.ownData(wallet)
    expect([kept?.assignments.length, kept?.exposures.length]).toEqual([1, 3])
    expect(
      await visitors.show({ walletId: wallet, key: newId(), subjectKind: 'experiment', subjectId: 'x' }),
    ).toMatchObject({ ok: false, error: { code: 'experiment_unknown' } })
  })

  test('who is forgotten is counted still, but no wallet leads there', async () => {
    const wallet = newId()
    await yes(wallet)
    await here(wallet)
    const before = (await visitors.visitsBetween('2026-11-23', '2026-11-23')).length
    await visitors.erase(wallet)
    expect(await visitors.ownData(wallet)).toBeUndefined()
    expect((await visitors.visitsBetween('2026-11-23', '2026-11-23')).length).toBe(before)
    expect((await store().raw(`select id from visitors where wallet_id = '${wallet}'`)).length).toBe(0)
    // Coming back is a new beginning: another pseudonym.
    expect(await here(wallet)).toMatchObject({ ok: false, error: { code: 'consent_needed' } })
  })

  test.each(['consents', 'exposures', 'assignments'])('the database refuses to change %s', async (table) => {
    await expect(store().raw(`update ${table} set created_at = 1`)).rejects.toMatchObject({ kind: 'check' })
    await expect(store().raw(`delete from ${table}`)).rejects.toMatchObject({ kind: 'check' })
  })
})

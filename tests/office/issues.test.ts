import { beforeAll, expect, it } from 'vitest'
import { onEveryEngine } from '../support/engines.ts'
import { newId } from '../../api/platform/ids.ts'
import { smallRegion, type Region } from '../merchants/support/region.ts'

onEveryEngine('money for a pot', (store) => {
  let region: Region
  const potId = `pot:${newId()}`
  beforeAll(async () => {
    region = await smallRegion(store())
    await region.ledger.openPot({
      id: potId,
      municipality: '074446',
      nameJa: '応援',
      nameEn: 'Support',
      rule: {},
      validDays: 30,
    })
  })
  const balance = async () => (await region.office.pots()).find((pot) => pot.id === potId)?.balanceYen
  const request = (change = {}) => ({
    key: newId(),
    potId,
    amountYen: 1_000,
    reason: '秋の予算',
    requestedBy: 'officer',
    ...change,
  })
  const ask = async (change = {}) => {
    const asked = await region.issues.ask(request(change))
    if (!asked.ok) throw new Error(asked.error.code)
    return asked.value.id
  }
  const by = (decidedBy: string, reason = '') => ({ decidedBy, reason })

  it('moves only when somebody else approves, and then once', async () => {
    const id = await ask()
    expect(await balance()).toBe(0)
    expect(await region.issues.approve({ id, ...by('officer') })).toEqual({
      ok: false,
      error: { code: 'own_request' },
    })
    const approved = await Promise.all([
      region.issues.approve({ id, ...by('approver') }),
      region.issues.approve({ id, ...by('another approver') }),
      region.issues.refuse({ id, ...by('a third', '今は見送る') }),
    ])
    expect(await region.issues.approve({ id, ...by('who came late') })).toEqual({
      ok: false,
      error: { code: 'request_decided' },
    })
    const { decision } = (await region.issues.find(id))!
    expect(approved.some((one) => one.ok)).toBe(true)
    expect(await balance()).toBe(decision?.approved ? 1_000 : 0)
  })

  it('answers the decision of a person who did not hear the answer as the first time', async () => {
    const balanceBefore = (await balance())!
    const [letGo, kept] = [await ask({ amountYen: 40 }), await ask({ amountYen: 50 })]
    const first = await region.issues.approve({ id: letGo, ...by('approver', '予算どおり') })
    const refused = await region.issues.refuse({ id: kept, ...by('approver', '今は見送る') })
    expect([first.ok, refused.ok]).toEqual([true, true])
    expect(await region.issues.approve({ id: letGo, ...by('approver', '予算どおり') })).toEqual(first)
    expect(await region.issues.refuse({ id: kept, ...by('approver', '今は見送る') })).toEqual(refused)
    expect(await balance()).toBe(balanceBefore + 40)
  })

  it.each([
    ['for another reason', 'approve', by('approver', '別の理由')],
    ['by another person', 'approve', by('another approver', '予算どおり')],
    ['the other way', 'refuse', by('approver', '予算どおり')],
  ] as const)('is not decided again %s', async (_, how, decision) => {
    const id = await ask({ amountYen: 1 })
    await region.issues.approve({ id, ...by('approver', '予算どおり') })
    expect(await region.issues[how]({ id, ...decision })).toEqual({
      ok: false,
      error: { code: 'request_decided' },
    })
  })

  it('is asked for once with the same key, and other content is refused', async () => {
    const again = request({ amountYen: 70 })
    const first = await region.issues.ask(again)
    expect(await region.issues.ask(again)).toEqual(first)
    for (const [field, other] of [
      ['amountYen', { amountYen: 71 }],
      ['reason', { reason: '別の理由' }],
    ] as const)
      expect(await region.issues.ask({ ...again, ...other })).toEqual({
        ok: false,
        error: { code: 'key_used', field },
      })
  })

  it.each([
    ['for a pot that is not there', { potId: 'pot:none' }, { code: 'pot_not_found', field: 'potId' }],
    [
      'of nothing',
      { amountYen: 0 },
      { code: 'amount_out_of_range', field: 'amountYen', limitYen: 100_000_000 },
    ],
    [
      'below nothing',
      { amountYen: -5 },
      { code: 'amount_out_of_range', field: 'amountYen', limitYen: 100_000_000 },
    ],
    [
      'of half a yen',
      { amountYen: 0.5 },
      { code: 'amount_out_of_range', field: 'amountYen', limitYen: 100_000_000 },
    ],
    [
      'above the limit',
      { amountYen: 1e8 + 1 },
      { code: 'amount_out_of_range', field: 'amountYen', limitYen: 100_000_000 },
    ],
    ['without a reason', { reason: ' ' }, { code: 'reason_missing', field: 'reason' }],
  ])('is not asked for %s', async (_, change, error) => {
    expect(await region.issues.ask(request(change))).toEqual({ ok: false, error })
  })

  it('cannot be approved when it waited a week, and is not found under another name', async () => {
    const before = await balance()
    const id = await ask({ amountYen: 33 })
    region.setNow('2026-12-01T10:00:00.001')
    expect(await region.issues.approve({ id, ...by('approver') })).toEqual({
      ok: false,
      error: { code: 'request_expired' },
    })
    region.setNow('2026-12-01T10:00:00.000')
    expect((await region.issues.approve({ id, ...by('approver') })).ok).toBe(true)
    expect(await balance()).toBe(before! + 33)
    expect(await region.issues.approve({ id: 'nothing', ...by('approver') })).toEqual({
      ok: false,
      error: { code: 'request_not_found' },
    })
  })
})

import { beforeAll, expect, it } from 'vitest'
import { onEveryEngine } from '../support/engines.ts'
import { statusOfOfficeRefusal } from '../../api/office/errors.ts'
import { newId } from '../../api/platform/ids.ts'
import { smallRegion, type Region } from '../merchants/support/region.ts'
import { openPot } from '../support/open-pot.ts'

onEveryEngine('money for a pot', (store) => {
  let region: Region
  const potId = `pot:${newId()}`
  beforeAll(async () => {
    region = await smallRegion(store())
    await openPot(region.potOpenings, {
      id: potId,
      municipality: '074446',
      nameJa: '応援',
      nameEn: 'Support',
      rule: {},
      validDays: 30,
    })
  })
  const balance = async () => (await region.office.pots()).find((pot) => pot.id === potId)?.balanceYen
  const request = (change = {}) => ({ potId, amountYen: 1_000, reason: '秋の予算', ...change })
  const officer = (key = newId()) => ({ key, requestedBy: 'officer' })
  /** A request that waits, as it is shown: its id and the hash of what it asks. */
  const ask = async (change = {}) => {
    const asked = await region.issues.ask(request(change), officer())
    if (!asked.ok) throw new Error(asked.error.code)
    const { id, payloadHash } = asked.value
    return { id, payloadHash }
  }
  const by = (decidedBy: string, reason = '') => ({ decidedBy, reason })

  it('moves only when somebody else approves, and then once', async () => {
    const shown = await ask()
    expect(await balance()).toBe(0)
    expect(await region.issues.approve({ ...shown, ...by('officer') })).toEqual({
      ok: false,
      error: { code: 'own_request' },
    })
    const approved = await Promise.all([
      region.issues.approve({ ...shown, ...by('approver') }),
      region.issues.approve({ ...shown, ...by('another approver') }),
      region.issues.refuse({ ...shown, ...by('a third', '今は見送る') }),
    ])
    expect(await region.issues.approve({ ...shown, ...by('who came late') })).toEqual({
      ok: false,
      error: { code: 'request_decided' },
    })
    const { decision } = (await region.issues.find(shown.id))!
    expect(approved.some((one) => one.ok)).toBe(true)
    expect(await balance()).toBe(decision?.approved ? 1_000 : 0)
  })

  it('answers the decision of a person who did not hear the answer as the first time', async () => {
    const balanceBefore = (await balance())!
    const [letGo, kept] = [await ask({ amountYen: 40 }), await ask({ amountYen: 50 })]
    const first = await region.issues.approve({ ...letGo, ...by('approver', '予算どおり') })
    const refused = await region.issues.refuse({ ...kept, ...by('approver', '今は見送る') })
    expect([first.ok, refused.ok]).toEqual([true, true])
    expect(await region.issues.approve({ ...letGo, ...by('approver', '予算どおり') })).toEqual(first)
    expect(await region.issues.refuse({ ...kept, ...by('approver', '今は見送る') })).toEqual(refused)
    expect(await balance()).toBe(balanceBefore + 40)
  })

  it.each([
    ['for another reason', 'approve', by('approver', '別の理由')],
    ['by another person', 'approve', by('another approver', '予算どおり')],
    ['the other way', 'refuse', by('approver', '予算どおり')],
  ] as const)('is not decided again %s', async (_, how, decision) => {
    const shown = await ask({ amountYen: 1 })
    await region.issues.approve({ ...shown, ...by('approver', '予算どおり') })
    expect(await region.issues[how]({ ...shown, ...decision })).toEqual({
      ok: false,
      error: { code: 'request_decided' },
    })
  })

  it('is asked for once with the same key, and other content is refused', async () => {
    const [again, by] = [request({ amountYen: 70 }), officer()]
    const first = await region.issues.ask(again, by)
    expect(await region.issues.ask(again, by)).toEqual(first)
    for (const [field, other] of [
      ['amountYen', { amountYen: 71 }],
      ['reason', { reason: '別の理由' }],
    ] as const)
      expect(await region.issues.ask({ ...again, ...other }, by)).toEqual({
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
    expect(await region.issues.ask(request(change), officer())).toEqual({ ok: false, error })
  })

  it('is let go only as it was read: the hash of another request, or of none, moves nothing', async () => {
    const [shown, other] = [await ask({ amountYen: 41 }), await ask({ amountYen: 410 })]
    const before = await balance()
    for (const payloadHash of [other.payloadHash, '0'.repeat(64)])
      for (const decide of [region.issues.approve, region.issues.refuse])
        expect(await decide({ id: shown.id, payloadHash, ...by('approver', '見た') })).toEqual({
          ok: false,
          error: { code: 'payload_changed', field: 'payloadHash' },
        })
    expect(await balance()).toBe(before)
    expect((await region.issues.approve({ ...shown, ...by('approver') })).ok).toBe(true)
    expect(await balance()).toBe(before! + 41)
    const [journal] = await store().raw(`select body from journals where key = '${shown.id}'`)
    const body = typeof journal!['body'] === 'string' ? JSON.parse(journal!['body']) : journal!['body']
    expect(body).toEqual({ potId, amountYen: 41, approvedHash: shown.payloadHash })
  })

  it('cannot be approved when it waited a week, and is not found under another name', async () => {
    const before = await balance()
    const shown = await ask({ amountYen: 33 })
    region.setNow('2026-12-01T10:00:00.001')
    expect(await region.issues.approve({ ...shown, ...by('approver') })).toEqual({
      ok: false,
      error: { code: 'request_expired' },
    })
    region.setNow('2026-12-01T10:00:00.000')
    expect((await region.issues.approve({ ...shown, ...by('approver') })).ok).toBe(true)
    expect(await balance()).toBe(before! + 33)
    expect(await region.issues.approve({ ...shown, id: 'nothing', ...by('approver') })).toEqual({
      ok: false,
      error: { code: 'request_not_found' },
    })
  })
})

it.each([
  ['busy', 'busy_try_again', 503],
  ['without the pot', 'pot_not_found', 409],
])(
  'an approval that found the books %s answers with the status that says what to do',
  (_, ledgerCode, status) => {
    expect(statusOfOfficeRefusal({ code: 'issue_refused', ledgerCode })).toBe(status)
  },
)

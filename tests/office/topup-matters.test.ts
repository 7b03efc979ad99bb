import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { topupStore } from '../../api/currency/topup-repository.ts'
import { topupMatterStore } from '../../api/office/repository-topup-matters.ts'
import { topupMatterService, type TopupMatters } from '../../api/office/topup-matter-service.ts'
import type { MatterEnding } from '../../api/office/topup-matter.ts'
import { newId } from '../../api/platform/ids.ts'
import { onEveryEngine } from '../support/engines.ts'
import { openCardCompany } from '../topups/card-company.ts'

onEveryEngine('what the card company told', (store) => {
  let company: Awaited<ReturnType<typeof openCardCompany>>
  let matters: TopupMatters
  let id: string
  const clock = { now: () => company.clock.at }

  beforeAll(async () => {
    company = await openCardCompany(store())
    matters = topupMatterService({ store: topupMatterStore(store()), clock })
  })
  const told = async (outcome: string, type = 'refund.failed') => {
    const event = { id: `evt_${newId()}`, type, outcome, receivedAt: company.clock.at }
    const kept = topupStore(store())
    expect(await kept.commit(kept.eventWrites(event))).toBe('stored')
    company.clock.at += 1
    return event.id
  }
  beforeEach(async () => {
    id = await told('unknown_topup')
  })
  const listed = async (one = id) => (await matters.list(100)).find((matter) => matter.id === one)
  const end = (how: MatterEnding, endedBy = 'approver', reason = '11月30日に振り込んだ') =>
    matters.end({ id, how, reason, endedBy })
  const codeOf = (done: { ok: true } | { ok: false; error: { code: string } }) =>
    done.ok ? 'ok' : done.error.code

  it.each([
    ['mismatch:amountYen', { kind: 'mismatch', differs: 'amountYen', topup: null }],
    ['unknown_topup', { kind: 'unknown_topup', differs: null, topup: null }],
    ['wrong_mode', { kind: 'wrong_mode', differs: null, topup: null }],
  ])('that moved nothing waits for a person: %s', async (outcome, seen) => {
    const event = await told(outcome)
    expect(await listed(event)).toMatchObject({ id: event, ended: null, ...seen })
  })

  it('of a refund that came back waits with how much is owed to whom', async () => {
    const walletId = await company.openWallet()
    const begun = await company.begin(walletId, 2_000, newId(), 'konbini')
    if (!begun.ok) throw new Error(begun.error.code)
    const event = await told(`refund_failed:${begun.value.topupId}`)
    expect(await listed(event)).toMatchObject({
      kind: 'refund_failed',
      topup: { id: begun.value.topupId, amountYen: 2_000, method: 'konbini' },
    })
  })

  it.each([
    'credited',
    'moved',
    'stale',
    'given_back',
    'disputed',
    'dispute_won',
    'dispute_lost',
    'card_returned',
  ])('and that ended by itself is none of them: %s', async (outcome) => {
    id = await told(outcome)
    expect(await listed()).toBeUndefined()
    expect(codeOf(await end('nothing_owed'))).toBe('matter_not_found')
  })

  it('is ended once: the same said again is the same, another ending or person is told so', async () => {
    expect(await end('paid_by_bank')).toMatchObject({
      ok: true,
      value: { id, ended: { how: 'paid_by_bank' } },
    })
    const at = (await listed())!.ended!.at
    company.clock.at += 5
    expect(await end('paid_by_bank')).toMatchObject({ ok: true, value: { ended: { at } } })
    expect(codeOf(await end('given_back'))).toBe('matter_ended_before')
    expect(codeOf(await end('paid_by_bank', 'somebody else'))).toBe('matter_ended_before')
    expect((await listed())!.ended).toMatchObject({ how: 'paid_by_bank', endedBy: 'approver' })
  })

  it('is ended by one of six who end it at once', async () => {
    const all = await Promise.all(Array.from({ length: 6 }, (_, n) => end('given_back', `person ${n}`)))
    expect(all.map(codeOf).toSorted()).toEqual([...Array<string>(5).fill('matter_ended_before'), 'ok'])
  })

  it('is ended by nobody without a reason', async () => {
    expect(await end('nothing_owed', 'approver', '  ')).toEqual({
      ok: false,
      error: { code: 'reason_missing', field: 'reason' },
    })
    expect((await listed())!.ended).toBeNull()
  })

  describe('the list', () => {
    it('has all that wait, the oldest first, before the last that were ended', async () => {
      const early = id
      const late = await told('wrong_mode')
      id = await told('unknown_topup')
      await end('given_back')
      const order = (await matters.list(1)).map((one) => one.id)
      expect(order.slice(-1)).toEqual([id])
      expect(order.indexOf(early)).toBeLessThan(order.indexOf(late))
      expect(order).toContain(early)
    })
  })
})

import { beforeAll, expect, it } from 'vitest'
import { onEveryEngine } from '../support/engines.ts'
import { newId } from '../../api/platform/ids.ts'
import { smallRegion, type Region } from '../merchants/support/region.ts'

onEveryEngine('a correction', (store) => {
  let region: Region
  let journalId: string
  beforeAll(async () => {
    region = await smallRegion(store())
    const walletId = await region.openWallet(1_000)
    const [row] = await store().raw(`select journal_id from lots where account_id = '${walletId}'`)
    journalId = String(row!['journal_id'])
  })

  const asked = (change = {}) => ({
    journalId,
    direction: 'take' as const,
    amountYen: 10,
    reason: '二重の入金',
    ...change,
  })
  const propose = async (change = {}) => {
    const made = await region.adjustments.ask(asked(change), { key: newId(), requestedBy: 'operator' })
    if (!made.ok) throw new Error(made.error.code)
    const { id, payloadHash } = made.value
    return { id, payloadHash }
  }
  const leftYen = async () => (await region.ledger.correctable({ journalId, direction: 'take' }))!.leftYen

  it('moves only when somebody else lets go of exactly what was read, and then once', async () => {
    const [shown, other] = [await propose(), await propose({ amountYen: 999 })]
    const by = { decidedBy: 'approver', reason: '' }
    expect(await region.adjustments.approve({ ...shown, ...by, decidedBy: 'operator' })).toEqual({
      ok: false,
      error: { code: 'own_request' },
    })
    expect(await region.adjustments.approve({ id: shown.id, payloadHash: other.payloadHash, ...by })).toEqual(
      {
        ok: false,
        error: { code: 'payload_changed', field: 'payloadHash' },
      },
    )
    expect(await leftYen()).toBe(1_000)
    const results = await Promise.all(
      ['approver', 'another'].map((decidedBy) => region.adjustments.approve({ ...shown, ...by, decidedBy })),
    )
    expect(results.filter((one) => one.ok)).toHaveLength(1)
    expect(await leftYen()).toBe(990)
    const [row] = await store().raw('select approved_hash from adjustments')
    expect(row!['approved_hash']).toBe(shown.payloadHash)
    // What was true when it was proposed is asked again when it is let go.
    expect(await region.adjustments.approve({ ...other, ...by })).toEqual({
      ok: false,
      error: { code: 'adjustment_refused', ledgerCode: 'adjust_exceeds_moved' },
    })
    expect(await leftYen()).toBe(990)
  })

  it('cannot be let go when it waited three days', async () => {
    const shown = await propose()
    region.setNow('2026-11-27T10:00:00.001')
    const by = { decidedBy: 'approver', reason: '' }
    expect(await region.adjustments.approve({ ...shown, ...by })).toEqual({
      ok: false,
      error: { code: 'request_expired' },
    })
    region.setNow('2026-11-27T10:00:00.000')
    expect((await region.adjustments.approve({ ...shown, ...by })).ok).toBe(true)
    region.setNow('2026-11-24T10:00')
  })

  it('is told to who asks again with the same key, also when all of it was let go since', async () => {
    const walletId = await region.openWallet(300)
    const [row] = await store().raw(`select journal_id from lots where account_id = '${walletId}'`)
    const whole = asked({ journalId: String(row!['journal_id']), amountYen: 300 })
    const by = { key: newId(), requestedBy: 'operator' }
    const first = await region.adjustments.ask(whole, by)
    if (!first.ok) throw new Error(first.error.code)
    const { id, payloadHash } = first.value
    await region.adjustments.approve({ id, payloadHash, decidedBy: 'approver', reason: '' })
    expect(await region.adjustments.ask(whole, by)).toMatchObject({
      ok: true,
      value: { id, decision: { approved: true } },
    })
    expect(await region.adjustments.ask({ ...whole, amountYen: 301 }, by)).toEqual({
      ok: false,
      error: { code: 'key_used', field: 'amountYen' },
    })
    expect(await region.adjustments.ask(whole, { ...by, key: newId() })).toMatchObject({
      error: { code: 'nothing_to_adjust' },
    })
  })

  it('is refused with a reason, and then for ever', async () => {
    const before = await leftYen()
    const shown = await propose()
    const by = { decidedBy: 'approver', reason: '' }
    expect(await region.adjustments.refuse({ ...shown, ...by })).toMatchObject({
      error: { code: 'reason_missing' },
    })
    expect((await region.adjustments.refuse({ ...shown, ...by, reason: '正しい入金' })).ok).toBe(true)
    expect(await region.adjustments.approve({ ...shown, ...by })).toMatchObject({
      error: { code: 'request_decided' },
    })
    expect(await leftYen()).toBe(before)
  })

  it.each([
    ['of what is not there', { journalId: 'none' }, 'nothing_to_adjust', 'journalId'],
    ['the wrong way', { direction: 'give' as const }, 'nothing_to_adjust', 'journalId'],
    ['of nothing', { amountYen: 0 }, 'amount_out_of_range', 'amountYen'],
    ['of more than was moved', { amountYen: 1_001 }, 'amount_out_of_range', 'amountYen'],
    ['without a reason', { reason: ' ' }, 'reason_missing', 'reason'],
  ])('is not proposed %s', async (_, change, code, field) => {
    const made = await region.adjustments.ask(asked(change), { key: newId(), requestedBy: 'operator' })
    expect(made).toMatchObject({ ok: false, error: { code, field } })
  })
})

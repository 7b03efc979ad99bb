import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../api/platform/ids.ts'
import { Violation } from '../../db/violation.ts'
import type { Checks } from '../../api/merchants/application-review.ts'
import { application, smallRegion, type Region } from '../merchants/support/region.ts'
import { keptPost, openOutbox } from '../messages/outbox.ts'
import { allAgree } from '../support/accept-shop.ts'
import { onEveryEngine } from '../support/engines.ts'

const looked = (change: Partial<Checks>): Checks => ({ ...allAgree, ...change })

onEveryEngine('an application of a shop', (store) => {
  let region: Region
  let merchantId: string
  const owner = 'who keeps the shop'

  beforeAll(async () => {
    region = await smallRegion(store())
    await openOutbox(store(), region.clock, keptPost()).messages.turn()
  })
  beforeEach(async () => {
    region.setNow('2026-11-24T10:00')
    merchantId = await applied()
  })

  async function applied(change = {}, language?: 'en'): Promise<string> {
    const one = await region.merchants.apply(
      application({ contactEmail: `${newId()}@shop.example`, ...change }),
      { userId: owner, ...(language === undefined ? {} : { language }) },
      newId(),
    )
    if (!one.ok) throw new Error(one.error.code)
    return one.value.merchantId
  }
  const propose = (change = {}) =>
    region.merchants.propose({
      merchantId,
      doneBy: 'officer',
      verdict: 'accept',
      checks: allAgree,
      reason: '現地で確かめた',
      key: newId(),
      ...change,
    })
  const waits = async (change = {}): Promise<string> => {
    const one = await propose(change)
    if (!one.ok) throw new Error(one.error.code)
    const last = one.value.steps.at(-1)
    return last?.what === 'proposed' ? last.payloadHash : ''
  }
  const answer = (payloadHash: string, change = {}) =>
    region.merchants.answer({
      merchantId,
      what: 'approved',
      doneBy: 'another officer',
      reason: '',
      payloadHash,
      key: newId(),
      ...change,
    })
  const status = async () => (await region.merchants.find(merchantId))?.status
  const refusedWith = (code: string, field?: string) => ({
    ok: false,
    error: { code, ...(field === undefined ? {} : { field }) },
  })

  it('is accepted by two: one looks into it, another lets it go, and the shop has its code and its account', async () => {
    const payloadHash = await waits()
    expect(await status()).toBe('applied')
    expect(await answer(payloadHash)).toMatchObject({ ok: true })
    expect(await region.merchants.find(merchantId)).toMatchObject({
      status: 'approved',
      accountId: `merchant:${merchantId}`,
      decidedBy: 'another officer',
      decisionReason: '現地で確かめた',
    })
    // What was found stays beside the shop.
    const { steps } = (await region.merchants.review(merchantId))!
    expect(steps).toMatchObject([
      { what: 'proposed', doneBy: 'officer', checks: allAgree },
      { what: 'approved', doneBy: 'another officer', payloadHash },
    ])
  })

  it('is refused by two, and has no code', async () => {
    const checks = looked({ goods_allowed: { result: 'differs', note: '商品券を売る' } })
    await answer(await waits({ verdict: 'refuse', checks, reason: '商品券は扱えません' }))
    expect(await region.merchants.find(merchantId)).toMatchObject({
      status: 'refused',
      code: null,
      decisionReason: '商品券は扱えません',
    })
    expect(await region.merchants.code(merchantId)).toEqual(refusedWith('merchant_not_open'))
  })

  it('is never let go by who proposed, nor touched by who works there', async () => {
    const payloadHash = await waits()
    expect(await answer(payloadHash, { doneBy: 'officer' })).toEqual(refusedWith('own_proposal'))
    expect(await answer(payloadHash, { doneBy: owner })).toEqual(refusedWith('own_application'))
    merchantId = await applied()
    expect(await propose({ doneBy: owner })).toEqual(refusedWith('own_application'))
    expect(await answer('0'.repeat(64))).toEqual(refusedWith('no_proposal'))
  })

  it.each<[string, object, string, string?]>([
    [
      'a check that differs',
      { checks: looked({ holder_agrees: { result: 'differs', note: '別の人の名義' } }) },
      'check_not_agreed',
      'checks.holder_agrees.result',
    ],
    [
      'a check that nobody made',
      { checks: looked({ no_gang_ties: { result: 'not_looked', note: '' } }) },
      'check_not_agreed',
      'checks.no_gang_ties.result',
    ],
    [
      'a check without how it was made',
      { checks: looked({ shop_exists: { result: 'agrees', note: ' ' } }) },
      'check_without_note',
      'checks.shop_exists.note',
    ],
    ['no reason', { reason: ' ' }, 'reason_missing', 'reason'],
  ])('is not accepted with %s, and nothing is written', async (_, change, code, field) => {
    expect(await propose(change)).toEqual(refusedWith(code, field))
    expect((await region.merchants.review(merchantId))!.steps).toEqual([])
  })

  it('goes back to be looked into again, and whoever proposed may take it back', async () => {
    const first = await waits()
    expect(await propose({ doneBy: 'another officer' })).toEqual(refusedWith('proposal_waits'))
    expect(await answer(first, { what: 'returned' })).toEqual(refusedWith('reason_missing', 'reason'))
    expect((await answer(first, { what: 'returned', reason: '電話の相手は？' })).ok).toBe(true)
    expect(await answer(first)).toEqual(refusedWith('no_proposal'))
    const again = await waits({ doneBy: 'another officer', reason: '本人と話した' })
    expect(
      (await answer(again, { what: 'returned', doneBy: 'another officer', reason: '書き直す' })).ok,
    ).toBe(true)
    const last = await waits()
    expect((await answer(last)).ok).toBe(true)
    expect(await answer(last, { doneBy: 'a third' })).toEqual(refusedWith('already_decided'))
    expect(await propose()).toEqual(refusedWith('already_decided'))
  })

  it('is let go only as it was read: never after its account moved or with another proposal’s hash', async () => {
    const payloadHash = await waits()
    expect(await answer('f'.repeat(64))).toEqual(refusedWith('payload_changed', 'payloadHash'))
    await store().raw(
      `insert into merchant_bank_accounts (id, merchant_id, bank_code, bank_name_kana, branch_code, branch_name_kana, deposit_type, account_number, holder_kana, created_at) select 'zz-' || id, merchant_id, bank_code, bank_name_kana, branch_code, branch_name_kana, deposit_type, '1112223', holder_kana, created_at from merchant_bank_accounts where merchant_id = '${merchantId}'`,
    )
    expect(await answer(payloadHash)).toEqual(refusedWith('payload_changed', 'payloadHash'))
    expect(await status()).toBe('applied')
    // It can still be sent back, and is looked into again with the account of now.
    expect((await answer(payloadHash, { what: 'returned', reason: '口座が変わった' })).ok).toBe(true)
    expect((await answer(await waits())).ok).toBe(true)
  })

  it('waits fourteen days for the second officer, and is then proposed anew', async () => {
    const payloadHash = await waits()
    region.setNow('2026-12-08T10:00')
    expect(await propose({ doneBy: 'a third' })).toEqual(refusedWith('proposal_waits'))
    region.setNow('2026-12-08T10:01')
    expect(await answer(payloadHash)).toEqual(refusedWith('proposal_expired'))
    expect((await answer(await waits({ doneBy: 'a third' }))).ok).toBe(true)
  })

  it('is proposed and decided once by many at once, and the same again is the same answer', async () => {
    const told = await Promise.all(
      ['officer', 'another', 'a third', 'officer'].map((doneBy) => propose({ doneBy, key: 'k' })),
    )
    const [first] = (await region.merchants.review(merchantId))!.steps
    const proposer = first?.doneBy
    const isOwn = told.filter((one) => one.ok)
    expect(isOwn).toHaveLength(proposer === 'officer' ? 2 : 1)
    expect(new Set(told.flatMap((one) => (one.ok ? [] : [one.error.code])))).toEqual(
      new Set(['proposal_waits']),
    )
    const payloadHash = first?.what === 'proposed' ? first.payloadHash : ''
    const ways = [
      { doneBy: 'x' },
      { doneBy: 'y' },
      { doneBy: 'x' },
      { doneBy: 'z', what: 'returned', reason: 'いいえ' },
    ]
    const answers = await Promise.all(ways.map((way) => answer(payloadHash, { key: 'k', ...way })))
    const { steps } = (await region.merchants.review(merchantId))!
    expect(steps).toHaveLength(2)
    expect(answers.filter(({ ok }) => ok)).toHaveLength(steps[1]!.doneBy === 'x' ? 2 : 1)
    expect(await status()).toBe(steps[1]!.what === 'approved' ? 'approved' : 'applied')
  })

  it('comes back with no proposal that was sent back, whose sender asks once more under its key', async () => {
    const first = await waits({ key: 'first' })
    expect((await answer(first, { what: 'returned', reason: '電話の相手は？' })).ok).toBe(true)
    const late = await propose({ key: 'first' })
    expect(late.ok && late.value.steps.map(({ what }) => what)).toEqual(['proposed', 'returned'])
    expect((await region.merchants.review(merchantId))!.steps).toHaveLength(2)
    // A new key proposes anew; also the word of the second officer is said once, whatever came since.
    const again = await waits({ key: 'second' })
    const returned = { what: 'returned', reason: 'まだです', key: 'back' }
    expect((await answer(again, returned)).ok).toBe(true)
    const third = await waits()
    expect((await answer(again, returned)).ok).toBe(true)
    expect((await region.merchants.review(merchantId))!.steps.at(-1)?.what).toBe('proposed')
    const approval = { key: 'approval' }
    expect((await answer(third, approval)).ok).toBe(true)
    expect(await answer(third, approval)).toMatchObject({ ok: true, value: { shop: { status: 'approved' } } })
  })

  it('names what differs where a key comes with something else, and is nobody else’s', async () => {
    const payloadHash = await waits({ key: 'k' })
    const differs = looked({ person_known: { result: 'agrees', note: '電話で聞いた' } })
    const others: readonly [string, object][] = [
      ['verdict', { verdict: 'refuse' }],
      ['checks.person_known.note', { checks: differs }],
      ['reason', { reason: 'ほかの理由' }],
    ]
    for (const [field, change] of others)
      expect(await propose({ key: 'k', ...change })).toEqual(refusedWith('key_used', field))
    const own = { key: 'k', doneBy: 'officer', what: 'returned', reason: 'x' }
    expect(await answer(payloadHash, own)).toEqual(refusedWith('key_used', 'decision'))
    // Another officer's key that reads the same is another key.
    const back = { key: 'k', what: 'returned', reason: 'なぜ' }
    expect((await answer(payloadHash, back)).ok).toBe(true)
    expect(await answer(payloadHash, { ...back, reason: 'ほか' })).toEqual(refusedWith('key_used', 'reason'))
    expect(await answer('f'.repeat(64), back)).toEqual(refusedWith('key_used', 'payloadHash'))
    expect((await region.merchants.review(merchantId))!.steps).toHaveLength(2)
  })

  it('is told to the applicant in the language in which they applied, once it is decided', async () => {
    const post = keptPost()
    const tell = async () => {
      const { contactEmail } = (await region.merchants.find(merchantId))!
      await openOutbox(store(), region.clock, post).messages.turn()
      return post.taken.splice(0).filter(({ to }) => to === contactEmail)
    }
    const accepted = await waits()
    expect(await tell()).toEqual([])
    await answer(accepted)
    const [japanese, ...more] = await tell()
    expect([japanese?.subject, more]).toEqual(['お店の申し込みを受け付けました', []])
    expect(japanese?.text).toContain('現地で確かめた')
    merchantId = await applied({}, 'en')
    await answer(await waits({ verdict: 'refuse', reason: 'Gift vouchers cannot be sold.' }))
    const [english] = await tell()
    expect(english?.subject).toBe('Your shop was not accepted this time')
    expect(english?.text).toContain('Kasumi Shokudo')
    expect(english?.text).toContain('Gift vouchers cannot be sold.')
    expect(await tell()).toEqual([])
  })

  describe('the database itself refuses', () => {
    const later = Date.parse('2026-12-01T00:00:00+09:00')
    const step = (number: number, what: string, by: string, change: { hash?: string; at?: number } = {}) => {
      const { hash = 'a'.repeat(64), at = later } = change
      const own = what === 'proposed' ? `'accept', '{}', ${at + 1000}` : 'null, null, null'
      return `insert into merchant_application_steps (merchant_id, number, what, done_by, reason, payload_hash, created_at, verdict, checks, expires_at) values ('${merchantId}', ${number}, '${what}', '${by}', 'x', ${what === 'returned' ? 'null' : `'${hash}'`}, ${at}, ${own})`
    }
    const decide = (what: 'approved' | 'refused', by: string) =>
      `update merchants set status = '${what}', code = 'x${merchantId.slice(0, 7)}', account_id = '${merchantId}', decided_by = '${by}' where id = '${merchantId}'`

    it.each<[string, readonly [number, string, string]]>([
      ['an approval that nobody proposed', [1, 'approved', 'a']],
      ['a return of nothing', [1, 'returned', 'a']],
      ['a step that was left out', [2, 'proposed', 'a']],
      ['a proposal by who works there', [1, 'proposed', owner]],
    ])('%s', async (_, [number, what, by]) => {
      await expect(store().raw(step(number, what, by))).rejects.toBeInstanceOf(Violation)
    })

    it('a second proposal, an approval by the same person, of something else, or too late', async () => {
      const hash = await waits()
      const refusals = [
        step(2, 'proposed', 'b', { at: region.clock.now() }),
        step(2, 'approved', 'officer', { hash }),
        step(2, 'approved', 'b'),
        step(2, 'approved', 'b', { hash, at: Date.parse('2026-12-09T00:00:00+09:00') }),
        step(2, 'approved', owner, { hash }),
      ]
      for (const sql of refusals) await expect(store().raw(sql)).rejects.toBeInstanceOf(Violation)
    })

    it('a second step under a key of the same person', async () => {
      const keyed = (number: number, what: string) =>
        step(number, what, 'b')
          .replace('created_at, verdict', 'created_at, idempotency_key, verdict')
          .replace(`, ${later}, `, `, ${later}, 'k', `)
      await store().raw(keyed(1, 'proposed'))
      await expect(store().raw(keyed(2, 'returned'))).rejects.toMatchObject({ kind: 'unique' })
    })

    it('a shop that is accepted or refused without it, by another, or against it', async () => {
      for (const sql of [decide('approved', 'b'), decide('refused', 'b')])
        await expect(store().raw(sql)).rejects.toBeInstanceOf(Violation)
      const hash = await waits({ verdict: 'refuse' })
      await store().raw(step(2, 'approved', 'b', { hash }))
      for (const sql of [decide('approved', 'b'), decide('refused', 'officer')])
        await expect(store().raw(sql)).rejects.toBeInstanceOf(Violation)
      await store().raw(decide('refused', 'b'))
      // And what was refused is not opened by a hand afterwards.
      await expect(store().raw(decide('approved', 'b'))).rejects.toBeInstanceOf(Violation)
    })
  })
})

import { beforeAll, describe, expect, test } from 'vitest'
import { onEveryEngine } from '../support/engines.ts'
import { newId } from '../../api/platform/ids.ts'
import { cards, openCardCompany, origin } from './card-company.ts'
import type { CardCompany } from './card-company.ts'

onEveryEngine('adding money by card', (store) => {
  let company: CardCompany
  beforeAll(async () => {
    company = await openCardCompany(store())
  })

  const opened = async (amountYen: number) => {
    const walletId = await company.openWallet()
    const begun = await company.begin(walletId, amountYen)
    if (!begun.ok) throw new Error(begun.error.code)
    const { topupId, payPath } = begun.value
    const status = async () => {
      const read = await company.topups.read(walletId, topupId)
      return read.ok ? read.value : undefined
    }
    return { walletId, topupId, payPath, status }
  }

  test('a card that pays puts exactly the amount into the wallet', async () => {
    const { walletId, topupId, payPath, status } = await opened(3_000)
    expect((await status())?.status).toBe('opened')
    const paid = await company.payWith(payPath, cards.succeeds)
    expect(paid.status).toBe(303)
    expect(paid.headers.get('location')).toBe(`${origin}/wallet/topups/${topupId}?back=paid`)
    expect(await company.holds(walletId)).toBe(3_000)
    expect(await status()).toMatchObject({ status: 'credited', failure: null })
  })

  test('nothing is credited before the owner approves at the bank, and then once', async () => {
    const { walletId, payPath, status } = await opened(5_000)
    const asked = await company.payWith(payPath, cards.challenged)
    expect(asked.headers.get('location')).toBe(payPath.replace('/pay/', '/challenge/'))
    expect(await company.holds(walletId)).toBe(0)
    const approved = await company.answerChallenge(payPath, 'approve')
    expect(approved.status).toBe(303)
    await company.answerChallenge(payPath, 'approve')
    await company.payWith(payPath, cards.succeeds)
    expect(await company.holds(walletId)).toBe(5_000)
    expect((await status())?.status).toBe('credited')
  })

  test('an approval that is refused credits nothing, and another card may follow', async () => {
    const { walletId, payPath, status } = await opened(1_000)
    await company.payWith(payPath, cards.challenged)
    const refused = await company.answerChallenge(payPath, 'refuse')
    expect(refused.headers.get('location')).toBe(`${payPath}?declined`)
    expect(await status()).toMatchObject({
      status: 'failed',
      failure: 'payment_intent_authentication_failure',
    })
    await company.payWith(payPath, cards.succeeds)
    expect(await company.holds(walletId)).toBe(1_000)
  })

  test('a declined card is told with its reason and credits nothing', async () => {
    const { walletId, payPath, status } = await opened(1_000)
    const declined = await company.payWith(payPath, cards.insufficient)
    expect([declined.status, declined.headers.get('location')]).toEqual([303, `${payPath}?declined`])
    const told = await company.app.request(`${payPath}?declined`)
    expect(await told.text()).toContain('カードの残高が足りず')
    expect(await status()).toMatchObject({ status: 'failed', failure: 'insufficient_funds' })
    expect(await company.holds(walletId)).toBe(0)
  })

  test('a page that nobody paid on expires, and is closed for good', async () => {
    const { walletId, payPath, status } = await opened(1_000)
    company.clock.at += 25 * 3_600_000
    await company.standIn.turn()
    expect((await status())?.status).toBe('expired')
    expect((await company.payWith(payPath, cards.succeeds)).status).toBe(410)
    expect(await company.holds(walletId)).toBe(0)
  })

  test('a payer who gives up closes the page', async () => {
    const { walletId, topupId, payPath, status } = await opened(1_000)
    const left = await company.topups.giveUp(walletId, topupId)
    expect(left).toMatchObject({ ok: true, value: { status: 'expired' } })
    await company.standIn.turn()
    expect((await status())?.status).toBe('expired')
    expect((await company.payWith(payPath, cards.succeeds)).status).toBe(410)
  })

  test('a slow bank is shown as waiting until it answers', async () => {
    const { walletId, payPath, status } = await opened(2_000)
    await company.fault('slow_bank', { delayMs: 60_000 })
    expect((await company.payWith(payPath, cards.succeeds)).status).toBe(303)
    expect((await status())?.status).toBe('waiting')
    expect(await company.holds(walletId)).toBe(0)
    company.clock.at += 60_000
    await company.standIn.turn()
    expect((await status())?.status).toBe('credited')
    expect(await company.holds(walletId)).toBe(2_000)
  })

  test('the same key begins one top-up and one payment page, however often it is sent', async () => {
    const walletId = await company.openWallet()
    const key = newId()
    const all = await Promise.all(Array.from({ length: 6 }, () => company.begin(walletId, 900, key)))
    const again = await company.begin(walletId, 900, key)
    const answered = [...all, again].filter((begun) => begun.ok).map((begun) => begun.value)
    expect(answered.length).toBeGreaterThan(0)
    expect(new Set(answered.map((begun) => begun.topupId)).size).toBe(1)
    expect(new Set(answered.map((begun) => begun.payPath)).size).toBe(1)
    expect(again.ok).toBe(true)
  })

  test('the same key leads to no page that is used up: who sends the form again after paying sees the top-up', async () => {
    const walletId = await company.openWallet()
    const key = newId()
    const begun = await company.begin(walletId, 900, key)
    if (!begun.ok) throw new Error(begun.error.code)
    await company.payWith(begun.value.payPath, cards.succeeds)
    const { topupId } = begun.value
    const paid = await company.begin(walletId, 900, key)
    expect(paid).toMatchObject({ ok: true, value: { topupId, status: 'credited', payUrl: null } })
    // One that closed by itself, told or not.
    const other = newId()
    const left = await company.begin(walletId, 900, other)
    expect(left).toMatchObject({ ok: true, value: { status: 'opened' } })
    company.clock.at += 25 * 3_600_000
    expect(await company.begin(walletId, 900, other)).toMatchObject({ ok: true, value: { payUrl: null } })
  })

  test('the same key with another amount is refused and the field named', async () => {
    const walletId = await company.openWallet()
    const key = newId()
    await company.begin(walletId, 900, key)
    expect(await company.begin(walletId, 901, key)).toEqual({
      ok: false,
      error: { code: 'key_reused_with_other_content', field: 'amountYen' },
    })
  })

  test('a key that was refused stays refused', async () => {
    const walletId = await company.openWallet()
    const key = newId()
    await company.begin(walletId, 499, key)
    expect(await company.begin(walletId, 499, key)).toEqual({
      ok: false,
      error: { code: 'key_failed_before', firstCode: 'amount_below_minimum' },
    })
  })

  test('an answer of the card company that was lost opens no second page', async () => {
    const walletId = await company.openWallet()
    const key = newId()
    await company.fault('lost_response', { times: 9 })
    const lost = await company.begin(walletId, 800, key)
    expect(lost).toEqual({ ok: false, error: { code: 'processor_unreachable' } })
    await company.fault('lost_response', { times: 0 })
    const found = await company.begin(walletId, 800, key)
    if (!found.ok) throw new Error(found.error.code)
    await company.payWith(found.value.payPath, cards.succeeds)
    expect(await company.holds(walletId)).toBe(800)
    expect(await store().raw(`select id from topups where wallet_id = '${walletId}'`)).toHaveLength(1)
    const pages = await store().raw(
      `select id from stand_in_objects where kind = 'checkout' and body like '%${found.value.topupId}%'`,
    )
    expect(pages).toHaveLength(1)
  })

  describe.each([
    { amountYen: 499, code: 'amount_below_minimum' },
    { amountYen: 50_001, code: 'amount_above_limit' },
  ])('$amountYen yen', ({ amountYen, code }) => {
    test(`is refused as ${code} and opens nothing`, async () => {
      const walletId = await company.openWallet()
      expect(await company.begin(walletId, amountYen)).toMatchObject({ ok: false, error: { code } })
      expect(await store().raw(`select id from topups where wallet_id = '${walletId}'`)).toEqual([])
    })
  })

  test('a wallet is not filled above its limit', async () => {
    const walletId = await company.openWallet(280_000)
    expect(await company.begin(walletId, 20_001)).toMatchObject({
      ok: false,
      error: { code: 'wallet_above_limit', limitYen: 300_000, leftYen: 20_000 },
    })
  })

  const codesOf = (results: readonly { ok: boolean; error?: { code: string } }[]) =>
    results.map((one) => one.error?.code ?? 'ok').toSorted()

  test('a day is not passed by one yen by top-ups that begin at once; a closed page gives its yen back', async () => {
    const walletId = await company.openWallet()
    const results = await Promise.all(Array.from({ length: 6 }, () => company.begin(walletId, 40_000)))
    expect(codesOf(results)).toEqual(['ok', 'ok', ...Array<string>(4).fill('top_up_day_above_limit')])
    expect(await company.begin(walletId, 20_001)).toMatchObject({
      error: { code: 'top_up_day_above_limit', limitYen: 100_000, leftYen: 20_000 },
    })
    const first = results.find((one) => one.ok)!
    if (first.ok) await company.topups.giveUp(walletId, first.value.topupId)
    expect(await company.begin(walletId, 50_000)).toMatchObject({ ok: true })
  })

  test('what a wallet may hold is not passed by top-ups that begin at once', async () => {
    const walletId = await company.openWallet(220_000)
    const results = await Promise.all(Array.from({ length: 4 }, () => company.begin(walletId, 25_000)))
    expect(codesOf(results)).toEqual(['ok', 'ok', 'ok', 'wallet_above_limit'])
  })

  test('a state that was decided on an older sight of the top-up is not stored', async () => {
    const { payPath, status } = await opened(700)
    const seen = await status()
    await company.payWith(payPath, cards.declined)
    const { parts } = company
    const to = { status: 'waiting', failure: null, updatedAt: company.clock.now() } as const
    expect(await parts.store.commit(parts.store.moveWrites(seen!, to))).toBe('lost_race')
    expect((await status())?.status).toBe('failed')
  })

  test('somebody else’s top-up is not there', async () => {
    const { topupId } = await opened(700)
    const other = await company.openWallet()
    expect(await company.topups.read(other, topupId)).toEqual({
      ok: false,
      error: { code: 'topup_not_found' },
    })
  })
})

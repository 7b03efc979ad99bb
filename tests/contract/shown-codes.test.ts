import { beforeAll, beforeEach, expect, test } from 'vitest'
import { onEveryEngine } from '../support/engines.ts'
import { booksAsText, noon, openTestBooks } from '../currency/books.ts'
import type { TestBooks } from '../currency/books.ts'
import { booksAudit } from '../../api/currency/repository-verify.ts'
import { ledgerStore } from '../../api/currency/repository.ts'
import { demonstrationSettings } from '../../api/currency/settings.ts'
import { verifyBooks } from '../../api/currency/verify.ts'
import type { MerchantStanding } from '../../api/currency/pay.ts'

const hourMs = 3_600_000
const lifeMs = demonstrationSettings.shownCodeSeconds * 1_000
/** Limits that a test comes to the end of. */
const settings = {
  ...demonstrationSettings,
  shownCodeYenMax: 700,
  paymentDayYenMax: 1_000,
  youngDevice: { ...demonstrationSettings.youngDevice, paymentYenMax: 400 },
}

type Told = { ok: true } | { ok: false; error: { code: string } }
const codesOf = (results: readonly Told[]): string[] =>
  results.map((one) => (one.ok ? 'ok' : one.error.code)).toSorted()
const count = (code: string, times: number): string[] => Array<string>(times).fill(code)

onEveryEngine('a code that a holder shows', (store) => {
  let books: TestBooks
  let [shop, other]: MerchantStanding[] = []
  beforeAll(async () => {
    books = await openTestBooks(store(), settings)
    shop = await books.openShop()
    other = await books.openShop()
  })
  beforeEach(() => {
    books.clock.at = noon
  })

  type Holder = { readonly walletId: string; readonly deviceId: string }
  /** Somebody with this much money, on a device that is no longer young. */
  const holderWith = async (paidYen: number): Promise<Holder> => {
    books.clock.at = noon - 25 * hourMs
    const walletId = await books.openWallet(paidYen)
    books.clock.at = noon
    return { walletId, deviceId: (await books.devices.devicesOf(walletId))[0]!.deviceId }
  }
  const show = async (by: Holder): Promise<string> => {
    const made = await books.ledger.showCode(by)
    if (!made.ok) throw new Error(made.error.code)
    return made.value.code
  }
  const charge = (
    code: string,
    amountYen: number,
    { at = shop!, key = books.key() }: { at?: MerchantStanding; key?: string } = {},
  ) => books.ledger.charge({ merchantId: at.id, merchantAccountId: at.accountId, code, amountYen, key })
  const yenIn = async (walletId: string) =>
    (await ledgerStore(store()).findWallet(walletId))!.lots.reduce((sum, lot) => sum + lot.remainingYen, 0)
  const owedTo = async ({ accountId }: MerchantStanding) =>
    [...(await ledgerStore(store()).merchantBalance(accountId)).values()].reduce((sum, yen) => sum + yen, 0)

  test('pays as the holder would, with what ends first, and is refunded like any payment', async () => {
    const holder = await holderWith(500)
    await books.grant(await books.openPot(), holder.walletId, 100)
    const paid = await charge((await show(holder)).toLowerCase().replaceAll('-', ' '), 250)
    expect(paid).toMatchObject({
      value: {
        answer: {
          walletId: holder.walletId,
          merchantId: shop!.id,
          amountYen: 250,
          paidAt: noon,
          lots: [
            { instrument: 'free', amountYen: 100 },
            { instrument: 'paid', amountYen: 150 },
          ],
        },
      },
    })
    const paymentId = paid.ok ? paid.value.answer.paymentId : ''
    const { accountId: merchantAccountId } = shop!
    await books.ledger.refund({ paymentId, merchantAccountId, amountYen: 50, key: books.key() })
    expect(await yenIn(holder.walletId)).toBe(400)
    expect((await verifyBooks(booksAudit(store()))).wrong).toEqual([])
  })

  test('is kept nowhere, only its hash, before and after it is charged', async () => {
    const code = await show(await holderWith(100))
    await charge(code, 1)
    const tables = ['shown_codes', 'shown_code_uses', 'keys', 'journals']
    const rows = await Promise.all(tables.map((table) => store().raw(`select * from ${table}`)))
    expect(JSON.stringify(rows)).not.toContain(code)
    expect(JSON.stringify(rows)).not.toContain(code.replaceAll('-', ''))
  })

  test('and somebody photographed is refused: at the same shop, at another, and when it has ended', async () => {
    const holder = await holderWith(500)
    const code = await show(holder)
    expect(await charge(code, 100)).toMatchObject({ ok: true })
    const used = { ok: false, error: { code: 'shown_code_used', field: 'code' } }
    expect(await charge(code, 100)).toEqual(used)
    expect(await charge(code, 100, { at: other! })).toEqual(used)
    books.clock.at += lifeMs + 1
    expect(await charge(code, 100)).toEqual(used)
    expect(await yenIn(holder.walletId)).toBe(400)
  })

  test('is charged once by two shops that try twelve times at once, and no yen moves twice', async () => {
    const holder = await holderWith(900)
    const [code, before] = [await show(holder), [await owedTo(shop!), await owedTo(other!)]]
    const results = await Promise.all(
      Array.from({ length: 12 }, (_, turn) => charge(code, 60, { at: turn % 2 === 0 ? shop! : other! })),
    )
    expect(codesOf(results)).toEqual([...count('ok', 1), ...count('shown_code_used', 11)])
    const after = [await owedTo(shop!), await owedTo(other!)]
    expect(after[0]! + after[1]! - before[0]! - before[1]!).toBe(60)
    expect(await yenIn(holder.walletId)).toBe(840)
  })

  test('is one of many: each is charged once, whatever is charged at once', async () => {
    const holder = await holderWith(1_000)
    const codes = await Promise.all([1, 2, 3].map(() => show(holder)))
    const results = await Promise.all(
      Array.from({ length: 12 }, (_, turn) =>
        charge(codes[turn % 3]!, 100 + turn, { at: turn % 2 === 0 ? shop! : other! }),
      ),
    )
    expect(codesOf(results)).toEqual([...count('ok', 3), ...count('shown_code_used', 9)])
    const paidYen = results.reduce((sum, one) => sum + (one.ok ? one.value.answer.amountYen : 0), 0)
    expect(await yenIn(holder.walletId)).toBe(1_000 - paidYen)
  })

  test('ends after three charges that the wallet declined, and is good after two', async () => {
    const holder = await holderWith(300)
    const [patient, tried] = [await show(holder), await show(holder)]
    for (const amountYen of [301, 302])
      expect(await charge(patient, amountYen)).toMatchObject({ error: { code: 'shown_code_declined' } })
    expect(await charge(patient, 100)).toMatchObject({ ok: true })
    for (const amountYen of [301, 302, 303])
      expect(await charge(tried, amountYen, { at: other! })).toMatchObject({
        error: { code: 'shown_code_declined' },
      })
    expect(await charge(tried, 1)).toEqual({ ok: false, error: { code: 'shown_code_ended', field: 'code' } })
    expect(await charge(await show(holder), 1)).toMatchObject({ ok: true })
  })

  test('tells three of many that try an amount each at once that it was declined, and no more', async () => {
    const code = await show(await holderWith(100))
    const results = await Promise.all(
      Array.from({ length: 12 }, (_, turn) =>
        charge(code, 101 + turn, { at: turn % 2 === 0 ? shop! : other! }),
      ),
    )
    expect(codesOf(results)).toEqual([...count('shown_code_declined', 3), ...count('shown_code_ended', 9)])
  })

  test('answers its key with the first receipt, ten times at once and at any age', async () => {
    const holder = await holderWith(500)
    const [code, key] = [await show(holder), books.key()]
    const results = await Promise.all(Array.from({ length: 10 }, () => charge(code, 100, { key })))
    const first = results.find((one) => one.ok && !one.value.replayed)
    const receipt = first?.ok === true ? first.value.answer : undefined
    for (const one of results) expect(one).toMatchObject({ ok: true, value: { answer: receipt } })
    books.clock.at += 20 * 365 * 24 * hourMs
    expect(await charge(code, 100, { key })).toEqual({ ok: true, value: { answer: receipt, replayed: true } })
    expect(await yenIn(holder.walletId)).toBe(400)
  })

  test('under a key of other content is refused, and the field is named', async () => {
    const holder = await holderWith(500)
    const [code, second, key] = [await show(holder), await show(holder), books.key()]
    await charge(code, 100, { key })
    const reused = { code: 'key_reused_with_other_content' }
    expect(await charge(code, 101, { key })).toMatchObject({ error: { ...reused, field: 'amountYen' } })
    expect(await charge(second, 100, { key })).toMatchObject({ error: { ...reused, field: 'code' } })
  })

  test('is charged up to its last instant, and from the first one after it no more', async () => {
    const holder = await holderWith(500)
    const [code, late] = [await show(holder), await show(holder)]
    books.clock.at = noon + lifeMs
    expect(await charge(code, 100)).toMatchObject({ ok: true })
    books.clock.at += 1
    expect(await charge(late, 100)).toEqual({ ok: false, error: { code: 'shown_code_ended', field: 'code' } })
  })

  test('ends with the device that shows it', async () => {
    const holder = await holderWith(500)
    const code = await show(holder)
    await books.devices.revoke(holder.walletId, holder.deviceId)
    expect(await charge(code, 1)).toMatchObject({ error: { code: 'shown_code_ended' } })
  })

  test('is held to the limits of the wallet and of its device', async () => {
    const holder = await holderWith(2_000)
    expect(await charge(await show(holder), 701)).toMatchObject({
      error: { code: 'shown_code_above_limit', field: 'amountYen', limitYen: 700 },
    })
    expect(await charge(await show(holder), 700)).toMatchObject({ ok: true })
    expect(await charge(await show(holder), 301)).toMatchObject({ error: { code: 'shown_code_declined' } })
    expect(await charge(await show(holder), 300)).toMatchObject({ ok: true })
    const walletId = await books.openWallet(2_000)
    const young = { walletId, deviceId: (await books.devices.devicesOf(walletId))[0]!.deviceId }
    expect(await charge(await show(young), 401)).toMatchObject({ error: { code: 'shown_code_declined' } })
    expect(await charge(await show(young), 400)).toMatchObject({ ok: true })
  })

  test('that is refused leaves the books alone, tells nothing of the wallet, and is still good', async () => {
    const holder = await holderWith(100)
    const code = await show(holder)
    const before = await booksAsText(store())
    expect(await charge(code, 101)).toEqual({
      ok: false,
      error: { code: 'shown_code_declined', field: 'code' },
    })
    expect(await charge('7K2M-9QXT-04BD-WNHE-3SVA-CRP8-M2JQ', 1)).toMatchObject({
      error: { code: 'shown_code_not_found' },
    })
    expect(await charge('not a code', 1)).toMatchObject({ error: { code: 'shown_code_not_found' } })
    expect(await booksAsText(store())).toBe(before)
    expect(await charge(code, 100)).toMatchObject({ ok: true })
  })

  test('is not made for a wallet that is stopped or closed', async () => {
    const [stopped, closed] = [await holderWith(100), await holderWith(0)]
    const code = await show(stopped)
    await books.ledger.freezeWallet({
      walletId: stopped.walletId,
      by: 'device',
      changedBy: stopped.deviceId,
      reason: 'lost',
      key: books.key(),
    })
    await books.ledger.closeAccount({
      accountId: closed.walletId,
      reason: 'over',
      changedBy: 'holder',
      key: books.key(),
    })
    expect(await books.ledger.showCode(stopped)).toMatchObject({ error: { code: 'wallet_frozen' } })
    expect(await books.ledger.showCode(closed)).toMatchObject({ error: { code: 'account_closed' } })
    expect(await charge(code, 1)).toMatchObject({ error: { code: 'shown_code_declined' } })
  })
})

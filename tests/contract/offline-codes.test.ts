import { beforeAll, beforeEach, expect, test } from 'vitest'
import { hashOfShownCode } from '../../api/currency/shown-code.ts'
import { minuteMs, offlineCodeAt, offlineKeyOf } from '../../api/currency/offline-code.ts'
import type { MerchantStanding } from '../../api/currency/pay.ts'
import { ledgerStore } from '../../api/currency/repository.ts'
import { demonstrationSettings } from '../../api/currency/settings.ts'
import { noon, openTestBooks } from '../currency/books.ts'
import type { TestBooks } from '../currency/books.ts'
import { onEveryEngine } from '../support/engines.ts'

const hourMs = 3_600_000
const { offlineKeyDays, offlineCodeSlackSeconds } = demonstrationSettings
const slackMs = offlineCodeSlackSeconds * 1_000
const settings = { ...demonstrationSettings, offlineCodeYenMax: 300 }

type Told = { ok: true } | { ok: false; error: { code: string } }
const codesOf = (results: readonly Told[]): string[] =>
  results.map((one) => (one.ok ? 'ok' : one.error.code)).toSorted()
const ended = { ok: false, error: { code: 'shown_code_ended', field: 'code' } }

onEveryEngine('a code that a device makes without signal', (store) => {
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

  type Device = {
    readonly walletId: string
    readonly deviceId: string
    readonly codeAt: (at: number) => Promise<string>
  }
  /** A phone with this much money, connected last at noon; from then on it makes codes by itself. */
  const phoneWith = async (paidYen: number): Promise<Device> => {
    books.clock.at = noon - 25 * hourMs
    const walletId = await books.openWallet(paidYen)
    books.clock.at = noon
    const { deviceId } = (await books.devices.devicesOf(walletId))[0]!
    const given = await books.ledger.giveOfflineKey({ walletId, deviceId })
    if (!given.ok) throw new Error(given.error.code)
    const key = await offlineKeyOf(given.value.secret)
    return { walletId, deviceId, codeAt: (at) => offlineCodeAt(key, given.value.handle, at) }
  }
  const charge = (code: string, amountYen: number, at = shop!) =>
    books.ledger.charge({
      merchantId: at.id,
      merchantAccountId: at.accountId,
      code,
      amountYen,
      key: books.key(),
    })
  const yenIn = async (walletId: string) =>
    (await ledgerStore(store()).findWallet(walletId))!.lots.reduce((sum, lot) => sum + lot.remainingYen, 0)

  test('pays like any other, hours after the device was connected', async () => {
    const phone = await phoneWith(500)
    books.clock.at = noon + 30 * hourMs
    expect(await charge(await phone.codeAt(books.clock.at), 200)).toMatchObject({
      value: { answer: { walletId: phone.walletId, amountYen: 200, paidAt: books.clock.at } },
    })
    expect(await yenIn(phone.walletId)).toBe(300)
  })

  test('is good for one payment, whatever two shops try twelve times at once', async () => {
    const phone = await phoneWith(900)
    const code = await phone.codeAt(noon)
    const results = await Promise.all(
      Array.from({ length: 12 }, (_, turn) => charge(code, 60, turn % 2 === 0 ? shop! : other!)),
    )
    expect(codesOf(results)).toEqual(['ok', ...Array<string>(11).fill('shown_code_used')])
    expect(await yenIn(phone.walletId)).toBe(840)
    expect(await charge(await phone.codeAt(noon + minuteMs), 60)).toMatchObject({ ok: true })
  })

  test('takes no more than such a code may, by one yen, before and after it was tried', async () => {
    const phone = await phoneWith(200)
    const code = await phone.codeAt(noon)
    const tooMuch = { error: { code: 'shown_code_above_limit', field: 'amountYen', limitYen: 300 } }
    expect(await charge(code, 301)).toMatchObject(tooMuch)
    expect(await charge(code, 300)).toMatchObject({ error: { code: 'shown_code_declined' } })
    expect(await charge(code, 301)).toMatchObject(tooMuch)
    expect(await charge(code, 200)).toMatchObject({ ok: true })
  })

  test('ends after three charges that the wallet declined, also twelve at once', async () => {
    const phone = await phoneWith(100)
    const code = await phone.codeAt(noon)
    const results = await Promise.all(Array.from({ length: 12 }, (_, turn) => charge(code, 101 + turn)))
    expect(codesOf(results)).toEqual([
      ...Array<string>(3).fill('shown_code_declined'),
      ...Array<string>(9).fill('shown_code_ended'),
    ])
    expect(await charge(code, 1)).toEqual(ended)
  })

  const minute = Math.floor(noon / minuteMs) * minuteMs
  test.each([
    ['before its minute, by more than a clock may be wrong', minute - slackMs - 1, 'shown_code_ended'],
    ['from where a clock may be ahead', minute - slackMs, 'ok'],
    ['to where a clock may be behind', minute + minuteMs + slackMs - 1, 'ok'],
    ['after its minute, by more than a clock may be wrong', minute + minuteMs + slackMs, 'shown_code_ended'],
  ])('is taken %s: %s, %s', async (_, at, outcome) => {
    const phone = await phoneWith(500)
    books.clock.at = at
    expect(codesOf([await charge(await phone.codeAt(minute), 1)])).toEqual([outcome])
  })

  test('is made by a device that was connected within a week, and by none after it', async () => {
    const phone = await phoneWith(500)
    const endsAt = noon + offlineKeyDays * 24 * hourMs
    books.clock.at = endsAt - 1
    expect(await charge(await phone.codeAt(books.clock.at), 1)).toMatchObject({ ok: true })
    books.clock.at = endsAt
    expect(await charge(await phone.codeAt(endsAt + minuteMs), 1)).toEqual(ended)
  })

  test('ends with its device, and is declined where the wallet was stopped', async () => {
    const [lost, stopped] = [await phoneWith(500), await phoneWith(500)]
    await books.devices.revoke(lost.walletId, lost.deviceId)
    expect(await charge(await lost.codeAt(noon), 1)).toEqual(ended)
    await store().raw(
      `insert into wallet_freezes (wallet_id, number, what, "by", changed_by, reason, created_at) values ('${stopped.walletId}', 1, 'frozen', 'staff', 'clerk', 'lost', ${noon})`,
    )
    expect(await charge(await stopped.codeAt(noon), 1)).toMatchObject({
      error: { code: 'shown_code_declined' },
    })
  })

  test('is nobody’s when a letter of it is another one', async () => {
    const phone = await phoneWith(500)
    const code = (await phone.codeAt(noon)).replaceAll('-', '')
    for (const place of [0, 9, 14, 15, 27]) {
      const changed = code.slice(0, place) + (code[place] === '7' ? '8' : '7') + code.slice(place + 1)
      expect(await charge(changed, 1)).toMatchObject({ error: { code: 'shown_code_not_found' } })
    }
    expect(await charge(code, 1)).toMatchObject({ ok: true })
  })

  test('and its key are kept nowhere: the database has hashes and handles', async () => {
    const phone = await phoneWith(100)
    const code = await phone.codeAt(noon)
    await charge(code, 1)
    const rows = JSON.stringify(
      await Promise.all(
        ['offline_keys', 'shown_codes', 'shown_code_uses', 'keys', 'journals'].map((table) =>
          store().raw(`select * from ${table}`),
        ),
      ),
    )
    expect(rows).toContain(hashOfShownCode(code))
    expect(rows).not.toContain(code)
    expect(rows).not.toContain(code.replaceAll('-', '').slice(10))
  })
})

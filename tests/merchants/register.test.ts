import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEngine, onEveryEngine, type OpenEngine } from '../support/engines.ts'
import { readScanned } from '../../api/merchants/index.ts'
import { newId } from '../../api/platform/ids.ts'
import { application, smallRegion, type Region } from './support/region.ts'

const password = 'a long enough password'

describe('an application', () => {
  let engine: OpenEngine
  let region: Region
  beforeAll(async () => {
    engine = await openEngine('sqlite')
    region = await smallRegion(engine.store)
  })
  afterAll(() => engine.dispose())

  it.each([
    [
      'a town outside the region',
      { municipality: '131016' },
      { code: 'town_unknown', field: 'municipality' },
    ],
    [
      'a station that is not there',
      { stationId: 'nowhere' },
      { code: 'station_unknown', field: 'stationId' },
    ],
    [
      'a name of 26 letters',
      { nameJa: 'あ'.repeat(26) },
      { code: 'name_too_long', field: 'nameJa', lengthMax: 25 },
    ],
    [
      'a Japanese name in English',
      { nameEn: 'かすみ' },
      { code: 'name_not_latin', field: 'nameEn', lengthMax: 25 },
    ],
    ['a bank that is not there', { bankCode: '0002' }, { code: 'bank_unknown', field: 'bankCode' }],
    ['a branch that is not there', { branchCode: '999' }, { code: 'branch_unknown', field: 'branchCode' }],
    [
      'a holder in kanji',
      { holderKana: '霞花子' },
      { code: 'letter_not_allowed', field: 'holderKana', letter: '霞' },
    ],
    [
      'a holder too long for the bank',
      { holderKana: 'ガ'.repeat(16) },
      { code: 'name_too_long', field: 'holderKana', lengthMax: 30 },
    ],
  ])('with %s is refused and leaves no row', async (_, change, error) => {
    expect(await region.merchants.apply(application(change), { password }, newId())).toEqual({
      ok: false,
      error,
    })
    expect(await region.store.raw('select * from merchants')).toEqual([])
  })

  it('keeps the account in the letters of the bank', async () => {
    const change = { holderKana: 'かぶしきがいしゃかすみ', accountNumber: '12345' }
    const applied = await region.merchants.apply(application(change), { password }, newId())
    const account = await region.merchants.bankAccount(applied.ok ? applied.value.merchantId : '')
    expect(account).toMatchObject({ holderKana: 'ｶ)ｶｽﾐ', accountNumber: '0012345', bankNameKana: 'ﾄｳﾎｳ' })
  })

  it('sent again with its key is there once', async () => {
    const key = newId()
    const change = { contactEmail: 'twice@shop.example' }
    const first = await region.merchants.apply(application(change), { password }, key)
    expect(await region.merchants.apply(application(change), { password }, key)).toEqual(first)
    expect(
      await region.merchants.apply(application({ ...change, nameJa: '別の店' }), { password }, key),
    ).toEqual({
      ok: false,
      error: { code: 'key_used', field: 'nameJa' },
    })
  })

  it('sent twice at once, as by a double click, is there once and both hear so', async () => {
    const key = newId()
    const change = { contactEmail: 'double@shop.example' }
    const send = () => region.merchants.apply(application(change), { password }, key)
    const [first, second, third] = await Promise.all([send(), send(), send()])
    expect(first).toMatchObject({ ok: true })
    expect([second, third]).toEqual([first, first])
  })

  it.each([
    ['accountNumber', { accountNumber: '9999999' }],
    ['contactEmail', { contactEmail: 'other@shop.example' }],
    ['contactPhone', { contactPhone: '0242-00-9999' }],
  ])('sent again with another %s says so, and what was registered stays', async (field, other) => {
    const key = newId()
    const change = { contactEmail: `${field.toLowerCase()}@again.example` }
    const first = await region.merchants.apply(application(change), { password }, key)
    const merchantId = first.ok ? first.value.merchantId : ''
    const before = [await region.merchants.find(merchantId), await region.merchants.bankAccount(merchantId)]
    expect(await region.merchants.apply(application({ ...change, ...other }), { password }, key)).toEqual({
      ok: false,
      error: { code: 'key_used', field },
    })
    expect([await region.merchants.find(merchantId), await region.merchants.bankAccount(merchantId)]).toEqual(
      before,
    )
  })

  it('with an address that signs in already is refused', async () => {
    expect(await region.merchants.apply(application(), { password }, newId())).toEqual({
      ok: false,
      error: { code: 'email_taken', field: 'contactEmail' },
    })
  })
})

onEveryEngine('the register of shops', (store) => {
  let region: Region
  beforeAll(async () => {
    region = await smallRegion(store())
  })
  it('gives an approved shop a code that its printed board carries', async () => {
    const shop = await region.openShop()
    const code = await region.merchants.code(shop.id)
    if (!code.ok) throw new Error(code.error.code)
    const read = readScanned(code.value.link)
    expect(read.ok && read.value).toMatchObject({
      merchantCode: shop.code,
      nameJa: 'かすみ食堂',
      city: 'MISHIMA',
    })
    const found = await region.merchants.scanned(code.value.payload)
    expect(found.ok && found.value.shop.id).toBe(shop.id)
  })

  it('shows a shop its payments, its day and what will be paid out', async () => {
    const shop = await region.openShop()
    const wallet = await region.openWallet(10_000)
    const first = await region.pay(wallet, shop.id, 1200)
    await region.pay(wallet, shop.id, 800)
    await region.refund(shop.accountId, first, 200)
    expect(await region.merchants.till(shop)).toEqual({
      day: '2026-11-24',
      count: 2,
      todayYen: 1800,
      refundedYen: 200,
    })
    const { payments: latest, position } = await region.merchants.latest(shop.accountId, 10)
    expect(latest.map((payment) => [payment.amountYen, payment.refundedYen])).toEqual([
      [800, 0],
      [1200, 200],
    ])
    expect(await region.merchants.since(shop.accountId, position, 10)).toEqual({ payments: [], position })
    const before = { floorAt: latest[0]!.paidAt, told: position.told.slice(0, 1) }
    expect((await region.merchants.since(shop.accountId, before, 10)).payments).toHaveLength(1)
    expect(await region.merchants.forecast(shop)).toMatchObject({
      balanceYen: 1800,
      lines: [{ payDay: '2026-11-25', amountYen: 1800, takingsDays: ['2026-11-24'] }],
      profile: { kind: 'every_bank_day' },
      payDayOfToday: '2026-11-25',
      changes: [],
    })
  })
})

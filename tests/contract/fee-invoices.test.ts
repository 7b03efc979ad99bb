import { beforeEach, describe, expect, it } from 'vitest'
import { booksAudit } from '../../api/currency/repository-verify.ts'
import { verifyBooks } from '../../api/currency/verify.ts'
import type { FeeTerms } from '../../api/merchants/index.ts'
import { feeStore } from '../../api/office/repository-fees.ts'
import { feeInvoiceStore } from '../../api/office/repository-fee-invoices.ts'
import { newId } from '../../api/platform/ids.ts'
import { payOut } from '../merchants/support/pay-out.ts'
import { invoiceIssuer, requester, smallRegion, type Region } from '../merchants/support/region.ts'
import { onEveryEngine } from '../support/engines.ts'

const agreed: FeeTerms = { rateBasisPoints: 200, rounding: 'down', yearlyCapYen: 300, from: '2026-04-01' }

type Shop = Awaited<ReturnType<Region['openShop']>>

const invoiced = ({ id, code, nameJa }: Shop) => ({ merchantId: id, merchantCode: code!, nameJa })

onEveryEngine('the invoice of a month’s fees', (store) => {
  let region: Region
  let shop: Shop
  let wallet: string
  let year = 2026

  // Each test has a year of its own, in which nobody else is invoiced.
  beforeEach(async () => {
    year++
    region = await smallRegion(store(), requester, agreed)
    on('06-01')
    shop = await region.openShop()
    wallet = await region.openWallet(49_000)
  })
  const on = (monthDay: string, time = '10:00') => region.setNow(`${year}-${monthDay}T${time}`)
  const june = () => `${year}-06`
  const of = (month = june()) => region.feeInvoices.of(invoiced(shop), month)
  const rows = (more = '') =>
    store().raw(`select * from fee_invoices where year = ${year} ${more} order by number`)
  const fee = async (day: string, takingsYen: number) => {
    await region.pay(wallet, shop.id, takingsYen)
    on(day)
    return payOut(region)
  }
  /** Two fees in June: 105 and 61 yen; rounded one by one their tax would be 14 yen. */
  async function twoFees() {
    await fee('06-02', 5_250)
    await fee('06-10', 3_050)
  }
  const closed = () => on('07-01', '00:10')

  it('is a draft until the month is over and booked, then fixed once, whoever asks first', async () => {
    await twoFees()
    on('06-30', '23:59:59.999')
    expect(await of()).toMatchObject({
      state: 'draft',
      isOver: false,
      amountYen: 166,
      documentHash: null,
      invoice: { number: null, issuedOn: null, taxYen: 15 },
    })
    on('07-01', '00:09:59.999')
    expect(await of()).toMatchObject({ state: 'draft', isOver: true })
    expect(await region.feeInvoices.fixDue()).toBe(0)
    expect(await rows()).toEqual([])
    closed()
    const [one, two, due] = await Promise.all([of(), of(), region.feeInvoices.fixDue()])
    expect(due).toBeLessThanOrEqual(1)
    expect(one).toEqual(two)
    expect(one).toEqual({
      month: june(),
      isOver: true,
      state: 'fixed',
      amountYen: 166,
      uncovered: [],
      documentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      invoice: {
        number: `${year}-00001`,
        month: june(),
        issuedOn: `${year}-07-01`,
        issuer: { registrationNumber: 'T7123456789012', name: '見本広域連合' },
        recipient: { merchantCode: shop.code, nameJa: 'かすみ食堂' },
        firstDay: `${year}-06-01`,
        lastDay: `${year}-06-30`,
        supplied: 'めぐりの売り上げを振り込む手数料',
        lines: [
          { takenOn: `${year}-06-02`, payDay: expect.any(String), taxPercent: 10, amountYen: 105 },
          { takenOn: `${year}-06-10`, payDay: expect.any(String), taxPercent: 10, amountYen: 61 },
        ],
        rates: [{ taxPercent: 10, amountYen: 166, taxYen: 15 }],
        amountYen: 166,
        taxYen: 15,
      },
    })
    expect(await rows()).toHaveLength(1)
    expect(await region.feeInvoices.fixDue()).toBe(0)
  })

  it('is read again as it was, whatever is named, set or taxed otherwise later', async () => {
    await twoFees()
    closed()
    const fixed = await of()
    const before = await rows()
    await store().raw(`update merchants set name_ja = '新しい名' where id = '${shop.id}'`)
    const shopNow = { ...invoiced(shop), nameJa: '新しい名' }
    const other = { registrationNumber: 'T9234567890123', name: 'よその連合', from: '2023-10-01' }
    const twelve = [{ from: '2019-10-01', percent: 12 }]
    on('09-01')
    for (const hub of [region.invoicesBy(other, twelve), region.invoicesBy(undefined)]) {
      expect(await hub.of(shopNow, june())).toEqual(fixed)
      expect(await hub.fixDue()).toBe(0)
      expect((await hub.ofMonth(june())).shops[0]!.invoice).toEqual(fixed.invoice)
    }
    expect(await rows()).toEqual(before)
  })

  it('is numbered without a gap, of each issuer and year, with all shops asking at once', async () => {
    const shops = [shop, await region.openShop(), await region.openShop(), await region.openShop()]
    for (const one of shops) await region.pay(wallet, one.id, 2_000)
    on('06-02')
    await payOut(region)
    closed()
    const all = await Promise.all([
      ...shops.map((one) => region.feeInvoices.of(invoiced(one), june())),
      region.feeInvoices.fixDue(),
      region.feeInvoices.ofMonth(june()),
    ])
    expect(all).toHaveLength(6)
    await region.feeInvoices.fixDue()
    expect((await rows()).map(({ number }) => Number(number))).toEqual([1, 2, 3, 4])
    await fee('07-02', 5_000)
    on('08-02')
    const other = { ...invoiceIssuer, registrationNumber: 'T9234567890123' }
    const next = await region.invoicesBy(other).of(invoiced(shop), `${year}-07`)
    expect(next.invoice?.number).toBe(`${year}-00001`)
    expect((await verifyBooks(booksAudit(store()))).wrong).toEqual([])
  })

  it('is none without a registration, says so, and comes once there is one for that time', async () => {
    await twoFees()
    closed()
    const nobody = region.invoicesBy(undefined)
    expect(await nobody.of(invoiced(shop), june())).toMatchObject({
      state: 'not_registered',
      amountYen: 166,
      invoice: null,
      documentHash: null,
      uncovered: [{ amountYen: 105 }, { amountYen: 61 }],
    })
    expect(await nobody.fixDue()).toBe(0)
    const later = region.invoicesBy({ ...invoiceIssuer, from: `${year}-07-01` })
    expect(await later.of(invoiced(shop), june())).toMatchObject({ state: 'not_registered', invoice: null })
    expect([await later.fixDue(), await rows()]).toEqual([0, []])
    expect((await of()).state).toBe('fixed')
  })

  it('covers the days since the registration, and says which fees it does not', async () => {
    await twoFees()
    closed()
    const since = region.invoicesBy({ ...invoiceIssuer, from: `${year}-06-10` })
    const told = await since.of(invoiced(shop), june())
    expect(told).toMatchObject({
      state: 'fixed',
      amountYen: 166,
      invoice: { firstDay: `${year}-06-10`, amountYen: 61, taxYen: 5, lines: [{ amountYen: 61 }] },
      uncovered: [{ takenOn: `${year}-06-02`, amountYen: 105 }],
    })
    expect(await since.ofMonth(june())).toMatchObject({ invoicedYen: 61, uncoveredYen: 105, ledgerYen: 166 })
    // A day of registration that was set too late is no second invoice, and no month that the job asks for ever.
    expect(await region.feeInvoices.fixDue()).toBe(0)
    expect(await of()).toEqual(told)
    expect((await verifyBooks(booksAudit(store()))).wrong).toEqual([])
  })

  it('takes a fee into the month in which it was booked, to the millisecond in Japan', async () => {
    await region.pay(wallet, shop.id, 1_000)
    on('06-30', '23:59:59.999')
    await region.pay(wallet, shop.id, 2_000)
    await payOut(region)
    on('07-01', '00:00')
    await payOut(region)
    on('08-02')
    const [sixth, seventh] = [await of(), await of(`${year}-07`)]
    expect(sixth.invoice).toMatchObject({ amountYen: 20, lines: [{ takenOn: `${year}-06-30` }] })
    expect(seventh.invoice).toMatchObject({ amountYen: 40, lines: [{ takenOn: `${year}-07-01` }] })
    // As the statements of those months have it.
    expect((await region.statements.of(shop, june())).total.feesYen).toBe(-20)
    expect((await region.statements.of(shop, `${year}-07`)).total.feesYen).toBe(-40)
  })

  it('is none of a month without a fee, and nothing is kept of it', async () => {
    await region.pay(wallet, shop.id, 5_000)
    on('09-01')
    expect(await of()).toMatchObject({ state: 'no_fee', amountYen: 0, invoice: null, uncovered: [] })
    expect(await rows()).toEqual([])
  })

  it('ends with the cap, and is what the ledger took, of every shop together', async () => {
    const other = await region.openShop()
    await region.pay(wallet, other.id, 1_234)
    await fee('06-02', 14_900)
    await fee('06-03', 900)
    await fee('06-04', 900)
    closed()
    await region.feeInvoices.fixDue()
    expect((await of()).invoice).toMatchObject({ amountYen: 300, taxYen: 27, lines: [{}, {}] })
    const month = await region.feeInvoices.ofMonth(june())
    const [{ yen }] = (await store().raw(
      `select sum(amount_yen) as yen from merchant_fees where pay_day between '${june()}-01' and '${june()}-30'`,
    )) as [{ yen: unknown }]
    const tax = month.shops.reduce((sum, { invoice }) => sum + invoice!.taxYen, 0)
    expect(month).toMatchObject({
      isOver: true,
      invoicedYen: Number(yen),
      taxYen: tax,
      uncoveredYen: 0,
      ledgerYen: Number(yen),
      rates: [{ taxPercent: 10, amountYen: Number(yen), taxYen: tax }],
    })
    const mine = month.shops.filter(({ merchantId }) => [shop.id, other.id].includes(merchantId))
    expect(mine.map(({ state, invoice }) => `${state} ${invoice?.taxYen}`).toSorted()).toEqual([
      'fixed 2',
      'fixed 27',
    ])
  })

  it('holds no fee given back: a refund and a payout sent back lower the fees after them', async () => {
    const sale = await region.pay(wallet, shop.id, 4_000)
    on('06-02')
    const { payouts } = await payOut(region)
    await region.pay(wallet, shop.id, 5_000)
    expect((await region.refund(shop.accountId, sale, 4_000)).ok).toBe(true)
    const { payoutId } = payouts.find(({ merchantId }) => merchantId === shop.id)!
    const back = { payoutId, reason: '口座なし', returnedBy: 'operator', key: newId() }
    expect((await region.office.returnPayout(back)).ok).toBe(true)
    const bank = await region.merchants.bankAccount(shop.id)
    await region.merchants.confirmBankAccount({ merchantId: shop.id, bank: bank!, key: newId() })
    on('06-05')
    await payOut(region)
    closed()
    expect((await of()).invoice?.lines.map(({ amountYen }) => amountYen)).toEqual([80, 20])
    const given = await store().raw(
      `select * from entries e join accounts a on a.id = e.account_id where a.kind = 'fee' and e.amount_yen < 0`,
    )
    expect(given).toEqual([])
  })

  it('is made of a shop that closed within the month, too', async () => {
    await fee('06-02', 5_250)
    const gone = { accountId: shop.accountId, changedBy: 'officer', reason: '閉店', key: newId() }
    expect((await region.ledger.closeAccount(gone)).ok).toBe(true)
    closed()
    expect(await region.feeInvoices.fixDue()).toBe(1)
    expect(await of()).toMatchObject({ state: 'fixed', invoice: { amountYen: 105, taxYen: 9 } })
  })

  describe('is kept by the database', () => {
    beforeEach(async () => {
      await twoFees()
      closed()
    })
    const made = async (change: object) => {
      const { merchantId, month, ...row } = (await feeInvoiceStore(store()).find(shop.id, june()))!
      const journal = { merchantId, month, ...row, ...change }
      return feeInvoiceStore(store()).insert(journal)
    }

    it.each([
      ['of the month again', {}],
      ['of another month with its number', { month: '2100-01' }],
      ['with a number that is not next', { month: '2100-01', number: 3 }],
      ['of other money than the fees', { month: '2100-01', number: 2, amountYen: 165 }],
    ])('which takes none %s', async (_, change) => {
      await of()
      expect(await made(change)).toBe('lost')
      expect(await rows()).toHaveLength(1)
    })

    it('of a month that is over only, and as it was', async () => {
      await of()
      await expect(made({ month: '2100-01', number: 2, createdAt: 1 })).rejects.toThrow('fee_invoice_closed')
      await expect(store().raw(`update fee_invoices set document = '{}'`)).rejects.toThrow('append_only')
      await expect(store().raw(`delete from fee_invoices`)).rejects.toThrow('append_only')
    })

    it('so that no fee comes into it later: it is lost, and the next payout catches up', async () => {
      // A run that paid another shop, whose fee of this shop is still to come.
      const other = await region.openShop()
      await region.pay(wallet, other.id, 1_000)
      on('07-01', '00:20')
      const { settlement } = await payOut(region, true)
      await of()
      await region.pay(wallet, shop.id, 1_000)
      // A process whose clock is behind.
      on('06-30', '23:00')
      const planned = {
        financialYear: year,
        number: 3,
        yearYen: 186,
        yearlyCapYen: 300,
        rateBasisPoints: 200,
      }
      const fees = feeStore(store())
      const charge = () =>
        region.ledger.chargeFee({
          merchantAccountId: shop.accountId,
          runId: newId(),
          funds: [{ fundId: 'reserve', amountYen: 20 }],
          alongside: ({ journalId }) =>
            fees.feeWrites({
              ...planned,
              journalId,
              merchantId: shop.id,
              settlementId: settlement.id,
              payDay: `${year}-06-30`,
              amountYen: 20,
            }),
        })
      await expect(charge()).rejects.toThrow('merchant_fee_open')
      expect(await fees.takingFeeOnce(charge)).toBe('lost')
      on('07-02')
      await payOut(region)
      const july = await of(`${year}-07`)
      expect([july.state, july.amountYen]).toEqual(['draft', 20])
    })
  })
})

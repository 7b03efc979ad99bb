import { beforeEach, describe, expect, it } from 'vitest'
import { booksAudit } from '../../api/currency/repository-verify.ts'
import { verifyBooks } from '../../api/currency/verify.ts'
import { everyBankDay, type FeeTerms } from '../../api/merchants/index.ts'
import { feeStore } from '../../api/office/repository-fees.ts'
import { newId } from '../../api/platform/ids.ts'
import { requester, smallRegion, type Region } from '../merchants/support/region.ts'
import { removeGuards } from '../audit/small-record.ts'
import { onEveryEngine, openEngine } from '../support/engines.ts'

const agreed: FeeTerms = { rateBasisPoints: 200, rounding: 'down', yearlyCapYen: 300, from: '2026-04-01' }

onEveryEngine('the fee for being paid out', (store) => {
  let region: Region
  let shop: Awaited<ReturnType<Region['openShop']>>
  let wallet: string
  let year = 2026

  // Each test has a financial year of its own, so that no cut-off meets another's.
  beforeEach(async () => {
    year++
    region = await smallRegion(store(), requester, agreed)
    on('06-01')
    shop = await region.openShop()
    wallet = await region.openWallet(49_000)
  })
  const on = (monthDay: string, time = '10:00') => region.setNow(`${year}-${monthDay}T${time}`)
  const preview = async (cutOffAt?: number) => {
    const shown = await region.office.previewSettlement(cutOffAt)
    if (!shown.ok) throw new Error(shown.error.code)
    return shown.value
  }
  const approval = ({ plan, planHash }: Awaited<ReturnType<typeof preview>>) => ({
    cutOffAt: plan.cutOffAt,
    planHash,
    approvedBy: 'approver',
  })
  async function run() {
    const done = await region.office.approveSettlement(approval(await preview()))
    if (!done.ok) throw new Error(done.error.code)
    return done.value
  }
  const mine = (
    rows: readonly { merchantId: string; amountYen: number; feeYen: number; payoutId: string }[],
  ) => rows.find((row) => row.merchantId === shop.id)
  const yen = async (sql: string) => Number((await store().raw(sql))[0]?.['yen'] ?? 0)
  const feesOfShop = () =>
    yen(`select sum(amount_yen) as yen from merchant_fees where merchant_id = '${shop.id}'`)
  const held = () => yen(`select sum(amount_yen) as yen from entries where account_id = '${shop.accountId}'`)

  it('is taken once beside the payout, is in the statement, and the books stay whole', async () => {
    await region.grant(wallet, '074446', 500)
    await region.pay(wallet, shop.id, 5_049)
    on('06-02')
    const shown = await preview()
    expect(shown.plan.payouts.find(({ payee }) => payee.merchantId === shop.id)).toMatchObject({
      amountYen: 4_949,
      fee: { amountYen: 100, number: 1, yearYen: 100 },
    })
    expect(shown.byFunder).toContainEqual({ funder: '074446', amountYen: 500 })
    const [one, two] = await Promise.all([
      region.office.approveSettlement(approval(shown)),
      region.office.approveSettlement(approval(shown)),
    ])
    if (!one.ok || !two.ok) throw new Error('both answer')
    expect(mine(one.value.payouts)).toMatchObject({ amountYen: 4_949, feeYen: 100 })
    expect([await feesOfShop(), await held()]).toEqual([100, 0])
    const statement = await region.statements.of(shop, `${year}-06`)
    expect(statement.total).toMatchObject({ takenYen: 5_049, feesYen: -100, paidOutYen: -4_949 })
    expect(statement.closingYen).toBe(0)
    expect((await verifyBooks(booksAudit(store()))).wrong).toEqual([])
    const sums = await store().raw('select fund_id, sum(amount_yen) as yen from entries group by fund_id')
    expect(sums.map((row) => Number(row['yen'])).every((sum) => sum === 0)).toBe(true)
  })

  it('ends with the cap of the year, to the yen, and begins again in April', async () => {
    await region.pay(wallet, shop.id, 14_900)
    on('06-02')
    expect(mine((await run()).payouts)?.feeYen).toBe(298)
    await region.pay(wallet, shop.id, 900)
    on('06-03')
    expect(mine((await run()).payouts)).toMatchObject({ feeYen: 2, amountYen: 898 })
    await region.pay(wallet, shop.id, 900)
    on('06-04')
    expect(mine((await run()).payouts)).toMatchObject({ feeYen: 0, amountYen: 900 })
    year++
    on('04-03')
    await region.pay(wallet, shop.id, 1_000)
    on('04-05')
    expect(mine((await run()).payouts)?.feeYen).toBe(20)
  })

  it('stays within the cap where two runs pay the shop at the same moment', async () => {
    await region.pay(wallet, shop.id, 10_000)
    const first = region.clock.now() + 1
    on('06-01', '11:00')
    const early = await preview(first)
    await region.pay(wallet, shop.id, 8_000)
    on('06-01', '12:00')
    // Planned before the other was paid: each alone would be within the cap, together they are not.
    const late = await preview()
      .then(() => preview(region.clock.now()))
      .catch(() => preview(region.clock.now()))
    const done = await Promise.all([
      region.office.approveSettlement(approval(early)),
      region.office.approveSettlement(approval(late)),
    ])
    expect(done.some(({ ok }) => ok)).toBe(true)
    expect(await feesOfShop()).toBeLessThanOrEqual(300)
    expect((await verifyBooks(booksAudit(store()))).wrong).toEqual([])
    on('06-02')
    const next = await region.office.previewSettlement()
    if (next.ok && next.value.plan.payouts.length > 0)
      await region.office.approveSettlement(approval(next.value))
    expect([await feesOfShop(), await held()]).toEqual([300, 0])
  })

  it('gives a refund its share: what goes back lowers what is paid out, and so the fee', async () => {
    const sale = await region.pay(wallet, shop.id, 4_000)
    on('06-02')
    expect(mine((await run()).payouts)?.feeYen).toBe(80)
    await region.pay(wallet, shop.id, 5_000)
    expect((await region.refund(shop.accountId, sale, 4_000)).ok).toBe(true)
    on('06-03')
    expect(mine((await run()).payouts)).toMatchObject({ feeYen: 20, amountYen: 980 })
    expect(await feesOfShop()).toBe((4_000 + 5_000 - 4_000) * 0.02)
  })

  it('is not taken again of a payout that came back', async () => {
    await region.pay(wallet, shop.id, 4_000)
    on('06-02')
    const sent = mine((await run()).payouts)!
    on('06-03')
    const back = { payoutId: sent.payoutId, reason: '口座なし', returnedBy: 'operator', key: newId() }
    expect((await region.office.returnPayout(back)).ok).toBe(true)
    const bank = await region.merchants.bankAccount(shop.id)
    const account = { ...bank!, depositType: 1 as const }
    await region.merchants.confirmBankAccount({ merchantId: shop.id, bank: account, key: newId() })
    on('06-05')
    expect(mine((await run()).payouts)).toMatchObject({ amountYen: 3_920, feeYen: 0 })
    expect(await feesOfShop()).toBe(80)
  })

  it('bears the instant of its journal, however the clock moves on', async () => {
    await region.pay(wallet, shop.id, 4_000)
    on('06-02')
    let now = region.clock.now()
    region.clock.now = () => ++now
    expect(mine((await run()).payouts)?.feeYen).toBe(80)
    expect((await verifyBooks(booksAudit(store()))).wrong).toEqual([])
  })

  it('counts as paid where the shop has days of its own', async () => {
    const proposed = await region.payoutProfiles.ask(
      {
        ...everyBankDay,
        kind: 'weekly',
        weekday: 5,
        merchantCode: shop.code!,
        fromDay: `${year}-06-02`,
        reason: '電話で決めた',
      },
      { requestedBy: 'operator', key: newId() },
    )
    if (!proposed.ok) throw new Error(proposed.error.code)
    const { id, payloadHash } = proposed.value
    await region.payoutProfiles.approve({ id, payloadHash, decidedBy: 'approver', reason: '' })
    on('06-02')
    await region.pay(wallet, shop.id, 4_000)
    const { payDay } = (await region.merchants.forecast(shop)).lines[0]!
    region.setNow(`${payDay}T10:00`)
    expect(mine((await run()).payouts)?.feeYen).toBe(80)
    region.setNow(`${payDay}T11:00`)
    await region.pay(wallet, shop.id, 100)
    const { lines } = await region.merchants.forecast(shop)
    expect(lines.map(({ amountYen }) => amountYen)).toEqual([100])
    const cutOffAt = region.clock.now()
    const now = await region.office.previewSettlement(cutOffAt)
    const due = now.ok
      ? now.value.plan.payouts.filter(({ payee }) => payee.merchantId === shop.id)
      : undefined
    expect(due).toEqual([])
  })

  describe('where money goes back between approval and payment', () => {
    /** A run that was broken off before the first payment, a refund, and the run again. */
    async function refundedBetween(amountYen: number) {
      const sale = await region.pay(wallet, shop.id, 4_000)
      on('06-02')
      const shown = await preview()
      const onProgress = () => {
        throw new Error('the power went')
      }
      await expect(region.office.approveSettlement({ ...approval(shown), onProgress })).rejects.toThrow(
        'power',
      )
      expect((await region.refund(shop.accountId, sale, amountYen)).ok).toBe(true)
      const done = await region.office.approveSettlement(approval(shown))
      if (!done.ok) throw new Error(done.error.code)
      return mine(done.value.payouts)
    }

    it('is not taken of a shop that waits for the next run', async () => {
      expect(await refundedBetween(1_000)).toBeUndefined()
      expect([await feesOfShop(), await held()]).toEqual([0, 3_000])
      on('06-03')
      expect(mine((await run()).payouts)).toMatchObject({ amountYen: 2_940, feeYen: 60 })
    })

    it('is caught up with where it is no longer there, and the payout is what was approved', async () => {
      expect(await refundedBetween(50)).toMatchObject({ amountYen: 3_920, feeYen: 0 })
      await region.pay(wallet, shop.id, 1_000)
      on('06-03')
      expect(mine((await run()).payouts)).toMatchObject({ feeYen: 99, amountYen: 931 })
      expect(await held()).toBe(0)
    })
  })

  describe('is kept by the database', () => {
    const terms = { financialYear: 3_000, payDay: '3000-05-01', yearlyCapYen: 50, rateBasisPoints: 200 }
    it.each([
      ['beyond the cap', { amountYen: 60, number: 1, yearYen: 60 }, 'merchant_fee_cap'],
      ['other than the journal', { amountYen: 40, number: 1, yearYen: 40 }, 'merchant_fee_true'],
      ['with a sum of its own', { amountYen: 60, number: 1, yearYen: 10 }, 'merchant_fee_true'],
      ['out of turn', { amountYen: 60, number: 2, yearYen: 60 }, 'merchant_fee_true'],
    ])('which refuses one %s, and leaves no trace of it', async (_, row, constraint) => {
      await region.pay(wallet, shop.id, 40)
      on('06-02')
      const { settlement } = await run()
      await region.pay(wallet, shop.id, 100)
      const told = { ...terms, ...row, merchantId: shop.id, settlementId: settlement.id }
      const charged = region.ledger.chargeFee({
        merchantAccountId: shop.accountId,
        runId: newId(),
        funds: [{ fundId: 'reserve', amountYen: 60 }],
        alongside: ({ journalId }) => feeStore(store()).feeWrites({ ...told, journalId }),
      })
      await expect(charged).rejects.toThrow(constraint)
      expect(await held()).toBe(100)
    })

    it('within the cap, with its journal, and as it was', async () => {
      await region.pay(wallet, shop.id, 4_000)
      on('06-02')
      await run()
      const [row] = await store().raw(`select * from merchant_fees where merchant_id = '${shop.id}'`)
      const insert = (change: Record<string, unknown>) => {
        const all = Object.entries({ ...row, ...change })
        const values = all.map(([, value]) => (typeof value === 'string' ? `'${value}'` : String(value)))
        return store().raw(
          `insert into merchant_fees (${all.map(([name]) => name).join()}) values (${values.join()})`,
        )
      }
      await expect(insert({ number: 2, year_yen: 160 })).rejects.toThrow(/unique|duplicate/i)
      // Under keys that no other fee has, which would be refused before.
      const other = { journal_id: 'none', settlement_id: 'none', number: 2, year_yen: 160 }
      await expect(insert(other)).rejects.toThrow('merchant_fee_true')
      await expect(insert({ financial_year: 1999, year_yen: 81 })).rejects.toThrow(
        /merchant_fee_true|unique/i,
      )
      await expect(
        store().raw(`update merchant_fees set amount_yen = 1 where merchant_id = '${shop.id}'`),
      ).rejects.toThrow('append_only')
    })
  })
})

it.each([
  ['another sum of the year', `update merchant_fees set year_yen = year_yen + 1`],
  ['another amount', `update merchant_fees set amount_yen = amount_yen + 1`],
  ['another shop', `update merchant_fees set merchant_id = 'other'`],
  ['no row', `delete from merchant_fees`],
])('verify tells of a fee with %s', async (_, change) => {
  const engine = await openEngine('sqlite')
  const region = await smallRegion(engine.store, requester, agreed)
  const shop = await region.openShop()
  await region.pay(await region.openWallet(9_000), shop.id, 4_000)
  region.setNow('2026-11-25T10:00')
  const shown = await region.office.previewSettlement()
  if (!shown.ok) throw new Error(shown.error.code)
  const { plan, planHash } = shown.value
  await region.office.approveSettlement({ cutOffAt: plan.cutOffAt, planHash, approvedBy: 'approver' })
  expect((await verifyBooks(booksAudit(engine.store))).wrong).toEqual([])
  await removeGuards(engine.store)
  await engine.store.raw(change)
  expect(JSON.stringify((await verifyBooks(booksAudit(engine.store))).wrong)).toContain('fee')
  await engine.dispose()
})

import { beforeAll, expect, test } from 'vitest'
import { ledgerStore } from '../../api/currency/repository.ts'
import { newId } from '../../api/platform/ids.ts'
import { smallRegion, type Region } from '../merchants/support/region.ts'
import { onEveryEngine } from '../support/engines.ts'

onEveryEngine('statements', (store) => {
  let region: Region
  let shop: Awaited<ReturnType<Region['openShop']>>

  /** Pays out what was taken until now; the payout of the shop. */
  async function payOut(): Promise<string> {
    const cutOffAt = region.clock.now()
    const shown = await region.office.previewSettlement(cutOffAt)
    if (!shown.ok) throw new Error(shown.error.code)
    const { planHash } = shown.value
    const run = await region.office.approveSettlement({ cutOffAt, planHash, approvedBy: 'approver' })
    if (!run.ok) throw new Error(run.error.code)
    return run.value.payouts.find(({ merchantId }) => merchantId === shop.id)!.payoutId
  }

  beforeAll(async () => {
    region = await smallRegion(store())
    shop = await region.openShop()
    const other = await region.openShop()
    const wallet = await region.openWallet(20_000)
    await region.grant(wallet, '074454', 300)
    // Of two funds, and still one payment.
    const first = await region.pay(wallet, shop.id, 1_000)
    await region.pay(wallet, other.id, 4_000)
    region.setNow('2026-11-30T23:59:59.999')
    await region.pay(wallet, shop.id, 500)
    region.setNow('2026-12-01T00:00')
    await region.pay(wallet, shop.id, 700)
    await region.refund(shop.accountId, first, 200)
    region.setNow('2026-12-02T10:00')
    const payoutId = await payOut()
    region.setNow('2026-12-04T10:00')
    const back = await region.office.returnPayout({
      payoutId,
      reason: '該当口座なし',
      returnedBy: 'operator',
      key: newId(),
    })
    if (!back.ok) throw new Error(back.error.code)
  }, 60_000)

  const of = (month: string) => region.statements.of(shop, month)
  const nothing = {
    payments: 0,
    takenYen: 0,
    refundedYen: 0,
    purchasesYen: 0,
    feesYen: 0,
    paidOutYen: 0,
    cameBackYen: 0,
    otherYen: 0,
  }

  test('begin with nothing, and count a payment of two funds once, until the last millisecond', async () => {
    expect(await of('2026-11')).toMatchObject({
      openingYen: 0,
      days: [
        { ...nothing, day: '2026-11-24', payments: 1, takenYen: 1_000 },
        { ...nothing, day: '2026-11-30', payments: 1, takenYen: 500 },
      ],
      closingYen: 1_500,
      payouts: [],
      isOver: true,
    })
  })

  test('go on from the last month with refunds, payouts, and what a bank sent back', async () => {
    const december = await of('2026-12')
    expect(december).toMatchObject({
      openingYen: 1_500,
      days: [
        { ...nothing, day: '2026-12-01', payments: 1, takenYen: 700, refundedYen: -200 },
        { ...nothing, day: '2026-12-02', paidOutYen: -2_000 },
        { ...nothing, day: '2026-12-04', cameBackYen: 2_000 },
      ],
      closingYen: 2_000,
      payouts: [{ payDay: '2026-12-02', amountYen: 2_000, returnedAt: region.clock.now() }],
      isOver: false,
    })
    const owed = [...(await ledgerStore(store()).merchantBalance(shop.accountId)).values()]
    expect(december.closingYen).toBe(owed.reduce((sum, yen) => sum + yen, 0))
  })

  test('of a month before the shop was there, and of one to come, tell of nothing that moved', async () => {
    expect(await of('2026-10')).toMatchObject({ openingYen: 0, closingYen: 0, days: [], payouts: [] })
    expect(await of('2027-01')).toMatchObject({
      openingYen: 2_000,
      closingYen: 2_000,
      days: [],
      isOver: false,
    })
  })
})

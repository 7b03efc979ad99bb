import { describe, expect, it } from 'vitest'
import { booksAudit } from '../../api/currency/repository-verify.ts'
import { verifyBooks } from '../../api/currency/verify.ts'
import { payOut } from '../merchants/support/pay-out.ts'
import { requester, smallRegion } from '../merchants/support/region.ts'
import { removeGuards } from '../audit/small-record.ts'
import { openEngine } from '../support/engines.ts'

const agreed = { rateBasisPoints: 200, rounding: 'down', yearlyCapYen: 300, from: '2026-04-01' } as const

describe('verify tells of an invoice of fees', () => {
  it.each([
    [
      'whose document is another',
      `update fee_invoices set document = replace(document, '"taxYen":15', '"taxYen":16')`,
    ],
    ['whose hash is another', `update fee_invoices set document_hash = 'x'`],
    ['of another amount', `update fee_invoices set amount_yen = amount_yen + 1`],
    ['of another month', `update fee_invoices set month = '2026-11' where month = '2026-12'`],
    ['of another number', `update fee_invoices set number = 5 where year = 2027 and number = 1`],
    ['of another issuer', `update fee_invoices set issuer = 'T9234567890123'`],
    ['of other days', `update fee_invoices set covers_from_at = until_at - 1`],
    ['that is no longer there', `delete from fee_invoices where number = 1`],
  ])('%s', async (_, change) => {
    const { store, dispose } = await openEngine('sqlite')
    const region = await smallRegion(store, requester, agreed)
    const shop = await region.openShop()
    const wallet = await region.openWallet(40_000)
    for (const [day, yen] of [
      ['2026-12-02T10:00', 5_250],
      ['2026-12-03T10:00', 3_050],
      ['2027-01-05T10:00', 1_000],
    ] as const) {
      await region.pay(wallet, shop.id, yen)
      region.setNow(day)
      await payOut(region)
    }
    const second = await region.openShop()
    await region.pay(wallet, second.id, 1_000)
    region.setNow('2027-01-06T10:00')
    await payOut(region)
    region.setNow('2027-02-02T10:00')
    await region.feeInvoices.fixDue()
    await region.feeInvoices.fixDue()
    expect(await store.raw(`select number from fee_invoices order by year, number`)).toHaveLength(3)
    expect((await verifyBooks(booksAudit(store))).wrong).toEqual([])
    await removeGuards(store)
    await store.raw(change)
    expect(JSON.stringify((await verifyBooks(booksAudit(store))).wrong)).toContain('invoice')
    await dispose()
  })
})

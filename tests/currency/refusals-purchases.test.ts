import { describe, expect, test } from 'vitest'
import { decidePurchase } from '../../api/currency/purchase.ts'
import type { PurchaseState } from '../../api/currency/purchase.ts'
import { demonstrationSettings } from '../../api/currency/settings.ts'
import { context, shop } from './builders.ts'

const settings = {
  ...demonstrationSettings,
  merchantPayments: { allowed: true, yenMax: 5_000, monthYenMax: 6_000 },
}
const maker = { ...shop, id: 'maker', accountId: 'maker-account' }
const buyerBalance = new Map([
  ['reserve', 400],
  ['pot-b', 200],
  ['pot-a', 100],
])
const base: PurchaseState = { buyer: shop, seller: maker, buyerBalance, paidBefore: false, monthYen: 0 }
/** Refused for everything there is to refuse about a state. */
const nobody: PurchaseState = {
  ...base,
  buyer: undefined,
  seller: undefined,
  paidBefore: true,
  monthYen: 6_000,
}
const buy = (state: PurchaseState, amountYen: number, chosen = settings) =>
  decidePurchase(
    state,
    { buyerId: 'shop', sellerId: 'maker', amountYen, purchaseReference: 'R-1' },
    context({ settings: chosen }),
  )

describe('a payment between merchants is refused, in this order,', () => {
  test('as long as the issuer does not allow any: in a demonstration neither', () => {
    expect(buy(nobody, 0, demonstrationSettings)).toMatchObject({ error: { code: 'merchant_payments_off' } })
  })

  test.each<[string, number, PurchaseState, object]>([
    ['of nothing', 0, nobody, { code: 'amount_not_positive', field: 'amountYen' }],
    ['above the limit', 5_001, nobody, { code: 'amount_above_limit', field: 'amountYen', limitYen: 5_000 }],
    ['by nobody', 701, nobody, { code: 'purchase_party_not_found', field: 'buyerId' }],
    [
      'by a shop that takes no money',
      701,
      { ...nobody, buyer: { ...shop, open: false } },
      { code: 'purchase_party_not_open', field: 'buyerId' },
    ],
    ['to nobody', 701, { ...nobody, buyer: shop }, { code: 'purchase_party_not_found', field: 'sellerId' }],
    [
      'to a shop that takes no money',
      701,
      { ...nobody, buyer: shop, seller: { ...maker, open: false } },
      { code: 'purchase_party_not_open', field: 'sellerId' },
    ],
    [
      'to oneself',
      701,
      { ...nobody, buyer: shop, seller: shop },
      { code: 'purchase_from_self', field: 'sellerId' },
    ],
    [
      'for what was paid before',
      701,
      { ...nobody, buyer: shop, seller: maker },
      { code: 'purchase_paid_before', field: 'purchaseReference' },
    ],
    [
      'for more than the month allows, by one yen',
      701,
      { ...base, monthYen: 5_300 },
      { code: 'purchase_month_above_limit', field: 'amountYen', limitYen: 6_000, leftYen: 700 },
    ],
    [
      'for anything when the month has seen too much',
      1,
      { ...base, monthYen: 6_001 },
      { code: 'purchase_month_above_limit', field: 'amountYen', limitYen: 6_000, leftYen: 0 },
    ],
    [
      'for more than there is, by one yen',
      701,
      { ...base, monthYen: 5_299 },
      { code: 'insufficient_funds', field: 'amountYen', spendableYen: 700 },
    ],
  ])('%s', (_, amountYen, state, error) => {
    expect(buy(state, amountYen)).toEqual({ ok: false, error })
  })

  test('and otherwise made, of towns’ money first, in the order of its pots, whatever the reserve is called', () => {
    const balance = new Map([
      ['town-d', 10],
      ['reserve', 400],
      ['town-c', 30],
      ['pot-a', 100],
      ['pot-b', 200],
    ])
    expect(buy({ ...base, buyerBalance: balance }, 350)).toMatchObject({
      value: {
        answer: {
          funds: [
            { fundId: 'pot-a', amountYen: 100 },
            { fundId: 'pot-b', amountYen: 200 },
            { fundId: 'town-c', amountYen: 30 },
            { fundId: 'town-d', amountYen: 10 },
            { fundId: 'reserve', amountYen: 10 },
          ],
        },
      },
    })
  })

  test('up to the last yen', () => {
    expect(buy(base, 700)).toMatchObject({ ok: true })
  })
})

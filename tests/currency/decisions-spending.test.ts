import { describe, expect, test } from 'vitest'
import type { Part } from '../../api/currency/allocation.ts'
import { decideDonate } from '../../api/currency/donate.ts'
import type { Lot } from '../../api/currency/lot.ts'
import { decidePay } from '../../api/currency/pay.ts'
import { decidePurchase } from '../../api/currency/purchase.ts'
import { decideRefund } from '../../api/currency/refund.ts'
import { demonstrationSettings } from '../../api/currency/settings.ts'
import { decideTransfer, seenBy } from '../../api/currency/transfer.ts'
import type { SentTransfer } from '../../api/currency/transfer.ts'
import { noon } from './noon.ts'
import { context, freeLot, lot, shop, unspent, walletOf } from './builders.ts'
import { doneIn } from './decision-told.ts'

const gift = freeLot({ id: 'gift', remainingYen: 300, validUntilAt: noon + 1 })
const paid = lot({ id: 'paid', remainingYen: 500, validUntilAt: noon + 2 })
const later = lot({ id: 'later', remainingYen: 500, validUntilAt: noon + 3 })
const full = walletOf([later, paid, gift])

/** What was taken of a lot, as it is stored, and the same as a line of a receipt. */
const partOf = (of: Lot, amountYen: number): Part => {
  const { remainingYen: _, rule: __, ...rest } = of
  return { ...rest, amountYen }
}
const lineOf = (from: Lot, amountYen: number) => {
  const { id: lotId, ...rest } = partOf(from, amountYen)
  return { lotId, ...rest }
}
/** What counts in the day and the month of the payer. */
const spending = (amountYen: number, dayLimitYen = 300_000) => ({
  walletId: 'w',
  amountYen,
  day: '2026-11-23',
  dayLimitYen,
  month: '2026-11',
  monthLimitYen: 900_000,
})

describe('a payment', () => {
  const state = { wallet: full, merchant: shop, spent: unspent }
  const command = { walletId: 'w', merchantId: 'shop', amountYen: 900 }

  test('takes of the lots, gives the shop the sum of each fund, and says all of it on the receipt', () => {
    expect(doneIn(decidePay(state, command, context()))).toEqual({
      journal: {
        id: 'i1',
        kind: 'pay',
        at: noon,
        entries: [
          ['wallet', 'w', 'gift', 'pot-a', -300],
          ['wallet', 'w', 'paid', 'reserve', -500],
          ['wallet', 'w', 'later', 'reserve', -100],
          ['merchant', 'shop-account', null, 'pot-a', 300],
          ['merchant', 'shop-account', null, 'reserve', 600],
        ],
      },
      body: { walletId: 'w', merchantId: 'shop', amountYen: 900 },
      payment: {
        walletId: 'w',
        merchantAccountId: 'shop-account',
        amountYen: 900,
        taken: [partOf(gift, 300), partOf(paid, 500), partOf(later, 100)],
      },
      spending: spending(900),
      answer: {
        paymentId: 'i1',
        walletId: 'w',
        merchantId: 'shop',
        amountYen: 900,
        paidAt: noon,
        lots: [lineOf(gift, 300), lineOf(paid, 500), lineOf(later, 100)],
      },
    })
  })

  test('by a young device is stored with the limit of such a one', () => {
    const young = { ...command, deviceAddedAt: noon }
    expect(doneIn(decidePay(state, young, context()))['spending']).toEqual(spending(900, 50_000))
  })

  test('by a young device is stored with the ordinary limit where that is lower', () => {
    const settings = { ...demonstrationSettings, paymentDayYenMax: 49_999 }
    const young = { ...command, deviceAddedAt: noon }
    expect(doneIn(decidePay(state, young, context({ settings })))['spending']).toEqual(spending(900, 49_999))
  })
})

describe('a refund', () => {
  const payment = {
    id: 'p',
    walletId: 'w',
    walletClosed: false,
    merchantAccountId: 'shop-account',
    amountYen: 900,
    refundedYen: 50,
    correctedYen: 0,
    taken: [partOf(gift, 300), partOf(paid, 500), partOf(later, 100)],
  }
  const merchantBalance = new Map([
    ['reserve', 550],
    ['pot-a', 300],
  ])
  const refund = (amountYen: number | null, of = payment, at = noon) =>
    doneIn(
      decideRefund(
        { payment: of, merchantBalance },
        { paymentId: 'p', merchantAccountId: 'shop-account', amountYen },
        context({ at }),
      ),
    )

  test('gives back what was taken last, first, to the lots it came from', () => {
    expect(refund(600, payment, noon + 2)).toEqual({
      journal: {
        id: 'i1',
        kind: 'refund',
        at: noon + 2,
        entries: [
          ['merchant', 'shop-account', null, 'reserve', -550],
          ['merchant', 'shop-account', null, 'pot-a', -50],
          ['wallet', 'w', 'later', 'reserve', 50],
          ['wallet', 'w', 'paid', 'reserve', 500],
          ['wallet', 'w', 'gift', 'pot-a', 50],
        ],
      },
      parentId: 'p',
      body: { paymentId: 'p', amountYen: 600 },
      returns: {
        paymentId: 'p',
        amountYen: 600,
        restored: [
          { position: 2, amountYen: 50 },
          { position: 1, amountYen: 500 },
          { position: 0, amountYen: 50 },
        ],
      },
      answer: {
        refundId: 'i1',
        paymentId: 'p',
        amountYen: 600,
        refundedAt: noon + 2,
        lots: [
          { ...lineOf(later, 50), expired: false },
          { ...lineOf(paid, 500), expired: false },
          { ...lineOf(gift, 50), expired: true },
        ],
      },
    })
  })

  test('of all is of what is left', () => {
    expect(refund(null)['returns']).toMatchObject({ amountYen: 850 })
  })

  test('of all that is left of a corrected payment restores nothing that the issuer gave back', () => {
    const returns = refund(null, { ...payment, refundedYen: 0, correctedYen: 550 })['returns']
    expect(returns).toEqual({
      paymentId: 'p',
      amountYen: 350,
      restored: [
        { position: 2, amountYen: 50 },
        { position: 0, amountYen: 300 },
      ],
    })
  })
})

describe('a transfer', () => {
  const receiver = walletOf([], { id: 'friend' })
  const state = { sender: full, receiver, sentYen: 0 }
  const command = { walletId: 'w', address: 'A', amountYen: 600 }

  test('makes of each part a lot of the friend that is the same in all but whose it is', () => {
    expect(doneIn(decideTransfer(state, command, context()))).toEqual({
      journal: {
        id: 'i1',
        kind: 'transfer',
        at: noon,
        entries: [
          ['wallet', 'w', 'paid', 'reserve', -500],
          ['wallet', 'friend', 'i2', 'reserve', 500],
          ['wallet', 'w', 'later', 'reserve', -100],
          ['wallet', 'friend', 'i3', 'reserve', 100],
        ],
      },
      body: { fromWalletId: 'w', toWalletId: 'friend', amountYen: 600 },
      newLots: [
        { ...paid, id: 'i2', accountId: 'friend' },
        { ...later, id: 'i3', accountId: 'friend', remainingYen: 100 },
      ],
      filled: { walletId: 'friend', limitYen: 300_000 },
      transfer: {
        fromWalletId: 'w',
        toWalletId: 'friend',
        amountYen: 600,
        month: '2026-11',
        monthLimitYen: 300_000,
        moved: [
          { fromLotId: 'paid', toLotId: 'i2', amountYen: 500 },
          { fromLotId: 'later', toLotId: 'i3', amountYen: 100 },
        ],
      },
      answer: {
        transferId: 'i1',
        amountYen: 600,
        sentAt: noon,
        lots: [lineOf(paid, 500), lineOf(later, 100)],
      },
    })
  })

  test('by a young device is stored with the limit of such a one', () => {
    const young = { ...command, deviceAddedAt: noon }
    expect(doneIn(decideTransfer(state, young, context()))['transfer']).toMatchObject({
      monthLimitYen: 50_000,
    })
  })

  const { lotId: _, ...part } = lineOf(paid, 500)
  const sent: SentTransfer = {
    fromWalletId: 'w',
    toWalletId: 'friend',
    amountYen: 500,
    sentAt: noon,
    moved: [{ ...part, fromLotId: 'paid', toLotId: 'theirs' }],
  }
  test.each([
    ['who sent it', 'w', { direction: 'sent', lots: [lineOf(paid, 500)] }],
    ['who got it', 'friend', { direction: 'received', lots: [{ ...part, lotId: 'theirs' }] }],
  ])('is told to %s with the lots of that wallet only', (_who, walletId, told) => {
    expect(seenBy(walletId, 't', sent)).toEqual({ transferId: 't', amountYen: 500, sentAt: noon, ...told })
  })
  test('is told to nobody else', () => {
    expect(seenBy('other', 't', sent)).toBeUndefined()
  })
})

test('a donation takes paid money, gives it to the organisation, and counts in the day and the month', () => {
  const cause = { id: 'roof', merchantAccountId: 'temple-account', open: true }
  const command = { walletId: 'w', causeId: 'roof', amountYen: 600 }
  const donation = { walletId: 'w', causeId: 'roof', amountYen: 600 }
  expect(doneIn(decideDonate({ wallet: full, cause, spent: unspent }, command, context()))).toEqual({
    journal: {
      id: 'i1',
      kind: 'donate',
      at: noon,
      entries: [
        ['wallet', 'w', 'paid', 'reserve', -500],
        ['wallet', 'w', 'later', 'reserve', -100],
        ['merchant', 'temple-account', null, 'reserve', 600],
      ],
    },
    body: donation,
    donation,
    spending: spending(600),
    answer: {
      donationId: 'i1',
      causeId: 'roof',
      amountYen: 600,
      donatedAt: noon,
      lots: [lineOf(paid, 500), lineOf(later, 100)],
    },
  })
})

test('a purchase moves yen between merchants fund by fund, towns’ money first, none of a fund that is not needed', () => {
  const settings = {
    ...demonstrationSettings,
    merchantPayments: { allowed: true, yenMax: 5_000, monthYenMax: 6_000 },
  }
  const command = { buyerId: 'shop', sellerId: 'maker', amountYen: 250, purchaseReference: 'R-1' }
  const buyerBalance = new Map([
    ['reserve', 400],
    ['pot-b', 200],
    ['pot-a', 100],
  ])
  const seller = { ...shop, id: 'maker', accountId: 'maker-account' }
  const state = { buyer: shop, seller, buyerBalance, paidBefore: false, monthYen: 0 }
  expect(doneIn(decidePurchase(state, command, context({ settings })))).toEqual({
    journal: {
      id: 'i1',
      kind: 'purchase',
      at: noon,
      entries: [
        ['merchant', 'shop-account', null, 'pot-a', -100],
        ['merchant', 'maker-account', null, 'pot-a', 100],
        ['merchant', 'shop-account', null, 'pot-b', -150],
        ['merchant', 'maker-account', null, 'pot-b', 150],
      ],
    },
    body: command,
    purchase: {
      buyerAccountId: 'shop-account',
      sellerAccountId: 'maker-account',
      purchaseReference: 'R-1',
      amountYen: 250,
      month: '2026-11',
      monthLimitYen: 6_000,
    },
    answer: {
      purchaseId: 'i1',
      sellerId: 'maker',
      purchaseReference: 'R-1',
      amountYen: 250,
      paidAt: noon,
      funds: [
        { fundId: 'pot-a', amountYen: 100 },
        { fundId: 'pot-b', amountYen: 150 },
      ],
    },
  })
})

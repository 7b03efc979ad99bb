import { describe, expect, test } from 'vitest'
import { decidePay } from '../../api/currency/pay.ts'
import type { PayCommand, PayState, ScannedCode, Seen } from '../../api/currency/pay.ts'
import { noon } from './noon.ts'
import { context, freeLot, lot, shop, unspent, walletOf } from './builders.ts'
import { doneIn } from './decision-told.ts'

const gift = freeLot({ id: 'gift', remainingYen: 300, validUntilAt: noon + 1 })
const paid = lot({ id: 'paid', remainingYen: 500, validUntilAt: noon + 2 })
const later = lot({ id: 'later', remainingYen: 500, validUntilAt: noon + 3 })
const full = walletOf([later, paid, gift])
const command = { walletId: 'w', merchantId: 'shop', amountYen: 900 }
const state: PayState = { wallet: full, merchant: shop, spent: unspent }
/** Refused for everything that is looked at after the code. */
const worse: PayState = { ...state, wallet: walletOf([]), spent: { dayYen: 300_000, monthYen: 900_000 } }

describe('a payment by a scanned code', () => {
  const board: ScannedCode = { merchantId: 'shop', amountYen: null }
  const sale: ScannedCode = { merchantId: 'shop', amountYen: 900, sale: 'T1' }
  const wasPaid = { ...sale, end: { what: 'paid', paymentId: 'p', amountYen: 900 } } as const
  const withdrawn = { ...sale, end: { what: 'withdrawn' } } as const

  test.each<[string, ScannedCode | null, string]>([
    ['is refused when the code says nothing any more', null, 'payment_code_ended'],
    ['when it is another shop’s board', { ...board, merchantId: 'other' }, 'payment_code_other'],
    ['when it is another shop’s sale of as much', { ...sale, merchantId: 'other' }, 'payment_code_other'],
    ['when it asks for one yen less', { ...sale, amountYen: 899 }, 'payment_code_other'],
    ['when it asks for one yen more', { ...sale, amountYen: 901 }, 'payment_code_other'],
    [
      'when it is another shop’s, before how its sale ended is told',
      { ...wasPaid, merchantId: 'other' },
      'payment_code_other',
    ],
    ['when its sale was paid', wasPaid, 'sale_code_paid'],
    ['when its shop took it back', withdrawn, 'sale_code_withdrawn'],
  ])('%s', (_, scanned, code) => {
    const error = { code, field: 'code' }
    expect(decidePay({ ...worse, scanned }, command, context())).toEqual({ ok: false, error })
  })

  const byASale = { ...command, codeKind: 'sale', seen: {} } as const
  test.each<[string, ScannedCode | null | undefined, string]>([
    ['no code', undefined, 'payment_code_other'],
    ['the board of the very shop', board, 'payment_code_other'],
    ['a code that says nothing any more', null, 'payment_code_ended'],
  ])('is refused when it is said to be of a sale and names %s', (_, scanned, code) => {
    const error = { code, field: 'code' }
    expect(decidePay({ ...worse, scanned }, byASale, context())).toEqual({ ok: false, error })
  })

  test.each<[string, ScannedCode | undefined, Partial<PayCommand>]>([
    ['said to be of a sale and names it', sale, {}],
    ['not pressed yet and names no sale', undefined, { seen: undefined }],
    ['said to be of a board and names it', board, { codeKind: 'printed' }],
    ['said to be of a board and names no code', undefined, { codeKind: 'printed' }],
  ])('is made when it is %s', (_, scanned, said) => {
    expect(decidePay({ ...state, scanned }, { ...byASale, ...said }, context())).toMatchObject({ ok: true })
  })

  test('is refused for its shop before its code', () => {
    const shut = { ...worse, merchant: { ...shop, open: false }, scanned: null }
    expect(decidePay(shut, command, context())).toMatchObject({ error: { code: 'merchant_not_open' } })
  })

  test.each<[string, ScannedCode, string | undefined]>([
    ['of a board takes the amount that the payer says, and ends no sale', board, undefined],
    ['of a board for one amount ends no sale, either', { ...board, amountYen: 900, sale: null }, undefined],
    ['of one sale ends that sale', sale, 'T1'],
    ['of a sale without an amount ends it, too', { ...sale, amountYen: null }, 'T1'],
  ])('%s', (_, scanned, salePaid) => {
    const done = doneIn(decidePay({ ...state, scanned }, command, context()))
    expect(done).toMatchObject({ payment: { merchantAccountId: 'shop-account', amountYen: 900 } })
    expect(done['salePaid']).toBe(salePaid)
  })
})

describe('a payment of which the payer saw the lots', () => {
  const part = (lotId: string, amountYen: number) => ({ lotId, amountYen })
  const lots = [part('gift', 300), part('paid', 500), part('later', 100)]
  const pay = (seen: Seen, of: PayState = state) => decidePay(of, { ...command, seen }, context())

  test.each<[string, Seen]>([
    ['is made when they are the same', { lots }],
    ['and when the payer saw none at all', {}],
    ['and when the payer saw the code only', { code: 'shop' }],
  ])('%s', (_, seen) => expect(pay(seen)).toMatchObject({ ok: true, value: { payment: { amountYen: 900 } } }))

  test.each<[string, Seen['lots']]>([
    ['when one more pays now', lots.slice(0, 2)],
    ['when one less pays now', [...lots, part('ended', 100)]],
    ['when there was nothing to be seen', []],
    ['when they pay in another order', [lots[1]!, lots[0]!, lots[2]!]],
    ['when another pays as much', [lots[0]!, lots[1]!, part('ended', 100)]],
    ['when the same pay other amounts', [part('gift', 299), part('paid', 500), part('later', 101)]],
    ['when none of them is the same', [part('x', 1), part('y', 2), part('z', 3)]],
  ])('is refused %s, and told which would pay now', (_, seen) => {
    const error = { code: 'payment_changed', field: 'lots', lots }
    expect(pay({ lots: seen })).toEqual({ ok: false, error })
  })

  test('is refused for too little money before it is for other lots', () => {
    expect(pay({ lots: [] }, { ...state, wallet: walletOf([gift]) })).toEqual({
      ok: false,
      error: { code: 'insufficient_funds', field: 'amountYen', spendableYen: 300 },
    })
  })
})

import { expect, test } from 'vitest'
import { decideAsk, decideGrant } from '../../api/currency/repay.ts'
import type { RepaymentWay, StoredRepayment } from '../../api/currency/repay.ts'
import { noon } from './noon.ts'
import { context, freeLot, lot, walletOf } from './builders.ts'
import { doneIn } from './decision-told.ts'

/** Of these two lots the cards take back what is left; the counter charged the others, which end sooner. */
const [first, second] = [
  lot({ id: 'first', remainingYen: 300, validUntilAt: noon + 2 }),
  lot({ id: 'second', remainingYen: 400, validUntilAt: noon + 3 }),
]
const others = [
  lot({ id: 'cash', remainingYen: 500, validUntilAt: noon + 1 }),
  freeLot({ id: 'gift', remainingYen: 900, validUntilAt: noon }),
]
const wallet = walletOf([second, ...others, first])
const cardLots = [
  { lotId: 'second', topupId: 't2' },
  { lotId: 'elsewhere', topupId: 't0' },
  { lotId: 'first', topupId: 't1' },
]
const period = { period: '2027-03-31', issuedBeforeYen: 5_000, unusedBeforeYen: 10_000, repaidYen: 300 }
const ask = (way: RepaymentWay, amountYen: number, cards = cardLots) =>
  decideAsk(
    { wallet, cardLots: cards, waiting: false, period },
    { walletId: 'w', reason: 'moved_away', amountYen, way },
    context(),
  )

test.each<[string, ReturnType<typeof ask>, number]>([
  ['to cards of what they added', ask('card', 701), 700],
  ['to cards of the one lot that one takes back', ask('card', 301, cardLots.slice(1)), 300],
  ['to cards of nothing where none takes it back', ask('card', 1, []), 0],
  ['at the counter of all paid money, cards or not', ask('counter', 1_201), 1_200],
])('a repayment is asked for %s, and one yen more is refused', (_, asked, spendableYen) => {
  const error = { code: 'insufficient_funds', field: 'amountYen', spendableYen }
  expect(asked).toEqual({ ok: false, error })
})

test.each<[RepaymentWay, number]>([
  ['card', 700],
  ['counter', 1_200],
])('a repayment by %s is taken down, to the last yen, with its way', (way, amountYen) => {
  const asked = { requestId: 'i1', reason: 'moved_away', amountYen, way }
  expect(doneIn(ask(way, amountYen))).toEqual({
    at: noon,
    asked: { ...asked, walletId: 'w' },
    answer: { ...asked, askedAt: noon },
  })
})

const waiting: StoredRepayment = {
  requestId: 'r',
  walletId: 'w',
  reason: 'small_amount',
  amountYen: 600,
  way: 'card',
  askedAt: noon - 1,
}
const grant = (facts: Partial<StoredRepayment> = {}) =>
  decideGrant(
    { repayment: { ...waiting, ...facts }, wallet, cardLots, period },
    { requestId: 'r', decidedBy: 'officer' },
    context(),
  )

test('granted to cards it leaves for them, each part for the charge that it was added by, and no other lot pays', () => {
  const told = { requestId: 'r', reason: 'small_amount', amountYen: 600, period: '2027-03-31' }
  expect(doneIn(grant())).toEqual({
    journal: {
      id: 'i1',
      kind: 'card_refund',
      at: noon,
      entries: [
        ['wallet', 'w', 'first', 'reserve', -300],
        ['wallet', 'w', 'second', 'reserve', -300],
        ['card_clearing', 'card_clearing', null, 'reserve', 600],
      ],
    },
    body: { ...told, walletId: 'w' },
    repaid: {
      requestId: 'r',
      decidedBy: 'officer',
      amountYen: 600,
      period: '2027-03-31',
      limitYen: 1_000,
    },
    answer: {
      ...told,
      repaymentId: 'i1',
      way: 'card',
      parts: [
        { cardRefundId: 'i2', lotId: 'first', topupId: 't1', amountYen: 300 },
        { cardRefundId: 'i3', lotId: 'second', topupId: 't2', amountYen: 300 },
      ],
      repaidAt: noon,
    },
  })
})

test('granted at the counter it is cash of any paid lot, and nothing goes to cards that added some of it', () => {
  expect(doneIn(grant({ way: 'counter' }))).toMatchObject({
    journal: {
      kind: 'repay',
      entries: [
        ['wallet', 'w', 'cash', 'reserve', -500],
        ['wallet', 'w', 'first', 'reserve', -100],
        ['bank', 'bank', null, 'reserve', 600],
      ],
    },
    answer: { way: 'counter', parts: [] },
  })
})

test('to cards is not granted what cards no longer take back', () => {
  expect(grant({ reason: 'moved_away', amountYen: 701 })).toEqual({
    ok: false,
    error: { code: 'insufficient_funds', field: 'amountYen', spendableYen: 700 },
  })
})

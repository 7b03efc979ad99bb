import { describe, expect, test } from 'vitest'
import { cardJournalOf, cardPartsOf, decideCardReturn, decideToCard } from '../../api/currency/card-refund.ts'
import type { StoredCardRefund } from '../../api/currency/card-refund.ts'
import type { RefundReceipt } from '../../api/currency/receipt.ts'
import { decideRefund } from '../../api/currency/refund.ts'
import type { RepaymentReason } from '../../api/currency/repayment-reason.ts'
import { demonstrationSettings } from '../../api/currency/settings.ts'
import { assert } from '../../api/platform/assert.ts'
import { noon } from './noon.ts'
import { context, countedIds, lot } from './builders.ts'
import { doneBy, doneIn } from './decision-told.ts'

/** A refund of 900 yen: into two lots that cards filled, one that a counter did, and one that has ended since. */
const taken = [
  { ...lot({ id: 'over', validUntilAt: noon - 1 }), amountYen: 100 },
  { ...lot({ id: 'first' }), amountYen: 300 },
  { ...lot({ id: 'cash' }), amountYen: 200 },
  { ...lot({ id: 'second' }), amountYen: 300 },
]
const refundedBy = (ids: { readonly next: () => string }) => {
  const payment = {
    id: 'p',
    walletId: 'w',
    walletClosed: false,
    merchantAccountId: 'shop-account',
    amountYen: 900,
    refundedYen: 0,
    correctedYen: 0,
    taken,
  }
  const command = { paymentId: 'p', merchantAccountId: 'shop-account', amountYen: null }
  const made = decideRefund(
    { payment, merchantBalance: new Map([['reserve', 900]]) },
    command,
    context({ ids }),
  )
  assert(made.ok, 'the shop has what it gives back')
  return made.value
}
const cardLots = ['over', 'first', 'second', 'elsewhere'].map((lotId) => ({ lotId, topupId: `of ${lotId}` }))
/** 20 % of 5,000 are 1,000. */
const period = { period: '2027-03-31', issuedBeforeYen: 5_000, unusedBeforeYen: 0, repaidYen: 400 }

type Asked = {
  readonly reason: RepaymentReason
  readonly cardYen: number | undefined
  readonly cards: typeof cardLots
  readonly repaidYen: number
  readonly repayment: Partial<typeof demonstrationSettings.repayment>
}
function toCard(asked: Partial<Asked> = {}) {
  const { reason = 'small_amount', cardYen, cards = cardLots, repaidYen = 400, repayment = {} } = asked
  const ids = countedIds()
  const settings = {
    ...demonstrationSettings,
    repayment: { ...demonstrationSettings.repayment, ...repayment },
  }
  return decideToCard(
    refundedBy(ids),
    { walletId: 'w', cardLots: cards, period: { ...period, repaidYen } },
    { reason, cardYen },
    context({ ids, settings }),
  )
}

test('of what was restored goes to cards what one added that takes it back, and nothing that has ended', () => {
  const lots: RefundReceipt['lots'] = refundedBy(countedIds()).answer.lots
  expect(cardPartsOf(lots, cardLots)).toEqual([
    { lotId: 'second', topupId: 'of second', amountYen: 300 },
    { lotId: 'first', topupId: 'of first', amountYen: 300 },
  ])
})

describe('a refund to the card is refused, in this order,', () => {
  const shut = 'moved_away' as const
  test.each<[string, Partial<Asked>, object]>([
    [
      'when no card added it',
      { cards: cardLots.slice(3), cardYen: 1, reason: shut, repaidYen: 1_001 },
      { code: 'refund_not_from_card' },
    ],
    [
      'when all that a card added has ended',
      { cards: cardLots.slice(0, 1), reason: shut },
      { code: 'refund_not_from_card' },
    ],
    [
      'when less goes to cards now than the shop saw',
      { cardYen: 601, reason: shut, repaidYen: 1_001 },
      { code: 'card_refund_changed', field: 'cardYen', cardYen: 600 },
    ],
    [
      'when more does',
      { cardYen: 599, reason: shut, repaidYen: 1_001 },
      { code: 'card_refund_changed', field: 'cardYen', cardYen: 600 },
    ],
    [
      'for a reason that shops may not give',
      { reason: shut, repaidYen: 1_001 },
      { code: 'repayment_reason_not_open', field: 'reason' },
    ],
    [
      'for a reason that they may give and that is not given now',
      { reason: 'business_ended', repayment: { shopReasons: ['business_ended'] } },
      { code: 'repayment_reason_not_open', field: 'reason' },
    ],
    [
      'above the cap of the base period, by one yen',
      { repaidYen: 401 },
      { code: 'repayment_above_cap', field: 'amountYen', limitYen: 1_000, leftYen: 599 },
    ],
    [
      'above a cap of which nothing is left, and not less',
      { repaidYen: 1_001 },
      { code: 'repayment_above_cap', field: 'amountYen', limitYen: 1_000, leftYen: 0 },
    ],
  ])('%s', (_, asked, error) => expect(toCard(asked)).toEqual({ ok: false, error }))

  test.each<[string, Partial<Asked>, number | null]>([
    ['to the last yen of the cap', {}, 1_000],
    ['of as much as the shop saw', { cardYen: 600 }, 1_000],
    ['without a cap where the holder cannot help it', { reason: 'leaving_japan', repaidYen: 1_001 }, null],
  ])('and otherwise made %s', (_, asked, limitYen) => {
    expect(toCard(asked)).toMatchObject({ ok: true, value: { answer: { toCard: { limitYen } } } })
  })
})

describe('a refund to the card', () => {
  const parts = [
    { cardRefundId: 'i3', lotId: 'second', topupId: 'of second', amountYen: 300 },
    { cardRefundId: 'i4', lotId: 'first', topupId: 'of first', amountYen: 300 },
  ]

  test('is the refund as it would be, and says what of it goes to which charge', () => {
    const { answer, ...refunded } = refundedBy(countedIds())
    const made = toCard()
    assert(made.ok, 'a refund that was not refused')
    expect(doneIn(made)).toEqual({
      ...doneBy({ ...refunded, answer }),
      answer: {
        ...answer,
        toCard: {
          journalId: 'i2',
          walletId: 'w',
          reason: 'small_amount',
          amountYen: 600,
          period: '2027-03-31',
          limitYen: 1_000,
          parts,
        },
      },
    })
  })

  test('leaves the lots that it was restored to, for the card company, as a child of the refund', () => {
    const made = toCard()
    assert(made.ok, 'a refund that was not refused')
    expect(doneBy(cardJournalOf(made.value.answer))).toEqual({
      journal: {
        id: 'i2',
        kind: 'card_refund',
        at: noon,
        entries: [
          ['wallet', 'w', 'second', 'reserve', -300],
          ['wallet', 'w', 'first', 'reserve', -300],
          ['card_clearing', 'card_clearing', null, 'reserve', 600],
        ],
      },
      parentId: 'i1',
      body: {
        refundId: 'i1',
        walletId: 'w',
        reason: 'small_amount',
        amountYen: 600,
        period: '2027-03-31',
      },
    })
  })
})

describe('what the card company does not take', () => {
  const cardRefund: StoredCardRefund = {
    cardRefundId: 'c',
    lotId: 'first',
    topupId: 'of first',
    amountYen: 300,
    walletId: 'w',
    walletClosed: false,
    journalId: 'j',
    processorPayment: 'charge',
  }
  const back = (found: StoredCardRefund | undefined) =>
    decideCardReturn({ cardRefund: found }, { reason: 'card expired' }, context())

  test('goes into the lot that it left', () => {
    expect(doneIn(back(cardRefund))).toEqual({
      journal: {
        id: 'i1',
        kind: 'card_return',
        at: noon,
        entries: [
          ['card_clearing', 'card_clearing', null, 'reserve', -300],
          ['wallet', 'w', 'first', 'reserve', 300],
        ],
      },
      parentId: 'j',
      body: { cardRefundId: 'c', walletId: 'w', lotId: 'first', amountYen: 300, reason: 'card expired' },
      answer: { journalId: 'i1', cardRefundId: 'c', amountYen: 300, returnedAt: noon },
    })
  })
  test('goes into no closed wallet', () => {
    expect(back({ ...cardRefund, walletClosed: true })).toEqual({
      ok: false,
      error: { code: 'account_closed' },
    })
  })
  test('and only what was sent comes back', () => {
    expect(() => back(undefined)).toThrow('only what was sent')
  })
})

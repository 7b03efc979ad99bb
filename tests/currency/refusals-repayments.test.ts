import { describe, expect, test } from 'vitest'
import { decideAsk, decideDecline, decideGrant } from '../../api/currency/repay.ts'
import type { AskState, GrantState, StoredRepayment } from '../../api/currency/repay.ts'
import { capOf } from '../../api/currency/repayment-cap.ts'
import { assertLawful, isReasonOpen, repaymentReasons } from '../../api/currency/repayment-reason.ts'
import { demonstrationSettings } from '../../api/currency/settings.ts'
import type { RepaymentSettings } from '../../api/currency/settings.ts'
import { context, freeLot, lot, walletOf } from './builders.ts'
import { noon } from './noon.ts'

const full = walletOf([lot({ id: 'a', remainingYen: 1_000 })])
/** 20 % of 5,000 are 1,000, 5 % of 10,000 are 500: 1,000, of which 300 are gone. */
const period = { period: '2027-03-31', issuedBeforeYen: 5_000, unusedBeforeYen: 10_000, repaidYen: 300 }
const codeOf = (outcome: { ok: true } | { ok: false; error: { code: string } }): string =>
  outcome.ok ? 'ok' : outcome.error.code
const { repayment: settings, walletYenMax: most } = demonstrationSettings

describe('asking for money back is refused, in this order,', () => {
  const base: AskState = { wallet: full, cardLots: [], waiting: false, period }
  const worst: AskState = {
    wallet: undefined,
    cardLots: [],
    waiting: true,
    period: { ...period, issuedBeforeYen: 0 },
  }
  const ended = 'business_ended' as const
  const small = 'small_amount' as const
  test.each<[string, number, (typeof repaymentReasons)[number], AskState, string]>([
    ['for nothing', 0, ended, worst, 'amount_not_positive'],
    ['for more than a wallet may hold', most + 1, ended, worst, 'amount_above_limit'],
    ['without a wallet', most, ended, worst, 'wallet_not_found'],
    ['of a closed wallet', most, ended, { ...worst, wallet: { ...full, closed: true } }, 'account_closed'],
    ['of a frozen wallet', most, ended, { ...worst, wallet: { ...full, frozen: true } }, 'wallet_frozen'],
    [
      'because a business ended that goes on',
      most,
      ended,
      { ...worst, wallet: full },
      'repayment_reason_not_open',
    ],
    ['while another request waits', most, small, { ...worst, wallet: full }, 'repayment_asked_before'],
    [
      'for a small amount above the cap',
      701,
      small,
      { ...base, wallet: walletOf([]) },
      'repayment_above_cap',
    ],
    ['for more than there is', 1_001, 'leaving_japan', base, 'insufficient_funds'],
    ['and otherwise taken down, to the last yen of the cap', 700, small, base, 'ok'],
    ['and above the cap where the holder cannot help it', 1_000, 'moved_away', base, 'ok'],
  ])('%s', (...[, amountYen, reason, state, expected]) => {
    expect(codeOf(decideAsk(state, { walletId: 'w', reason, amountYen, way: 'counter' }, context()))).toBe(
      expected,
    )
  })

  test('and the refusal says the cap and what is left of it', () => {
    const asked = decideAsk(base, { walletId: 'w', reason: small, amountYen: 701, way: 'counter' }, context())
    expect(asked).toEqual({
      ok: false,
      error: { code: 'repayment_above_cap', field: 'amountYen', limitYen: 1_000, leftYen: 700 },
    })
  })

  test('for what a town gave, what has ended and what is held: it is paid money that is free', () => {
    const wallet = walletOf([
      freeLot({ id: 'f', remainingYen: 900 }),
      lot({ id: 'a', remainingYen: 50 }),
      lot({ id: 'b', remainingYen: 70, validUntilAt: noon - 1 }),
    ])
    const asked = decideAsk(
      { ...base, wallet },
      { walletId: 'w', reason: 'leaving_japan', amountYen: 51, way: 'counter' },
      context(),
    )
    expect(asked).toMatchObject({ error: { code: 'insufficient_funds', spendableYen: 50 } })
  })
})

describe('handing money out is refused, in this order,', () => {
  const asked: StoredRepayment = {
    requestId: 'r',
    walletId: 'w',
    reason: 'small_amount',
    amountYen: 700,
    way: 'counter',
    askedAt: noon,
  }
  const base: GrantState = { repayment: asked, wallet: full, cardLots: [], period }
  const worst: GrantState = {
    repayment: { ...asked, reason: 'business_ended', amountYen: 1_001 },
    wallet: undefined,
    cardLots: [],
    period: { ...period, issuedBeforeYen: 0 },
  }
  test.each<[string, GrantState, string]>([
    ['when nobody asked', { ...worst, repayment: undefined }, 'repayment_not_found'],
    [
      'when it was decided',
      { ...worst, repayment: { ...worst.repayment!, decision: 'declined', decidedAt: noon } },
      'repayment_decided_before',
    ],
    ['when the wallet is closed', { ...worst, wallet: { ...full, closed: true } }, 'account_closed'],
    ['when the wallet is frozen', { ...worst, wallet: { ...full, frozen: true } }, 'wallet_frozen'],
    ['when the reason is over', { ...worst, wallet: full }, 'repayment_reason_not_open'],
    [
      'when the period has seen too much since',
      { ...base, wallet: walletOf([]), period: { ...period, repaidYen: 301 } },
      'repayment_above_cap',
    ],
    ['when the money was spent since', { ...base, wallet: walletOf([]) }, 'insufficient_funds'],
    ['and otherwise done', base, 'ok'],
  ])('%s', (_, state, expected) => {
    const command = { requestId: 'r', decidedBy: 'officer' }
    expect(codeOf(decideGrant(state, command, context()))).toBe(expected)
  })

  test.each<[string, StoredRepayment | undefined, string]>([
    ['nor is declined what nobody asked for', undefined, 'repayment_not_found'],
    ['nor what was granted', { ...asked, decision: 'granted', decidedAt: noon }, 'repayment_decided_before'],
    ['but what waits is', asked, 'ok'],
  ])('%s', (_, repayment, expected) => {
    const command = { requestId: 'r', decidedBy: 'officer' }
    expect(codeOf(decideDecline({ repayment }, command, context()))).toBe(expected)
  })

  test('it leaves the wallet, the soonest to end first, and the issuer’s bank account', () => {
    const later = lot({ id: 'later', remainingYen: 600 })
    const sooner = lot({ id: 'sooner', remainingYen: 200, validUntilAt: noon + 1 })
    const outcome = decideGrant(
      { ...base, wallet: walletOf([later, sooner]) },
      { requestId: 'r', decidedBy: 'officer' },
      context(),
    )
    expect(outcome.ok && outcome.value.journal).toMatchObject({
      kind: 'repay',
      entries: [
        { lotId: 'sooner', amountYen: -200 },
        { lotId: 'later', amountYen: -500 },
        { account: { kind: 'bank' }, amountYen: 700 },
      ],
    })
  })
})

describe('the cap of small amounts in a base period is', () => {
  const association: RepaymentSettings = { ...settings, boundByAct: true, capsWithoutDuty: false }
  const before = (issuedBeforeYen: number, unusedBeforeYen: number) => ({ issuedBeforeYen, unusedBeforeYen })
  test.each<[string, number | null, number | null]>([
    [
      'a fifth of what was issued in the period before, each yen below',
      capOf('small_amount', before(999, 0), association),
      199,
    ],
    [
      'or a twentieth of what was unused at its end, where that is more',
      capOf('small_amount', before(999, 5_000), association),
      250,
    ],
    [
      'nothing where nothing was issued and nothing was unused',
      capOf('small_amount', before(0, 0), association),
      0,
    ],
    [
      'the same for a public issuer that keeps to it by its own choice',
      capOf('small_amount', before(999, 0), settings),
      199,
    ],
    [
      'none for a public issuer that does not',
      capOf('small_amount', before(999, 0), { ...settings, capsWithoutDuty: false }),
      null,
    ],
    ['none for who leaves Japan', capOf('leaving_japan', before(0, 0), association), null],
    ['none for who moves away', capOf('moved_away', before(0, 0), association), null],
    ['none when the business ends', capOf('business_ended', before(0, 0), association), null],
  ])('%s', (_, cap, expected) => expect(cap).toBe(expected))
})

test('money goes back for the reasons that the Act names and for no other', () => {
  expect(repaymentReasons).toEqual(['business_ended', 'small_amount', 'moved_away', 'leaving_japan'])
})

describe('that the business ended', () => {
  const days = { claimsFromAt: noon, claimsUntilAt: noon + 60 * 86_400_000 }
  const over = { ...settings, boundByAct: true, businessEnded: days }
  test.each([
    ['is no reason while it goes on', noon, settings, false],
    ['nor before the announced days', noon - 1, over, false],
    ['it is from their first instant', noon, over, true],
    ['to their last', days.claimsUntilAt, over, true],
    ['and not after it', days.claimsUntilAt + 1, over, false],
  ])('%s', (_, at, of, expected) => expect(isReasonOpen('business_ended', at, of)).toBe(expected))

  test('takes claims for 60 days at least where the Act binds', () => {
    const short = { ...days, claimsUntilAt: days.claimsUntilAt - 1 }
    expect(() => assertLawful({ ...over, businessEnded: short })).toThrow('60 days')
    expect(() => assertLawful(over)).not.toThrow()
    expect(() => assertLawful(settings)).not.toThrow()
    expect(() => assertLawful({ ...over, boundByAct: false, businessEnded: short })).not.toThrow()
  })
})

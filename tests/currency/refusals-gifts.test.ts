import { describe, expect, test } from 'vitest'
import { decideGive } from '../../api/currency/give.ts'
import { demonstrationSettings } from '../../api/currency/settings.ts'
import { context, lot, walletOf } from './builders.ts'
import { noon } from './noon.ts'

const { giftYenMax: most, giftDayYenMax, walletYenMax } = demonstrationSettings
const pot = {
  id: 'pot-a',
  fundId: 'pot-a',
  municipality: '072028',
  balanceYen: 500,
  rule: { purposes: ['travel'] },
  validDays: 3,
}
const receiver = walletOf([])
const full = walletOf([lot({ id: 'a', remainingYen: walletYenMax })])
const asked = { potId: 'pot-a', amountYen: 100, givenBy: 'officer', reason: 'autumn' }

describe('a gift at the counter is refused, in this order,', () => {
  type State = Omit<Parameters<typeof decideGive>[0], 'givenYen'> & { readonly givenYen?: number }
  test.each<[string, State, number, object]>([
    ['of nothing', { pot: undefined, receiver: undefined }, 0, { code: 'amount_not_positive' }],
    [
      'of more than one may be',
      { pot: undefined, receiver: undefined },
      most + 1,
      { code: 'amount_above_limit', limitYen: most },
    ],
    [
      'from a pot that is not there',
      { pot: undefined, receiver: undefined },
      most,
      { code: 'pot_not_found', field: 'potId' },
    ],
    ['to nobody', { pot, receiver: undefined }, most, { code: 'address_not_found', field: 'address' }],
    ['to a closed wallet', { pot, receiver: { ...full, closed: true } }, most, { code: 'address_not_found' }],
    [
      'to a stopped wallet',
      { pot, receiver: { ...full, frozen: true } },
      most,
      { code: 'address_not_found' },
    ],
    [
      'above what a pot gives in a day, by one yen',
      { pot: { ...pot, lastDay: '2000-01-01' }, receiver: full, givenYen: giftDayYenMax - most + 1 },
      most,
      { code: 'gift_day_above_limit', field: 'amountYen', limitYen: giftDayYenMax, leftYen: most - 1 },
    ],
    [
      'in a day that gave more than a limit that was lowered since',
      { pot, receiver, givenYen: giftDayYenMax + 1 },
      1,
      { code: 'gift_day_above_limit', limitYen: giftDayYenMax, leftYen: 0 },
    ],
    [
      'from a pot that has ended',
      { pot: { ...pot, lastDay: '2000-01-01' }, receiver: full, givenYen: giftDayYenMax - most },
      most,
      { code: 'pot_ended', field: 'potId', lastDay: '2000-01-01' },
    ],
    [
      'to a full one',
      { pot, receiver: full },
      most,
      { code: 'receiver_above_limit', field: 'amountYen', limitYen: walletYenMax },
    ],
    ['of more than is in the pot', { pot, receiver }, 501, { code: 'pot_exhausted', remainingYen: 500 }],
  ])('%s', (_, state, amountYen, error) => {
    const refused = decideGive({ givenYen: 0, ...state }, { ...asked, amountYen }, context())
    expect(refused).toMatchObject({ ok: false, error })
    // How much room there is in a wallet is told to its holder alone.
    if (!refused.ok && refused.error.code === 'receiver_above_limit')
      expect(refused.error).not.toHaveProperty('leftYen')
  })

  test('and otherwise made: a grant that says who gave and why, and tells nothing of the wallet', () => {
    const given = decideGive({ pot, receiver, givenYen: giftDayYenMax - 100 }, asked, context())
    expect(given).toMatchObject({
      ok: true,
      value: {
        journal: { kind: 'grant' },
        body: { walletId: 'w', amountYen: 100, givenBy: 'officer', reason: 'autumn' },
        newLots: [{ accountId: 'w', remainingYen: 100, rule: { purposes: ['travel'] } }],
        filled: { walletId: 'w', limitYen: walletYenMax },
        // The day and the month are the pot's own: no wallet has such a one, and no month has more than 31 days.
        spending: {
          walletId: 'pot-a',
          amountYen: 100,
          day: 'gifts 2026-11-23',
          dayLimitYen: giftDayYenMax,
          month: 'gifts 2026-11',
          monthLimitYen: 31 * giftDayYenMax,
        },
      },
    })
    const answer = given.ok ? given.value.answer : undefined
    expect(Object.keys(answer ?? {}).toSorted()).toEqual([
      'amountYen',
      'giftId',
      'givenAt',
      'potId',
      'validUntilAt',
    ])
    expect(answer).toMatchObject({ potId: 'pot-a', amountYen: 100, givenAt: noon })
  })
})

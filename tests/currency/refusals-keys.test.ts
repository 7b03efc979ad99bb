import { expect, test } from 'vitest'
import { refusalCodes } from '../../api/currency/errors.ts'
import { isKeySpentBy } from '../../api/currency/key.ts'

/** Nobody was recognised, nothing was decided, or the key names a thing and not a try. */
const leftUnused = [
  'wallet_not_found',
  'proxy_not_found',
  'recovery_code_unknown',
  'top_up_not_found',
  'top_up_not_whole',
  'dispute_not_found',
  'repayment_not_found',
  'busy_try_again',
]

test('a key is used up by every refusal of the ledger but those that leave it as it was', () => {
  expect(refusalCodes.filter((code) => !isKeySpentBy(code)).toSorted()).toEqual(leftUnused.toSorted())
})

test.each([
  ['by what refuses a top-up alone', 'amount_below_minimum', true],
  ['by its other one, too', 'method_not_offered', true],
  ['by no word that the ledger does not know', 'something_else', false],
])('a key is used up %s', (_, code, expected) => expect(isKeySpentBy(code)).toBe(expected))

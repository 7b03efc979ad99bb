import { expect, test } from 'vitest'
import { grantOf, operations } from '../../api/identity/authorisation.ts'
import { wordsFor } from '../../api/platform/words.ts'
import { actOperations, wordOfOperation } from '../../site/lib/office-acts.ts'

const office = ['municipal_officer', 'approver', 'operator'] as const
/** What only looks, and changes nothing that would be recorded. */
const looks = /[._](read|read_by_staff|mine|oversee|preview)$/

test('every command of the office can be chosen in its record, and is named in both languages', () => {
  const commands = operations.filter(
    (one) =>
      grantOf(one, 'nobody') === 'no' &&
      !looks.test(one) &&
      office.some((role) => grantOf(one, role) !== 'no'),
  )
  const listed: readonly string[] = actOperations
  expect(commands.filter((one) => !listed.includes(one))).toEqual([])
  for (const locale of ['ja', 'en'])
    for (const one of actOperations) {
      const key = `acts:kind.${wordOfOperation(one)}`
      expect([one, wordsFor(locale)(key) === key.slice('acts:'.length)]).toEqual([one, false])
    }
})

import { describe, expect, test } from 'vitest'
import { bankToPot, entry } from './journal-entries.ts'
import { journal } from '../../api/currency/journal.ts'
import type { Entry } from '../../api/currency/journal.ts'
import { noon } from './noon.ts'

const make = (entries: readonly Entry[]) => journal({ id: 'j', kind: 'pay', at: noon, entries })

describe('a journal cannot be made', () => {
  test.each<[string, readonly Entry[], string]>([
    ['of nothing', [], 'money comes from somewhere'],
    ['of one leg', [entry('pot', 'pot', 'a', 5)], 'money comes from somewhere'],
    [
      'that does not sum to zero',
      [entry('bank', 'bank', 'a', -5), entry('pot', 'pot', 'a', 6)],
      'sum to zero',
    ],
    [
      'that sums to zero only across funds',
      [entry('bank', 'bank', 'a', -5), entry('pot', 'pot', 'b', 5)],
      'sum to zero',
    ],
    ['with a part of a yen', [entry('bank', 'bank', 'a', -0.5), entry('pot', 'pot', 'a', 0.5)], 'whole yen'],
    ['with a leg of nothing', [...bankToPot(5), entry('fee', 'fee', 'a', 0)], 'whole yen'],
    [
      'with a lot outside a wallet',
      [entry('bank', 'bank', 'a', -5, 'lot'), entry('pot', 'pot', 'a', 5)],
      'wallets only',
    ],
    [
      'with a wallet without a lot',
      [entry('bank', 'bank', 'a', -5), entry('w', 'wallet', 'a', 5)],
      'wallets only',
    ],
    ['with two legs where one would do', [...bankToPot(5), ...bankToPot(7)], 'netted'],
  ])('%s', (_, entries, why) => {
    expect(() => make(entries)).toThrow(why)
  })

  test('but of legs that balance fund by fund', () => {
    const entries = [...bankToPot(5), entry('w', 'wallet', 'b', -7, 'lot'), entry('m', 'merchant', 'b', 7)]
    expect(make(entries).entries).toEqual(entries)
  })
})

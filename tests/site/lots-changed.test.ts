import { describe, expect, test } from 'vitest'
import { changesSince, isSame } from '../../site/components/wallet/lots-changed.ts'
import { printSeen, readSeen, seenInAddress, type SeenLot } from '../../site/components/wallet/seen-lots.ts'

const at = 1_000
const gift: SeenLot = { lotId: 'gift', amountYen: 300, validUntilAt: 2_000, municipality: '072028' }
const own: SeenLot = { lotId: 'own', amountYen: 200, validUntilAt: 9_000, municipality: null }
const told = [gift, own]
const held = [
  { lotId: 'gift', remainingYen: 300, spendable: true },
  { lotId: 'own', remainingYen: 1_000, spendable: true },
]
const all = [{ ...own, amountYen: 500 }]

describe('what a page tells of lots', () => {
  test('is read back as it was printed', () => {
    expect(readSeen(printSeen(told))).toEqual(told)
  })
  test.each(['', ' ', 'gift~300', 'gift~-1~2000~', 'b!~1~2~', `${'x'.repeat(65)}~1~2~`, '<i>~1~2~'])(
    'is nothing that a page did not print: %j',
    (text) => {
      expect(readSeen(text)).toEqual([])
    },
  )
  test('is left out of an address that it would make too long', () => {
    const many = Array.from({ length: 41 }, () => gift)
    expect([seenInAddress(many), seenInAddress(many.slice(1)).length > 0]).toEqual(['', true])
  })
})

describe('why a payment is asked once more', () => {
  const late = gift.validUntilAt + 1
  const other: SeenLot = { ...gift, lotId: 'other', validUntilAt: 1_500 }
  test.each<[string, Parameters<typeof changesSince>[1], [string, string | null][]]>([
    ['a lot ended', { at: late, paying: all, held }, [['ended', '072028']]],
    ['a lot ended and was taken back', { at: late, paying: all, held: [held[1]!] }, [['ended', '072028']]],
    ['a lot ended and the rest is too little', { at: late, paying: undefined, held }, [['ended', '072028']]],
    [
      'a lot ended, as the hub says whose clock it is',
      { at, paying: all, held: [{ ...held[0]!, spendable: false }, held[1]!] },
      [['ended', '072028']],
    ],
    ['a lot is not for this day', { at, paying: all, held }, [['not_now', '072028']]],
    ['a lot was spent', { at, paying: all, held: [held[1]!] }, [['spent', '072028']]],
    [
      'a part of a lot was spent',
      {
        at,
        paying: [
          { ...gift, amountYen: 100 },
          { ...own, amountYen: 400 },
        ],
        held: [{ lotId: 'gift', remainingYen: 100, spendable: true }, held[1]!],
      },
      [['spent', '072028']],
    ],
    ['money arrived', { at, paying: [other, { ...gift, amountYen: 200 }], held }, [['arrived', '072028']]],
    [
      'money arrived that pays all',
      { at, paying: [{ ...other, amountYen: 500 }], held },
      [['arrived', '072028']],
    ],
    ['it is too little for a reason that is not known', { at, paying: undefined, held }, []],
    ['nothing changed', { at, paying: told, held }, []],
  ])('%s', (_, now, expected) => {
    expect(changesSince(told, now).map(({ why, lot }) => [why, lot.municipality])).toEqual(expected)
  })

  test.each<[boolean, SeenLot[] | undefined]>([
    [true, told],
    [false, undefined],
    [false, [gift]],
    [false, [own, gift]],
    [false, [gift, { ...own, amountYen: 201 }]],
  ])('is the same: %s', (same, paying) => {
    expect(isSame(told, paying)).toBe(same)
  })
})

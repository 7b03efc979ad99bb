import { describe, expect, test } from 'vitest'
import { allows, isValid, spendingOrder } from '../../api/currency/lot.ts'
import type { RuleOfUse } from '../../api/currency/lot.ts'
import { freeLot, lot, shop } from './builders.ts'
import { noon } from './books.ts'

describe('a lot can be spent up to and including its last instant', () => {
  test.each([
    ['a millisecond before its end', noon - 1, true],
    ['at its end', noon, true],
    ['a millisecond after its end', noon + 1, false],
  ])('%s', (_, at, expected) => {
    expect(isValid({ validUntilAt: noon }, at)).toBe(expected)
  })
})

describe('a rule of use lets money be spent', () => {
  test.each<[string, RuleOfUse, boolean]>([
    ['anywhere when it names nothing', {}, true],
    ['in a municipality it names', { municipalities: ['073679', '072028'] }, true],
    ['in no other municipality', { municipalities: ['073679'] }, false],
    ['at a class of shop it names', { merchantClasses: ['food'] }, true],
    ['at no other class', { merchantClasses: ['onsen'] }, false],
    ['at a shop it names', { merchants: ['shop'] }, true],
    ['at no other shop', { merchants: ['other'] }, false],
    ['only where all of its parts agree', { municipalities: ['072028'], merchantClasses: ['onsen'] }, false],
    ['nowhere when a list is empty', { municipalities: [] }, false],
    ['nowhere when it says what is not known', { weekdays: ['monday'] } as RuleOfUse, false],
  ])('%s', (_, rule, expected) => {
    expect(allows(rule, shop)).toBe(expected)
  })
  test('nowhere when the shop does not say what the rule asks for', () => {
    expect(allows({ municipalities: ['072028'] }, { ...shop, municipality: null })).toBe(false)
  })
})

describe('lots are spent in this order', () => {
  test.each([
    ['the sooner end first', lot({ id: 'b', validUntilAt: 1 }), freeLot({ id: 'a', validUntilAt: 2 })],
    [
      'free before paid when both end then',
      freeLot({ id: 'b', validUntilAt: 1 }),
      lot({ id: 'a', validUntilAt: 1 }),
    ],
    ['the older one when all else is equal', lot({ id: 'a' }), lot({ id: 'b' })],
  ])('%s', (_, first, second) => {
    expect([second, first].toSorted(spendingOrder)).toEqual([first, second])
    expect([first, second].toSorted(spendingOrder)).toEqual([first, second])
  })
})

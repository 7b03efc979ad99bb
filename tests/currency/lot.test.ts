import { describe, expect, test } from 'vitest'
import { allows, isValid, paidLots, spendingOrder } from '../../api/currency/lot.ts'
import type { RuleOfUse } from '../../api/currency/lot.ts'
import { freeLot, lot, shop } from './builders.ts'
import { noon } from './noon.ts'

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
    ['for a purpose that the shop serves', { purposes: ['culture', 'meals'] }, true],
    ['for no other purpose', { purposes: ['culture'] }, false],
    ['for no purpose when it names none', { purposes: [] }, false],
    ['only where all of its parts agree', { municipalities: ['072028'], merchantClasses: ['onsen'] }, false],
    ['anywhere when what it names is not there', { municipalities: undefined } as never, true],
    ['nowhere when a list is empty', { municipalities: [] }, false],
    ['nowhere when it names no list', { merchants: 'shop' as never }, false],
    ['nowhere when it says what is not known', { moonPhases: ['full'] } as RuleOfUse, false],
    ['nowhere when a day is not known', { weekdays: ['monday'] as never }, false],
    ['nowhere when it names what every object has', JSON.parse('{"toString":["shop"]}') as RuleOfUse, false],
  ])('%s', (_, rule, expected) => {
    expect(allows(rule, shop, noon)).toBe(expected)
  })
  test('nowhere when the shop does not say what the rule asks for', () => {
    const unknown = { ...shop, municipality: null }
    expect(allows({ municipalities: ['072028'] }, unknown, noon)).toBe(false)
    expect(allows({ municipalities: [null] as never }, unknown, noon)).toBe(false)
  })

  test('for one of the purposes that the shop serves, also where it serves others', () => {
    const both = { ...shop, purposes: ['meals', 'travel'] }
    expect(allows({ purposes: ['travel'] }, both, noon)).toBe(true)
    expect(allows({ purposes: ['culture'] }, both, noon)).toBe(false)
  })

  // 2026-11-23 is a Monday; the rule goes by the clock and the calendar of Japan.
  const at = (time: string) => Date.parse(`2026-11-${time}:00+09:00`)
  test.each<[string, RuleOfUse, string, boolean]>([
    ['on a day it names, from its first minute', { weekdays: ['mon', 'tue'] }, '23T00:00', true],
    ['on a day it names, to its last', { weekdays: ['mon'] }, '23T23:59', true],
    ['on no other day', { weekdays: ['mon'] }, '24T00:00', false],
    ['on the last day of the week', { weekdays: ['sun'] }, '22T12:00', true],
    ['from the hour it names', { hours: { from: '11:00', until: '14:00' } }, '23T11:00', true],
    ['not a minute before', { hours: { from: '11:00', until: '14:00' } }, '23T10:59', false],
    ['until the hour it names', { hours: { from: '11:00', until: '14:00' } }, '23T13:59', true],
    ['not at that hour', { hours: { from: '11:00', until: '14:00' } }, '23T14:00', false],
    ['from the minute it names', { hours: { from: '11:30', until: '14:45' } }, '23T11:30', true],
    ['not a minute before that', { hours: { from: '11:30', until: '14:45' } }, '23T11:29', false],
    ['until the minute it names', { hours: { from: '11:30', until: '14:45' } }, '23T14:44', true],
    ['not at that minute', { hours: { from: '11:30', until: '14:45' } }, '23T14:45', false],
    ['over midnight, from its first minute', { hours: { from: '22:00', until: '02:00' } }, '23T22:00', true],
    ['over midnight, not at its end', { hours: { from: '22:00', until: '02:00' } }, '23T02:00', false],
    [
      'around the clock when both are the same',
      { hours: { from: '22:00', until: '22:00' } },
      '23T12:00',
      true,
    ],
    ['over midnight, before it', { hours: { from: '22:00', until: '02:00' } }, '23T23:00', true],
    ['over midnight, after it', { hours: { from: '22:00', until: '02:00' } }, '23T01:59', true],
    ['over midnight, not at noon', { hours: { from: '22:00', until: '02:00' } }, '23T12:00', false],
    ['never in hours that are none', { hours: { from: '25:00', until: '26:00' } }, '23T12:00', false],
    ['never in hours with a digit before', { hours: { from: '011:00', until: '14:00' } }, '23T12:00', false],
    ['never in hours with a digit behind', { hours: { from: '11:00', until: '14:000' } }, '23T12:00', false],
    ['never in hours that are nothing', { hours: null as never }, '23T12:00', false],
    ['never in hours half told', { hours: { from: '10:00' } as never }, '23T12:00', false],
  ])('%s', (_, rule, time, expected) => {
    expect(allows(rule, shop, at(time))).toBe(expected)
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
    expect([first, second].map((one) => Math.sign(spendingOrder(one, first)))).toEqual([0, 1])
    expect([first, second].map((one) => Math.sign(spendingOrder(one, second)))).toEqual([-1, 0])
  })
})

test('paid lots are those that something is left of, that have not ended, in the order of spending', () => {
  const [sooner, later] = [lot({ id: 'b', validUntilAt: noon }), lot({ id: 'a' })]
  const others = [
    freeLot({ id: 'c' }),
    lot({ id: 'd', remainingYen: 0 }),
    lot({ id: 'e', validUntilAt: noon - 1 }),
  ]
  expect(paidLots([later, ...others, sooner], noon)).toEqual([sooner, later])
})

import { describe, expect, it } from 'vitest'
import { applicationOf, yenOf } from '../../site/lib/shop-form.ts'

describe('what people type into the shop’s forms', () => {
  it.each([
    ['1200', 1200],
    ['1,200', 1200],
    ['１２００円', 1200],
    ['¥1,200', 1200],
    [' 5 ', 5],
    ['', Number.NaN],
    ['-5', Number.NaN],
    ['1.5', Number.NaN],
    ['1e3', Number.NaN],
    ['9007199254740993', Number.NaN],
    ['千円', Number.NaN],
  ])('%j is %d yen', (typed, yen) => {
    expect(yenOf(typed)).toBe(yen)
  })

  it('forgives full-width digits and every kind of hyphen in a telephone number', () => {
    const form = new FormData()
    form.set('contactPhone', '０２４１−００ー００‐００')
    form.set('accountNumber', '１２３４５６７')
    expect(applicationOf(form, true)).toMatchObject({
      contactPhone: '0241-00-00-00',
      accountNumber: '1234567',
    })
  })

  it('asks for a password only where nobody is signed in', () => {
    const form = new FormData()
    form.set('password', 'a long enough password')
    expect(applicationOf(form, false)).toMatchObject({ password: 'a long enough password' })
    expect(applicationOf(form, true)).not.toHaveProperty('password')
  })
})

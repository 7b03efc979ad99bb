import { describe, expect, it } from 'vitest'
import { potField, potOf } from '../../site/lib/pot-form.ts'
import { usesOfPot, validityInWords } from '../../site/lib/pots.ts'

function formOf(said: Readonly<Record<string, string | readonly string[]>>): FormData {
  const form = new FormData()
  for (const [name, values] of Object.entries(said)) for (const one of [values].flat()) form.append(name, one)
  return form
}

describe('a pot as it is typed', () => {
  it('is sent as the API wants it, with what many keyboards of Japan type', () => {
    const typed = {
      municipality: '074454',
      nameJa: '秋の応援',
      nameEn: 'Ａｕｔｕｍｎ',
      validDays: '３０',
      merchantCodes: '7K2M-9QXT、 ABCD1234',
      purposes: ['meals', 'culture'],
      hoursFrom: '１０：００',
      hoursUntil: '17:00',
      reason: '祭り',
    }
    expect(JSON.parse(JSON.stringify(potOf(formOf(typed))))).toEqual({
      municipality: '074454',
      nameJa: '秋の応援',
      nameEn: 'Autumn',
      validDays: 30,
      merchantCodes: ['7K2M-9QXT', 'ABCD1234'],
      purposes: ['meals', 'culture'],
      hours: { from: '10:00', until: '17:00' },
      reason: '祭り',
    })
  })

  it('is sent with what cannot be right, for the API to name', () => {
    expect(potOf(formOf({ validDays: 'ninety', hoursFrom: '10:00' }))).toMatchObject({
      validDays: 'ninety',
      hours: { from: '10:00', until: undefined },
    })
    expect([potField('hours.until'), potField('weekdays.0'), potField('body'), potField(undefined)]).toEqual([
      'hours',
      'weekdays',
      undefined,
      undefined,
    ])
  })
})

describe('a pot in words', () => {
  it.each([
    [{ validDays: 30, lastDay: null, endOf: null }, '30 days'],
    [{ validDays: 3_650, lastDay: null, endOf: 'month' }, 'to the end of the month'],
    [{ validDays: 3_650, lastDay: '2027-03-31', endOf: null }, /^to .*31 March 2027$/],
    [{ validDays: 3_650, lastDay: null, endOf: null }, /^3,?650 days$/],
    // What an approver reads leaves no end out.
    [{ validDays: 5, lastDay: '2027-03-31', endOf: 'month' }, /^5 days, to the end of the month, to .*2027$/],
  ] as const)('says every end of %j', (validity, words) => {
    expect(validityInWords(validity, 'en')).toMatch(words)
  })

  it('names the shops where it can be spent', () => {
    const shops = [{ code: '7K2M9QXT', nameJa: '見本食堂', nameEn: 'Sample Diner' }]
    const rule = { merchants: ['shop-1'], weekdays: ['sat'] }
    expect(usesOfPot({ rule, shops }, 'en')).toEqual([
      'Only at Sample Diner (7K2M-9QXT).',
      'Only on Saturdays.',
    ])
    expect(usesOfPot({ rule: {}, shops: [] }, 'en')).toEqual(['For every Meguri shop.'])
  })
})

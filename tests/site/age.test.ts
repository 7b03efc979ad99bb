import { describe, expect, test } from 'vitest'
import { ageInWords, isFresh } from '../../site/lib/age.ts'

const minute = 60_000
const now = 1_800_000_000_000

describe('the age of a receipt', () => {
  test.each([
    [2 * minute, 'en', '2 minutes ago'],
    [59 * minute, 'ja', '59 分前'],
    [60 * minute, 'ja', '1 時間前'],
    [25 * 60 * minute, 'en', '1 day ago'],
    [72 * 60 * minute, 'ja', '3 日前'],
    [minute - 1, 'ja', '59 秒前'],
    [1_000, 'en', '1 second ago'],
    [0, 'en', '1 second ago'],
    [-minute, 'en', '1 second ago'],
  ])('of %d ms in %s is %s', (age, lang, written) => {
    expect(ageInWords(now - age, now, lang)).toBe(written)
  })

  test('is fresh for two minutes: then it no longer passes for a new payment', () => {
    expect(isFresh(now - 2 * minute + 1, now)).toBe(true)
    expect(isFresh(now - 2 * minute, now)).toBe(false)
  })
})

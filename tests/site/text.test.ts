import { describe, expect, test } from 'vitest'
import { dayOf, clockOf, minutesOf, nextDay, writtenDay } from '../../site/lib/day.ts'
import { crumbsJson, eventJson, placeJson, scriptText } from '../../site/lib/jsonld.ts'
import { breakable, phrases } from '../../site/lib/phrases.ts'
import { languagesOf } from '../../site/lib/words-locale.ts'
import { marked } from '../../site/lib/marks.ts'

describe('phrases of a heading', () => {
  test('lose no character', () => {
    const text = '列車で、絵巻のなかへ。会津若松から小出まで'
    expect(phrases(text, 'ja').join('')).toBe(text)
    expect(phrases(text, 'ja').length).toBeGreaterThan(2)
  })

  test('keep a number together with what it counts', () => {
    expect(phrases('2026年11月30日週一的結帳', 'zh-Hant').slice(0, 3)).toEqual(['2026年', '11月', '30日'])
  })

  test('stay whole in languages that break at blanks', () => {
    expect(breakable('Step into the scroll', 'en')).toBe('Step into the scroll')
  })

  test('cannot carry markup into the page', () => {
    expect(breakable('<b>会津</b>', 'ja')).not.toContain('<b>')
  })
})

test('a page of money has three languages; the studio and what only begins like one have two', () => {
  const three = ['ja', 'zh-hant', 'en']
  expect(
    ['/shop', '/shop/day', '/office/issue', '/sign-in', '/account'].map((path) => languagesOf(path, 'shop')),
  ).toEqual([three, three, three, three, three])
  expect(languagesOf('/pay', 'wallet')).toEqual(three)
  expect(languagesOf('/shops', 'visitor')).toEqual(['ja', 'en'])
  expect(languagesOf('/studio', 'office')).toEqual(['ja', 'en'])
})

describe('facts for machines', () => {
  const place = { type: 'TouristAttraction', name: '第一只見川橋梁', url: 'https://example.org/p' }

  test('carry a position that has a source', () => {
    expect(placeJson({ ...place, position: { lat: 37.4, lng: 139.6, exact: true } })).toHaveProperty(
      'geo.latitude',
      37.4,
    )
  })

  test('leave out a position that is only approximate', () => {
    expect(placeJson({ ...place, position: { lat: 37.4, lng: 139.6, exact: false } })).not.toHaveProperty(
      'geo',
    )
  })

  test('are silent about an event whose day is not known', () => {
    expect(eventJson({ name: '祭', url: 'https://example.org/e' })).toBeUndefined()
    expect(eventJson({ name: '祭', url: 'https://example.org/e', start: '2027-02-13' })).toHaveProperty(
      'startDate',
      '2027-02-13',
    )
  })

  test('number the crumbs from one', () => {
    expect(crumbsJson([{ name: 'a', url: 'u' }])).toHaveProperty('itemListElement.0.position', 1)
  })

  test('cannot close the script element they stand in', () => {
    expect(scriptText({ name: '</script><script>' })).not.toContain('</script>')
  })
})

describe('a Japanese day', () => {
  test('begins at 15:00 UTC', () => {
    expect(dayOf(Date.parse('2026-11-23T14:59:59Z'))).toBe('2026-11-23')
    expect(dayOf(Date.parse('2026-11-23T15:00:00Z'))).toBe('2026-11-24')
  })

  test('is followed by the next, also over a year end', () => {
    expect(nextDay('2026-12-31')).toBe('2027-01-01')
  })

  test('has clock times without a leading zero', () => {
    expect(clockOf(Date.parse('2026-11-23T21:08:00Z'))).toBe('6:08')
    expect(minutesOf(Date.parse('2026-11-23T21:08:00Z'))).toBe(368)
  })

  test('is written as its readers write it', () => {
    expect(writtenDay('2026-11-24', 'ja')).toBe('11月24日(火)')
  })
})

describe('marks in a search result', () => {
  test('stand around what was found, and nothing of the text is lost', () => {
    expect(marked('会津柳津駅', [{ start: 2, end: 4 }])).toBe('会津<mark>柳津</mark>駅')
  })

  test('cannot carry markup into the page', () => {
    expect(marked('<i>蔵</i>', [{ start: 3, end: 4 }])).toBe('&lt;i&gt;<mark>蔵</mark>&lt;/i&gt;')
  })
})

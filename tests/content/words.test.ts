import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { institutionKinds } from '../../content/schemas/institution.ts'
import { placeCategories } from '../../content/schemas/place.ts'

const folder = join(import.meta.dirname, '..', '..', 'content', 'words')
const namespaces = readdirSync(join(folder, 'ja')).filter((name) => name.endsWith('.json'))
const read = (locale: string, name: string): unknown =>
  JSON.parse(readFileSync(join(folder, locale, name), 'utf8'))

/** Dotted keys; English has two plural forms where Japanese has one. */
function keys(value: unknown, before = ''): string[] {
  if (typeof value !== 'object' || value === null) return [before.replace(/_(one|other)$/, '')]
  return Object.entries(value).flatMap(([key, inner]) =>
    keys(inner, before === '' ? key : `${before}.${key}`),
  )
}

describe('every word of Japanese is there in English, and the other way round', () => {
  test.each(namespaces)('%s', (name) => {
    expect([...new Set(keys(read('en', name)))].toSorted()).toEqual(
      [...new Set(keys(read('ja', name)))].toSorted(),
    )
  })
})

/** What is said to shops, offices and operators only: a traveller reads none of it. */
const notForTravellers = /^\w+:(office|till)\.|^messages:(letter|kind)\.(payout|bank_account)_/

describe('what a traveller reads with money in hand has every word in traditional Chinese', () => {
  const travellers =
    'audit charges currency donations messages problems repayments standin topups transfers wallet'.split(' ')
  test.each(travellers)('%s', (name) => {
    expect([...new Set(keys(read('zh-hant', `${name}.json`)))].toSorted()).toEqual(
      [...new Set(keys(read('ja', `${name}.json`)))]
        .filter((key) => !notForTravellers.test(`${name}:${key}`))
        .toSorted(),
    )
  })
})

test('every namespace of English is one of Japanese', () => {
  expect(readdirSync(join(folder, 'en')).toSorted()).toEqual(readdirSync(join(folder, 'ja')).toSorted())
})

test('no word names the fashion that the guideline forbids', () => {
  const files = readdirSync(folder).flatMap((locale) =>
    readdirSync(join(folder, locale)).map((name) => [locale, name] as const),
  )
  const found = files.filter(([locale, name]) => /\bDX\b/.test(JSON.stringify(read(locale, name))))
  expect(found).toEqual([])
})

test('every kind of place and institution has a word', () => {
  const pages = read('ja', 'pages.json') as { category: object; kind?: object; institution?: object }
  expect(placeCategories.filter((kind) => !Object.hasOwn(pages.category, kind))).toEqual([])
  const words = JSON.stringify(pages)
  expect(institutionKinds.filter((kind) => !words.includes(`"${kind}":`))).toEqual([])
})

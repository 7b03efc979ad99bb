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

/** Every sentence of a namespace, whatever the language. */
const sentences = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : Object.values(value as Record<string, unknown>).flatMap((inner) => sentences(inner))

test('an amount stands in a sentence as money is read, with its thousands apart', () => {
  const locales = readdirSync(folder)
  const all = locales.flatMap((locale) =>
    readdirSync(join(folder, locale)).flatMap((name) =>
      sentences(read(locale, name)).map((sentence) => `${locale}/${name}: ${sentence}`),
    ),
  )
  const amounts = all.filter((one) => /\{\{\s*\w*Yen\b/.test(one))
  expect(amounts.length).toBeGreaterThan(80)
  expect(amounts.filter((one) => /\{\{\s*\w*Yen\s*(?!, number\b)[,}]/.test(one))).toEqual([])
})

/** What a visitor reads with money in hand, and what a shop, an office and who signs in to either works with. */
const moneyNamespaces = (
  'accounts acts audit bank-accounts charges corrections currency disputes donations fee-invoices holds identity ' +
  'instructions merchants messages netting office payout-days pictures problems products proxies purchases ' +
  'repayments secondments shop standin statements ties tills topup-matters topups transfers wallet'
).split(' ')

describe('what is read where money is held, taken and looked after has every word in traditional Chinese', () => {
  test.each(moneyNamespaces)('%s', (name) => {
    expect([...new Set(keys(read('zh-hant', `${name}.json`)))].toSorted()).toEqual(
      [...new Set(keys(read('ja', `${name}.json`)))].toSorted(),
    )
  })

  test('and no page of a shop or an office says anything from elsewhere that it does not have', () => {
    const site = join(import.meta.dirname, '..', '..', 'site')
    const sources = readdirSync(site, { recursive: true, encoding: 'utf8' }).filter((path) =>
      /^(pages\/\[\.\.\.locale\]|components|layouts)\/(shop|office|account|identity|records|sign-in|Page|Desk)\b.*\.(astro|ts)$/.test(
        path,
      ),
    )
    expect(sources.length).toBeGreaterThan(80)
    const said = sources.flatMap((path) =>
      [...readFileSync(join(site, path), 'utf8').matchAll(/['`]([a-z-]+):([\w.]+)['`]/g)]
        .filter(([, name]) => namespaces.includes(`${name}.json`) && !moneyNamespaces.includes(name!))
        .map(([, name, key]) => `${path} ${name}:${key}`),
    )
    const lacking = said.filter((one) => {
      const [name, key] = one.split(' ').at(-1)!.split(':')
      return !keys(read('zh-hant', `${name}.json`)).includes(key!)
    })
    expect(lacking).toEqual([])
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

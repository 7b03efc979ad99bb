import i18next, { type TFunction } from 'i18next'
import words from '../../.build/words.mjs'

/** The languages of the hub in the order of the product; Japanese and English are complete everywhere. */
export const locales = ['ja', 'easy', 'zh-hant', 'en', 'th', 'ko', 'zh-hans'] as const

export type Locale = (typeof locales)[number]

export const isLocale = (text: string): text is Locale => (locales as readonly string[]).includes(text)

/** The parts the words are kept in, one file each. */
export const wordNamespaces: readonly string[] = Object.keys(words['ja'] ?? {})

const instance = i18next.createInstance({
  lng: 'ja',
  // Languages are named as their folders are; left alone, i18next would look for zh-Hant.
  lowerCaseLng: true,
  // A word that a language does not have yet is shown in Japanese; the page says so.
  fallbackLng: 'ja',
  resources: words,
  ns: wordNamespaces,
  defaultNS: 'pages',
  initAsync: false,
  // Pages escape what they print; the words are not HTML.
  interpolation: { escapeValue: false },
})
await instance.init()
// No browser or server knows easy Japanese by its folder's name: its numbers are written as in Japanese.
instance.services.formatter!.addCached('number', (lng, options) => {
  const format = new Intl.NumberFormat(lng === 'easy' ? 'ja' : lng, options as Intl.NumberFormatOptions)
  return (value: number) => format.format(value)
})

const fixed = new Map<string, TFunction>()

/** The words of one language: `t('rail:trains_today', { count: 6 })`. An unknown language gives Japanese. */
export function wordsFor(locale: string): TFunction {
  const known = isLocale(locale) ? locale : 'ja'
  const t = fixed.get(known) ?? instance.getFixedT(known)
  fixed.set(known, t)
  return t
}

export type { Locale } from '../../api/platform/words.ts'
import { isLocale, locales, type Locale } from '../../api/platform/words.ts'

/** The language of a page from its address: no prefix is Japanese; undefined when the prefix is no language. */
export function localeFromParam(param: string | undefined): Locale | undefined {
  if (param === undefined) return 'ja'
  return isLocale(param) && param !== 'ja' ? param : undefined
}

/** The address of a page in a language: `pathFor('en', '/lines')` is `/en/lines`. */
export function pathFor(locale: Locale, path: string): string {
  if (locale === 'ja') return path
  return path === '/' ? `/${locale}/` : `/${locale}${path}`
}

/** `getStaticPaths` of a page that exists once per language. */
export const localePaths = () =>
  locales.map((locale) => ({ params: { locale: locale === 'ja' ? undefined : locale }, props: { locale } }))

/** The language tag for the `lang` attribute and for Intl. */
export const htmlLang: Readonly<Record<Locale, string>> = {
  ja: 'ja',
  easy: 'ja',
  'zh-hant': 'zh-Hant',
  en: 'en',
  th: 'th',
  ko: 'ko',
  'zh-hans': 'zh-Hans',
}

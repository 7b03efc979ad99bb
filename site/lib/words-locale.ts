import { htmlLang, type Locale } from './locale.ts'

/** The languages in which everything a visitor plans and pays with is said in full. */
export const visitorLanguages: readonly Locale[] = ['ja', 'zh-hant', 'en']

/** The language in which such a page is written for a reader: the reader's own where its words are complete. */
export const wordsLocale = (locale: Locale): Locale => (visitorLanguages.includes(locale) ? locale : 'ja')

/** The tag under which days, times and lists are written there. */
export const wordsLang = (locale: Locale): string => htmlLang[wordsLocale(locale)]

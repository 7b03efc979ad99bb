import { htmlLang, type Locale } from './locale.ts'

/** The languages in which everything is said in full that a visitor plans and pays with, and a shop or an office works with. */
export const visitorLanguages: readonly Locale[] = ['ja', 'zh-hant', 'en']

/** Where money is held, taken and looked after: a purse's pages have a face of their own. */
const ofMoney = /^\/(shop|office|account|sign-in)(\/|$)/

/** The languages in which a page has all of its words, when it does not say so itself. */
export const languagesOf = (path: string, face: string): readonly Locale[] =>
  face === 'wallet' || ofMoney.test(path) ? visitorLanguages : ['ja', 'en']

/** The language in which such a page is written for a reader: the reader's own where its words are complete. */
export const wordsLocale = (locale: Locale): Locale => (visitorLanguages.includes(locale) ? locale : 'ja')

/** The tag under which days, times and lists are written there. */
export const wordsLang = (locale: Locale): string => htmlLang[wordsLocale(locale)]

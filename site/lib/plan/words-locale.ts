import { htmlLang, type Locale } from '../locale.ts'

const complete: ReadonlySet<Locale> = new Set<Locale>(['ja', 'en', 'zh-hant'])

/** The language in which the planner is written for a reader: the reader's own where its words are complete. */
export const plannerLocale = (locale: Locale): Locale => (complete.has(locale) ? locale : 'ja')

/** The tag under which days and times are written. */
export const plannerLang = (locale: Locale): string => htmlLang[plannerLocale(locale)]

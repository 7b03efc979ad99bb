import { wordsFor } from '../platform/words.ts'

/** Texts by language, as IIIF writes them: `{ ja: ['山ぶどうの籠'], en: ['Basket of wild vine'] }`; `none` where it is no language's. */
export type LanguageMap = Readonly<Record<string, readonly string[]>>

/** The languages in which the hub itself speaks of its records, by their tag. */
const spokenLanguages = ['ja', 'en'] as const

/** Words of the hub's own in each of them. */
export const inSpokenLanguages = (say: (t: ReturnType<typeof wordsFor>) => string): LanguageMap =>
  Object.fromEntries(spokenLanguages.map((language) => [language, [say(wordsFor(language))]]))
/** What a reader of a page is shown: the page's language, else Japanese, else whatever there is. */
export function textFor(map: LanguageMap, locale: string): string {
  const found = map[tagOf(locale)] ?? map['ja'] ?? map['none'] ?? Object.values(map)[0] ?? []
  return found.join(' ')
}

/** The tag of the language in which `textFor` answers. */
export function languageOf(map: LanguageMap, locale: string): string {
  const wanted = tagOf(locale)
  if (map[wanted] !== undefined) return wanted
  if (map['ja'] !== undefined) return 'ja'
  return Object.keys(map).find((tag) => tag !== 'none') ?? 'ja'
}

/** Plain Japanese is Japanese; the others are written as BCP 47 has them. */
const tags: Readonly<Record<string, string>> = { easy: 'ja', 'zh-hant': 'zh-Hant', 'zh-hans': 'zh-Hans' }

const tagOf = (locale: string): string => tags[locale] ?? locale

/** Each text with its language, in the order in which they stand. */
export const textsOf = (map: LanguageMap): { readonly language: string; readonly text: string }[] =>
  Object.entries(map).flatMap(([language, texts]) => texts.map((text) => ({ language, text })))

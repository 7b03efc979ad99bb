import { wordsFor } from '../platform/words.ts'

/** Texts by language, as IIIF writes them: `{ ja: ['山ぶどうの籠'], en: ['Basket of wild vine'] }`; `none` where it is no language's. */
export type LanguageMap = Readonly<Record<string, readonly string[]>>

/** The languages in which the hub itself speaks of its records, by their tag. */
const spokenLanguages = ['ja', 'en'] as const

/** Words of the hub's own in each of them. */
export const inSpokenLanguages = (say: (t: ReturnType<typeof wordsFor>) => string): LanguageMap =>
  Object.fromEntries(spokenLanguages.map((language) => [language, [say(wordsFor(language))]]))

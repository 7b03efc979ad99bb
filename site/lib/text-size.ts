/** How long a text of an institution may be, as people count it. */
import type { Locale } from './locale.ts'
import { wordsLang } from './words-locale.ts'

/** A kana or a kanji is three bytes. */
const bytesOfLetter = 3

/** So many megabytes, and about how many Japanese characters those are: rounded down, as every field has its name besides. */
export function textSize(
  bytes: number,
  locale: Locale,
): { readonly megabytes: number; readonly letters: string } {
  const letters = Math.floor(bytes / bytesOfLetter / 100_000) * 100_000
  const written = new Intl.NumberFormat(wordsLang(locale), { notation: 'compact', compactDisplay: 'long' })
  return { megabytes: Math.floor(bytes / 1024 / 1024), letters: written.format(letters) }
}

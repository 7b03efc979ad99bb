import { fold, hiragana, romajiOf } from '../places/index.ts'

/** Characters that people leave out or put in: blanks, hyphens, dots, apostrophes. */
const loose = (text: string): string => fold(text).replace(/[^\p{L}\p{N}]/gu, '')

/** Endings that say only that it is a station; Chinese ones are folded to 車 and 駅. */
const endings = /(?:駅|えき|車站|站|역|station|stn)$/u

/** A name as it is compared: folded, without blanks and without the word for a station. */
export const bareName = (text: string): string => loose(text).replace(endings, '')

/** The ways to write one sound in Latin letters, all brought to one. The order matters. */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/tch/g, 'tty'],
  [/ch(?=[aueo])/g, 'ty'],
  [/ch/g, 't'],
  [/sh(?=[aueo])/g, 'sy'],
  [/sh/g, 's'],
  [/ts/g, 't'],
  [/dz|dj|d(?=u)/g, 'z'],
  [/di/g, 'zi'],
  [/jy?(?=[aueo])/g, 'zy'],
  [/j/g, 'z'],
  [/f/g, 'h'],
  [/l/g, 'r'],
  [/m(?=[bp])/g, 'n'],
  [/oh(?![aiueoy])/g, 'o'],
  [/wo/g, 'o'],
  [/o[ou]+/g, 'o'],
  [/([aiue])\1+/g, '$1'],
]

const spelled = (letters: string): string =>
  spellings.reduce((text, [way, one]) => text.replace(way, one), letters)

const latin = /^\p{Script=Latin}+$/u
const kana = /^[\p{Script=Hiragana}\p{Script=Katakana}ー]+$/u

/**
 * How a name sounds: one key for kana, Hepburn, Kunrei, and every way to write or to leave out a long vowel.
 * Undefined for a name with other characters.
 */
export function soundOf(text: string): string | undefined {
  const plain = text.normalize('NFKC').replace(/[^\p{L}\p{M}\p{N}ー]/gu, '')
  if (kana.test(plain)) {
    const read = romajiOf(hiragana(plain).replace(/えき$/u, ''))
    return read === undefined ? undefined : spelled(read)
  }
  const bare = bareName(text)
  return latin.test(bare) ? spelled(bare) : undefined
}

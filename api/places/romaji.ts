/** Between hiragana and Latin letters: a reading is found by those who write it the other way. */

import { hiragana } from './fold.ts'

const rows: readonly (readonly [string, string])[] = [
  ['あいうえお', 'a i u e o'],
  ['かきくけこ', 'ka ki ku ke ko'],
  ['がぎぐげご', 'ga gi gu ge go'],
  ['さしすせそ', 'sa shi su se so'],
  ['ざじずぜぞ', 'za ji zu ze zo'],
  ['たちつてと', 'ta chi tsu te to'],
  ['だぢづでど', 'da ji zu de do'],
  ['なにぬねの', 'na ni nu ne no'],
  ['はひふへほ', 'ha hi fu he ho'],
  ['ばびぶべぼ', 'ba bi bu be bo'],
  ['ぱぴぷぺぽ', 'pa pi pu pe po'],
  ['まみむめも', 'ma mi mu me mo'],
  ['やゆよ', 'ya yu yo'],
  ['らりるれろ', 'ra ri ru re ro'],
  ['わゐゑをん', 'wa i e o n'],
]

const plain = new Map(
  rows.flatMap(([kana, latin]) => latin.split(' ').map((sound, i) => [[...kana][i]!, sound] as const)),
)
const glides = new Map([
  ['ゃ', 'ya'],
  ['ゅ', 'yu'],
  ['ょ', 'yo'],
])

/** きゃ is kya, but しゃ is sha: the y is lost after sh, ch and j. */
const glided = (sound: string, glide: string): string =>
  /(sh|ch|j)i$/.test(sound) ? sound.slice(0, -1) + glide.slice(1) : sound.slice(0, -1) + glide

/** Romaji of a text in hiragana; the mark of a long vowel is left out. Undefined when anything else stands in it. */
export function romajiOf(kana: string): string | undefined {
  const sounds: string[] = []
  let doubled = false
  for (const one of kana) {
    const glide = glides.get(one)
    const last = sounds.at(-1)
    if (one === 'ー') continue
    if (glide !== undefined && last?.endsWith('i')) sounds[sounds.length - 1] = glided(last, glide)
    else if (one === 'っ') doubled = true
    else {
      const sound = plain.get(one)
      if (sound === undefined) return undefined
      sounds.push(doubled ? (sound.startsWith('ch') ? `t${sound}` : sound.slice(0, 1) + sound) : sound)
      doubled = false
    }
  }
  return sounds.join('')
}

/** The kana of a Japanese text, each run of at least three, in hiragana. */
export const kanaRuns = (text: string): string[] =>
  (text.match(/[ぁ-ゖー]{3,}|[ァ-ヶー]{3,}/g) ?? []).map(hiragana)

/** Spellings of the school (Kunrei) beside those of the road signs (Hepburn). */
const school: readonly (readonly [string, string])[] = [
  ['し', 'si'],
  ['ち', 'ti'],
  ['つ', 'tu'],
  ['ふ', 'hu'],
  ['じ', 'zi'],
  ['づ', 'du'],
  ['を', 'wo'],
]

const kanaOfSound = new Map<string, string>()
for (const [kana, sound] of [...plain, ...school]) {
  if (!kanaOfSound.has(sound)) kanaOfSound.set(sound, kana)
  if (!sound.endsWith('i') || sound.length < 2) continue
  for (const [small, glide] of glides) {
    for (const spelled of [glided(sound, glide), sound.slice(0, -1) + glide])
      if (!kanaOfSound.has(spelled)) kanaOfSound.set(spelled, kana + small)
  }
}

const longestSound = 3

/** Hiragana of a word in Latin letters, Hepburn or Kunrei. Undefined when it is no Japanese word. */
export function kanaOf(word: string): string | undefined {
  let kana = ''
  for (let at = 0; at < word.length;) {
    const rest = word.slice(at)
    const length = [longestSound, 2, 1].find((l) => kanaOfSound.has(rest.slice(0, l)) && rest.length >= l)
    if (length !== undefined) kana += kanaOfSound.get(rest.slice(0, length))!
    else if (/^n(?![aiueoy])/.test(rest)) kana += 'ん'
    else if (/^([kstpcgdbz])\1|^tch/.test(rest)) kana += 'っ'
    else return undefined
    at += length ?? 1
  }
  return kana
}

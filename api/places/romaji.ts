/** Hepburn romaji of hiragana, so that a reading is found by those who write it in Latin letters. */

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
  /^(sh|ch|j)i$/.test(sound) ? sound.slice(0, -1) + glide.slice(1) : sound.slice(0, -1) + glide

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
  (text.match(/[ぁ-ゖァ-ヶー]{3,}/g) ?? []).map((run) =>
    run.replace(/[ァ-ヶ]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0x60)),
  )

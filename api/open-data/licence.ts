import type { Text } from '../../content/index.ts'

/** On which terms the collection is given, and what they do not cover. */
export type Licence = { readonly name: string; readonly url: string; readonly about: Text }

/**
 * Ours to give: what we selected, arranged, reckoned and wrote. What a source gives stays under its own terms, which
 * all allow this with their credit (CC BY 4.0, MIT, National Land Numerical Information); those are in every file.
 */
export const licence: Licence = {
  name: 'CC BY 4.0',
  url: 'https://creativecommons.org/licenses/by/4.0/',
  about: {
    ja: '会津めぐりがまとめた分（選び方、並べ方、推定の時刻、文章）は CC BY 4.0 です。「会津めぐり」と、各ファイルにある出典の名前を書いてください。出典の内容には、出典ごとの条件があります。',
    en: 'Our own part (selection, arrangement, estimates, texts) is CC BY 4.0: name “Aizu Meguri” and the sources that stand in each file. What comes from a source stays under the terms of that source.',
  },
}

import { wordsFor } from '../platform/words.ts'
import { type Choices, foldedChoice, foldedSize, type Vocabulary } from './import-cell.ts'
import { type PictureLimit, pictureLimitNames } from './picture-limit.ts'
import { itemForms, visits } from './record.ts'
import { type RightsName, rights } from './rights.ts'

/** How catalogues write them besides the hub's own words and names. */
const rightsWritten: Readonly<Partial<Record<RightsName, string>>> = {
  cc0: 'CC0 1.0|CC0|パブリックドメイン（CC0）',
  pdm: 'パブリックドメイン|PD|Public Domain|Public Domain Mark|PDM 1.0|著作権なし|著作権保護期間満了',
  by: 'CC BY|CC-BY|CC BY 4.0|表示',
  bySa: 'CC BY-SA|CC BY-SA 4.0|表示-継承',
  byNc: 'CC BY-NC|CC BY-NC 4.0|表示-非営利',
  byNcNd: 'CC BY-NC-ND|CC BY-NC-ND 4.0|表示-非営利-改変禁止',
  inCopyright: 'InC|著作権あり|In Copyright|著作権保護期間中',
  inCopyrightEducation: 'InC-EDU|教育目的の利用可',
  noCopyrightContract: 'NoC-CR|契約による制限あり',
  notEvaluated: 'CNE|未評価|Copyright Not Evaluated|未確認',
  undetermined: 'UND|不明|Copyright Undetermined|裁定未了',
}

/** A size by itself is the stricter of what it can mean: only the whole is shown. */
const limitWritten: Readonly<Record<PictureLimit, string>> = {
  'whole-400': '400|400px|400画素|400画素まで',
  'whole-800': '800|800px|800画素|800画素まで',
  'whole-1200': '1200|1200px|1200画素|1200画素まで',
  'whole-2400': '2400|2400px|2400画素|2400画素まで',
  'zoomed-2400': '2400（拡大可）|2400 zoom|近寄って見られる',
}

const formWritten: Readonly<Record<string, string>> = {
  object: '物|もの|民具|道具|立体|考古|工芸|thing',
  document: '文書|古文書|本|書籍|冊子|典籍|book|text',
  picture: '絵|絵画|絵図|地図|写真|版画|image|photograph|map|painting',
}

const visitWritten: Readonly<Record<string, string>> = {
  shown: '公開|展示|展示中|常設|常設展示|on view|on display',
  asked: '要予約|要問合せ|要問い合わせ|by appointment',
  hidden: '非公開|not on view',
  online: 'オンラインのみ|online only',
  unknown: '不明|未定',
}

const choicesOf = (
  names: readonly string[],
  word: string,
  written: Readonly<Record<string, string | undefined>>,
  fold = foldedChoice,
): Choices =>
  new Map(
    names.flatMap((name) =>
      [
        name,
        ...['ja', 'en'].map((locale) => wordsFor(locale)(`museum:${word}.${name}`)),
        ...(written[name]?.split('|') ?? []),
      ].map((text) => [fold(text), name] as const),
    ),
  )

/** Stations by how people write them; what means two of them means none. */
function stationChoices(stations: ReadonlyMap<string, readonly string[]>): Choices {
  const choices = new Map<string, string>()
  const double = new Set<string>()
  for (const [id, names] of stations)
    for (const name of new Set(names.map(foldedChoice))) {
      if (choices.has(name)) double.add(name)
      choices.set(name, id)
    }
  return new Map([...choices].filter(([name]) => !double.has(name)))
}

/** What people may write in a cell for a choice of ours: its name, its words in Japanese and English, what catalogues write. */
export const importVocabulary = (stations: ReadonlyMap<string, readonly string[]>): Vocabulary => ({
  rights: new Map([
    ...choicesOf(Object.keys(rights), 'rights', rightsWritten),
    ...Object.entries(rights).map(([name, address]) => [foldedChoice(address), name] as const),
  ]),
  limit: choicesOf(pictureLimitNames, 'limit', limitWritten, foldedSize),
  form: choicesOf(itemForms, 'form', formWritten),
  visit: choicesOf(visits, 'visit', visitWritten),
  station: stationChoices(stations),
})

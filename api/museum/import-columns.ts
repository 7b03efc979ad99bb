import { draftLanguages } from './item-draft.ts'
import { descriptiveFields } from './record.ts'

/** Languages in which what is told beside name and description can be imported. */
const toldLanguages = ['ja', 'en'] as const

/** What an item is known by among all rows and all imports of its institution. */
export const identifierTarget = 'identifier'

/** The name of a collection in which an item is put: no part of the item itself. */
export const collectionTarget = 'collection'

const described = descriptiveFields.filter((field) => field !== identifierTarget)

/** Where a column of a table can go: a part of an item, with its language. */
export const importTargets: readonly string[] = [
  identifierTarget,
  ...draftLanguages.map((language) => `title.${language}`),
  ...draftLanguages.map((language) => `summary.${language}`),
  'form',
  'date',
  'rights',
  'limit',
  ...toldLanguages.map((language) => `credit.${language}`),
  ...described.flatMap((field) => toldLanguages.map((language) => `${field}.${language}`)),
  ...toldLanguages.map((language) => `provenance.${language}`),
  'visit',
  ...toldLanguages.map((language) => `place.${language}`),
  'station',
  ...draftLanguages.map((language) => `transcription.${language}`),
  ...['merit', 'demerit', 'contact'].flatMap((part) =>
    toldLanguages.map((language) => `${part}.${language}`),
  ),
  'link',
  collectionTarget,
]

const known: ReadonlySet<string> = new Set(importTargets)

/** A part of an item, as `importTargets` names them; empty where a column goes nowhere. */
export type ImportTarget = string

/** For each column of a table where it goes; empty: it is left out. */
export type ImportColumns = readonly ImportTarget[]

/** Why columns cannot go where somebody says. Sentences: `imports:refusal.<code>`. */
export type ColumnsRefusal =
  | { readonly code: 'import_columns_wrong'; readonly expected: number }
  | { readonly code: 'import_target_unknown'; readonly column: number }
  /** Two columns go to one place. */
  | { readonly code: 'import_target_twice'; readonly column: number; readonly target: ImportTarget }
  | { readonly code: 'import_identifier_unmapped' }

/** Whether each column can go where it is to go. */
export function refuseColumns(
  columns: ImportColumns,
  headings: readonly string[],
): ColumnsRefusal | undefined {
  if (columns.length !== headings.length) return { code: 'import_columns_wrong', expected: headings.length }
  for (const [at, target] of columns.entries()) {
    if (target === '') continue
    if (!known.has(target)) return { code: 'import_target_unknown', column: at + 1 }
    if (columns.indexOf(target) < at) return { code: 'import_target_twice', column: at + 1, target }
  }
  return columns.includes(identifierTarget) ? undefined : { code: 'import_identifier_unmapped' }
}

/** How headings name each part, in the catalogues of museums and in what other systems give out. */
const headingWords: Readonly<Record<string, string>> = {
  identifier:
    '資料番号 管理番号 整理番号 登録番号 台帳番号 収蔵番号 受入番号 所蔵番号 番号 資料id identifier id no number objectnumber objectid accessionnumber inventorynumber catalognumber cataloguenumber',
  title: '名称 資料名 資料名称 名前 品名 件名 タイトル 題名 作品名 表題 title name objectname',
  summary: '説明 説明文 解説 解説文 概要 紹介 紹介文 内容 description summary abstract',
  form: '種類 種別 資料種別 形態 kind type form objecttype',
  date: '年代 制作年 製作年 作成年 制作年代 製作年代 年月日 日付 西暦 date year created datecreated',
  rights: '権利 権利表示 利用条件 二次利用 二次利用条件 ライセンス 著作権 rights license licence copyright',
  limit:
    '写真の上限 画像の上限 写真の大きさの上限 画像の大きさの上限 公開サイズの上限 写真をどこまで大きく見せるか limit sizelimit picturelimit imagelimit howlargeitspicturesareshown',
  credit: '出典 出典表示 クレジット 所蔵 所蔵者 提供 提供者 credit creditline attribution holder owner',
  maker: '作者 制作者 製作者 作り手 作家 著者 maker creator artist author',
  contributor: '協力者 関係者 contributor contributors',
  subject: '主題 分類 キーワード 件名標目 subject subjects keyword keywords category classification',
  language: '言語 language',
  madeIn: '制作地 製作地 産地 生産地 madein origin placeofproduction productionplace',
  period: '時代 時期 period era',
  material: '材質 素材 材料 原材料 material materials medium',
  technique: '技法 技術 製法 technique techniques method',
  extent: '法量 寸法 大きさ サイズ 数量 員数 点数 size dimensions extent measurements',
  use: '用途 使い方 使用法 使用方法 use usage function',
  season: '季節 使用時期 season',
  custom: '行事 風習 慣習 custom',
  designation: '指定 指定区分 文化財指定 designation',
  note: '備考 注記 メモ note notes remarks comment comments',
  provenance: '来歴 由来 伝来 入手経緯 受入経緯 寄贈者 provenance source acquisition',
  visit: '公開 公開状況 展示 展示状況 visit onview ondisplay',
  place: '展示場所 展示場所名 見られる場所 place location whereabouts',
  station: '駅 最寄り駅 最寄駅 降りる駅 下車駅 駅名 station neareststation',
  transcription:
    '翻刻 翻刻文 釈文 翻字 書き起こし 文字起こし 書かれている文 transcription transcript fulltext',
  merit: 'よいところ 良いところ 良い点 長所 メリット merit advantage',
  demerit: '困るところ 困る点 注意点 短所 デメリット demerit drawback disadvantage',
  contact:
    '問い合わせ 問い合わせ先 問合せ 問合せ先 お問い合わせ 連絡先 担当 担当者 contact contacts inquiries enquiries',
  collection: 'コレクション コレクション名 集まり 資料群 資料群名 collection collections collectionname',
  link: 'url リンク 関連url 参照 参考url link website webpage',
}

const partOfWord: ReadonlyMap<string, string> = new Map(
  Object.entries(headingWords).flatMap(([part, words]) =>
    words.split(' ').map((word) => [word, part] as const),
  ),
)

/** How headings name a language: beside the word, or behind it. */
const languageWords: readonly (readonly [language: string, words: RegExp])[] = [
  ['zh-Hant', /繁体字?|繁體字?|zh-?hant|zh-?tw|traditionalchinese/],
  ['zh-Hans', /簡体字?|简体字?|zh-?hans|zh-?cn|simplifiedchinese/],
  ['ko', /韓国語|ハングル|korean|(?<=[^a-z])ko$/],
  ['th', /タイ語|thai|(?<=[^a-z])th$/],
  ['en', /英語?名?|english|(?<=[^a-z])eng?$/],
  ['ja', /日本語|和文|japanese|(?<=[^a-z])ja$|(?<=[^a-z])jp$/],
]

/** The same heading, however it is spaced and bracketed. */
const folded = (heading: string): string => heading.normalize('NFKC').toLowerCase()

const bare = (heading: string): string => heading.replaceAll(/[\s_.,:：・/()[\]【】「」※*-]/g, '')

function guessOf(heading: string): ImportTarget | undefined {
  const text = folded(heading)
  const whole = partOfWord.get(bare(text))
  const found = languageWords.find(([, words]) => words.test(text.replaceAll(/[)\]】]+$/g, '')))
  const word = found === undefined ? text : text.replaceAll(/[)\]】]+$/g, '').replace(found[1], '')
  const part = whole ?? partOfWord.get(bare(word))
  if (part === undefined) return undefined
  const language = whole === undefined ? (found?.[0] ?? 'ja') : 'ja'
  return [part, `${part}.${language}`].find((target) => known.has(target))
}

/** What columns went to before, by their headings. */
export type RememberedColumns = ReadonlyMap<string, ImportTarget>

/** Where columns probably go: as they went before in this institution, else as their headings say; each place once. */
export function guessColumns(headings: readonly string[], remembered: RememberedColumns): ImportColumns {
  const taken = new Set<string>()
  const take = (target: ImportTarget | undefined): ImportTarget => {
    if (target === undefined || target === '' || taken.has(target)) return ''
    taken.add(target)
    return target
  }
  const before = headings.map((heading) => {
    const went = remembered.get(heading)
    return went === undefined ? undefined : take(went)
  })
  return headings.map((heading, at) => before[at] ?? take(guessOf(heading)))
}

/** What to remember of columns for the next file. */
export const rememberColumns = (headings: readonly string[], columns: ImportColumns): RememberedColumns =>
  new Map(headings.flatMap((heading, at) => (heading === '' ? [] : [[heading, columns[at] ?? ''] as const])))

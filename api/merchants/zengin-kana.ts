import { ok, refuse, type Result } from '../platform/result.ts'

/**
 * Names in the letters a bank file may carry (JIS X 0201, half-width). A payee's: kana but for ヲ and the small ones, sound
 * marks as letters of their own, A to Z, digits, space, `( ) - .`; a bank's or branch's: kana, A to Z, digits and `-` (as
 * published with the 総合振込 formats of PCA, Gunma Bank and Miyagi Bank). What some banks allow beside them, others send back.
 */
export type KanaRefusal =
  | { readonly code: 'letter_not_allowed'; readonly letter: string }
  | { readonly code: 'too_long'; readonly length: number; readonly lengthMax: number }
  | { readonly code: 'empty' }

/** `name`: payees and requesters. `bank`: names of banks and branches. */
export type KanaUse = 'name' | 'bank'

const allowed: Record<KanaUse, RegExp> = {
  name: /^[ｱ-ﾝﾞﾟA-Z0-9 ().-]$/,
  bank: /^[ｱ-ﾝﾞﾟA-Z0-9-]$/,
}

const fullWidth = 'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン'
const halfWidth = 'ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝ'
const small = 'ァィゥェォッャュョヮヵヶ'
const large = 'アイウエオツヤユヨワカケ'

/**
 * What a legal form (法人略語) and an office (営業所略語) are shortened to in a payee's name: every row of the list that Keiyo
 * Bank publishes for transfers (keiyobank.co.jp/alpha_dbank/internet/typing.html), with the younger forms of the 別表 of such a
 * rule (expydoc.com/doc/7181036), which has the same letters for all that both name. Their third part, what a business is
 * (事業略語, as 農業協同組合), is left as it was typed: accounts stand under the long word as often. Where a space stands in
 * a word, people type one or none.
 */
type Abbreviation = { readonly words: readonly string[]; readonly short: string }
/** A company's form is a part of no other word: it is found wherever it stands. */
const companies: readonly Abbreviation[] = [
  { words: ['株式会社', '㈱', 'カブシキ ガイシヤ', 'カブシキ カイシヤ'], short: 'カ' },
  { words: ['有限会社', '㈲', 'ユウゲン ガイシヤ', 'ユウゲン カイシヤ'], short: 'ユ' },
  { words: ['合名会社', '㈴', 'ゴウメイ ガイシヤ'], short: 'メ' },
  { words: ['合資会社', '㈾', 'ゴウシ ガイシヤ'], short: 'シ' },
  { words: ['合同会社', '(同)', 'ゴウドウ ガイシヤ'], short: 'ド' },
  { words: ['相互会社', 'ソウゴ ガイシヤ'], short: 'ソ' },
]
/** In front, at the end, or at the end of a word: in between (社会福祉法人連絡会) it says what the others are. */
const corporations: readonly Abbreviation[] = [
  { words: ['医療法人', 'イリヨウ ホウジン'], short: 'イ' },
  { words: ['医療法人 社団', 'イリヨウ ホウジン シヤダン'], short: 'イ' },
  { words: ['医療法人 財団', 'イリヨウ ホウジン ザイダン'], short: 'イ' },
  { words: ['社会 医療法人', 'シヤカイ イリヨウ ホウジン'], short: 'イ' },
  { words: ['財団法人', 'ザイダン ホウジン'], short: 'ザイ' },
  { words: ['一般 財団法人', 'イツパン ザイダン ホウジン'], short: 'ザイ' },
  { words: ['公益 財団法人', 'コウエキ ザイダン ホウジン'], short: 'ザイ' },
  { words: ['社団法人', 'シヤダン ホウジン'], short: 'シヤ' },
  { words: ['一般 社団法人', 'イツパン シヤダン ホウジン'], short: 'シヤ' },
  { words: ['公益 社団法人', 'コウエキ シヤダン ホウジン'], short: 'シヤ' },
  { words: ['宗教法人', 'シユウキヨウ ホウジン'], short: 'シユウ' },
  { words: ['学校法人', 'ガツコウ ホウジン'], short: 'ガク' },
  { words: ['社会福祉法人', 'シヤカイ フクシ ホウジン'], short: 'フク' },
  { words: ['更生保護法人', 'コウセイ ホゴ ホウジン'], short: 'ホゴ' },
  { words: ['特定 非営利活動法人', 'トクテイ ヒエイリ カツドウ ホウジン'], short: 'トクヒ' },
  { words: ['独立行政法人', 'ドクリツ ギヨウセイ ホウジン'], short: 'ドク' },
  { words: ['地方 独立行政法人', 'チホウ ドクリツ ギヨウセイ ホウジン'], short: 'チドク' },
  { words: ['弁護士法人', 'ベンゴシ ホウジン'], short: 'ベン' },
  { words: ['有限責任 中間法人', 'ユウゲン セキニン チユウカン ホウジン'], short: 'チユウ' },
  { words: ['無限責任 中間法人', 'ムゲン セキニン チユウカン ホウジン'], short: 'チユウ' },
  { words: ['行政書士法人', 'ギヨウセイ シヨシ ホウジン'], short: 'ギヨ' },
  { words: ['司法書士法人', 'シホウ シヨシ ホウジン'], short: 'シホウ' },
  { words: ['税理士法人', 'ゼイリシ ホウジン'], short: 'ゼイ' },
  { words: ['社会保険労務士法人', 'シヤカイ ホケン ロウムシ ホウジン'], short: 'ロウム' },
  { words: ['国立大学法人', 'コクリツ ダイガク ホウジン'], short: 'ダイ' },
  { words: ['公立大学法人', 'コウリツ ダイガク ホウジン'], short: 'ダイ' },
  { words: ['農事組合法人', 'ノウジ クミアイ ホウジン'], short: 'ノウ' },
  { words: ['管理組合法人', 'カンリ クミアイ ホウジン'], short: 'カンリ' },
]
/** At the end of a word, also in front: エイギヨウシヨウカイ and ソウゴカイシヤク begin with one and have none. */
const atEndOfWord: readonly Abbreviation[] = [
  { words: ['営業所', 'エイギヨウシヨ'], short: 'エイ' },
  { words: ['出張所', 'シユツチヨウジヨ'], short: 'シユツ' },
  { words: ['ゴウメイ カイシヤ'], short: 'メ' },
  { words: ['ゴウシ カイシヤ'], short: 'シ' },
  { words: ['ゴウドウ カイシヤ'], short: 'ド' },
  { words: ['ソウゴ カイシヤ'], short: 'ソ' },
]

const bare = (text: string): string => text.normalize('NFKC').replaceAll(/[ ()]/g, '')
const wordsOf = (forms: readonly Abbreviation[]): readonly string[] => forms.flatMap(({ words }) => words)
const listed = [...companies, ...corporations, ...atEndOfWord]
const shortOf = new Map(listed.flatMap(({ words, short }) => words.map((word) => [bare(word), short])))
/** In characters it can be taken for nothing else, wherever it stands; a name has no others. */
const inCharacters = wordsOf(listed).filter((word) => /\p{Script=Han}/u.test(word.normalize('NFKC')))
/** Any of these, the longest first: one stands in another. */
const anyOf = (words: readonly string[]): string =>
  `(?:${words
    .map((word) => word.normalize('NFKC').replaceAll(/[()]/g, '\\$&').replaceAll(' ', ' ?'))
    .toSorted((a, b) => b.length - a.length)
    .join('|')})`
const anyForm = new RegExp(
  [
    ` ?\\(${anyOf(wordsOf(listed))}(?:\\) ?|$)`,
    `^${anyOf(wordsOf([...companies, ...corporations]))}\\)? ?`,
    ` ?${anyOf([...wordsOf(companies), ...inCharacters])} ?`,
    ` ?${anyOf(wordsOf(listed))}(?: |$|(?=[()]))`,
  ].join('|'),
  'g',
)
const shorts = [...new Set(shortOf.values())].join('|')
const closedInFront = new RegExp(`^\\((${shorts})\\) ?(?=.)`)
const closedAtEnd = new RegExp(`(?<=.) ?\\((${shorts})\\)$`)

/**
 * A name as somebody types it, full-width, half-width or hiragana, in half-width bank letters; small kana become large, ー
 * becomes -, and in a payee's name legal forms are shortened. Done once, where a name comes in.
 */
export const zenginKana = (text: string, use: KanaUse): Result<string, KanaRefusal> =>
  zenginLetters(use === 'bank' ? text : shorten(enlarge(text)), use)

/** The same letter by letter, with nothing shortened: a name that came in before stays what was approved. */
export function zenginLetters(text: string, use: KanaUse): Result<string, KanaRefusal> {
  let written = ''
  for (const letter of enlarge(text).normalize('NFD')) {
    const half = halfOf(letter)
    if (!allowed[use].test(half)) return refuse({ code: 'letter_not_allowed', letter })
    written += half
  }
  return written.trim() === '' ? refuse({ code: 'empty' }) : ok(written.trim())
}

/** A name as it is typed, refused when it does not fit: a name is never cut, a cut name may be someone else's. */
export const zenginName = (text: string, use: KanaUse, lengthMax: number): Result<string, KanaRefusal> =>
  fitting(zenginKana(text, use), lengthMax)

/** Refused when it is longer. */
export function fitting(name: Result<string, KanaRefusal>, lengthMax: number): Result<string, KanaRefusal> {
  if (!name.ok || name.value.length <= lengthMax) return name
  return refuse({ code: 'too_long', length: name.value.length, lengthMax })
}

/** Whether two names, typed or written at whatever time, are one to a bank: legal forms and spaces make no other. */
export function isSameName(one: string, other: string): boolean {
  const [name, second] = [zenginKana(one, 'name'), zenginKana(other, 'name')]
  return name.ok && second.ok && name.value.replaceAll(' ', '') === second.value.replaceAll(' ', '')
}

/** NFKC joins half-width kana with their marks; hiragana become katakana; small kana become large. */
function enlarge(text: string): string {
  const joined = text.normalize('NFKC').toUpperCase().trim().replace(/\s+/g, ' ')
  const katakana = joined.replace(/[ぁ-ゖ]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0x60))
  const big = katakana.replace(/[ァィゥェォッャュョヮヵヶ]/g, (letter) => large[small.indexOf(letter)]!)
  return big.replace(/[ー―‐−–—]/g, '-')
}

/**
 * A legal form in front becomes `ｶ)`, at the end `(ｶ`, in the middle `(ｶ)`. Both brackets in front or at the end are what the
 * banks' notes call wrong: one of them goes. Again until nothing is left: a bracket that came ends a word before it.
 */
function shorten(text: string): string {
  const short = text.replace(anyForm, (found: string, at: number) => {
    const [open, close] = [at > 0 ? '(' : '', at + found.length < text.length ? ')' : '']
    return `${open}${shortOf.get(bare(found))!}${close}`
  })
  const once = short.replace(closedInFront, '$1)').replace(closedAtEnd, '($1')
  return once === text ? once : shorten(once)
}

function halfOf(letter: string): string {
  if (letter === '\u3099') return 'ﾞ'
  if (letter === '\u309a') return 'ﾟ'
  const at = fullWidth.indexOf(letter)
  return at < 0 ? letter : halfWidth[at]!
}

/** One byte per letter, JIS X 0201: ASCII as it is, half-width kana at 0xA1–0xDF. */
export function jisByte(letter: string): number | undefined {
  const point = letter.codePointAt(0)!
  if (point >= 0x20 && point <= 0x7e) return point
  return point >= 0xff61 && point <= 0xff9f ? point - 0xff61 + 0xa1 : undefined
}

/** The letter of a JIS X 0201 byte, or nothing. */
export function jisLetter(byte: number): string | undefined {
  if (byte >= 0x20 && byte <= 0x7e) return String.fromCharCode(byte)
  return byte >= 0xa1 && byte <= 0xdf ? String.fromCharCode(byte - 0xa1 + 0xff61) : undefined
}

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
 * (事業略語, as 農業協同組合), is left as it was typed: accounts stand under the long word as often.
 */
type Abbreviation = { readonly words: readonly string[]; readonly short: string }
const abbreviations: readonly Abbreviation[] = [
  { words: ['株式会社', '㈱', 'カブシキガイシヤ', 'カブシキカイシヤ'], short: 'カ' },
  { words: ['有限会社', '㈲', 'ユウゲンガイシヤ', 'ユウゲンカイシヤ'], short: 'ユ' },
  { words: ['合名会社', '㈴', 'ゴウメイガイシヤ', 'ゴウメイカイシヤ'], short: 'メ' },
  { words: ['合資会社', '㈾', 'ゴウシガイシヤ', 'ゴウシカイシヤ'], short: 'シ' },
  { words: ['合同会社', '(同)', 'ゴウドウガイシヤ', 'ゴウドウカイシヤ'], short: 'ド' },
  { words: ['医療法人', 'イリヨウホウジン'], short: 'イ' },
  { words: ['医療法人社団', 'イリヨウホウジンシヤダン'], short: 'イ' },
  { words: ['医療法人財団', 'イリヨウホウジンザイダン'], short: 'イ' },
  { words: ['社会医療法人', 'シヤカイイリヨウホウジン'], short: 'イ' },
  { words: ['財団法人', 'ザイダンホウジン'], short: 'ザイ' },
  { words: ['一般財団法人', 'イツパンザイダンホウジン'], short: 'ザイ' },
  { words: ['公益財団法人', 'コウエキザイダンホウジン'], short: 'ザイ' },
  { words: ['社団法人', 'シヤダンホウジン'], short: 'シヤ' },
  { words: ['一般社団法人', 'イツパンシヤダンホウジン'], short: 'シヤ' },
  { words: ['公益社団法人', 'コウエキシヤダンホウジン'], short: 'シヤ' },
  { words: ['宗教法人', 'シユウキヨウホウジン'], short: 'シユウ' },
  { words: ['学校法人', 'ガツコウホウジン'], short: 'ガク' },
  { words: ['社会福祉法人', 'シヤカイフクシホウジン'], short: 'フク' },
  { words: ['相互会社', 'ソウゴガイシヤ', 'ソウゴカイシヤ'], short: 'ソ' },
  { words: ['更生保護法人', 'コウセイホゴホウジン'], short: 'ホゴ' },
  { words: ['特定非営利活動法人', 'トクテイヒエイリカツドウホウジン'], short: 'トクヒ' },
  { words: ['独立行政法人', 'ドクリツギヨウセイホウジン'], short: 'ドク' },
  { words: ['地方独立行政法人', 'チホウドクリツギヨウセイホウジン'], short: 'チドク' },
  { words: ['弁護士法人', 'ベンゴシホウジン'], short: 'ベン' },
  { words: ['有限責任中間法人', 'ユウゲンセキニンチユウカンホウジン'], short: 'チユウ' },
  { words: ['無限責任中間法人', 'ムゲンセキニンチユウカンホウジン'], short: 'チユウ' },
  { words: ['行政書士法人', 'ギヨウセイシヨシホウジン'], short: 'ギヨ' },
  { words: ['司法書士法人', 'シホウシヨシホウジン'], short: 'シホウ' },
  { words: ['税理士法人', 'ゼイリシホウジン'], short: 'ゼイ' },
  { words: ['社会保険労務士法人', 'シヤカイホケンロウムシホウジン'], short: 'ロウム' },
  { words: ['国立大学法人', 'コクリツダイガクホウジン'], short: 'ダイ' },
  { words: ['公立大学法人', 'コウリツダイガクホウジン'], short: 'ダイ' },
  { words: ['農事組合法人', 'ノウジクミアイホウジン'], short: 'ノウ' },
  { words: ['管理組合法人', 'カンリクミアイホウジン'], short: 'カンリ' },
  { words: ['営業所', 'エイギヨウシヨ'], short: 'エイ' },
  { words: ['出張所', 'シユツチヨウジヨ', 'シユツチヨウシヨ'], short: 'シユツ' },
]

/** Each spelling as it stands once a text is joined, and what it becomes. */
const shortOf = new Map(
  abbreviations.flatMap(({ words, short }) => words.map((word) => [word.normalize('NFKC'), short] as const)),
)
const escaped = (text: string): string => text.replaceAll(/[()]/g, '\\$&')
/** The longest first: one stands in another. */
const anyForm = new RegExp(
  ` ?(${[...shortOf.keys()]
    .toSorted((a, b) => b.length - a.length)
    .map(escaped)
    .join('|')}) ?`,
  'g',
)
const shorts = [...new Set(shortOf.values())].join('|')
const closedInFront = new RegExp(`^\\((${shorts})\\) ?(?=.)`)
const closedAtEnd = new RegExp(`(?<=.) ?\\((${shorts})\\)$`)

/** Full-width, half-width or hiragana text as half-width bank letters; small kana become large, ー becomes -. */
export function zenginKana(text: string, use: KanaUse): Result<string, KanaRefusal> {
  const upright = shorten(enlarge(text), use)
  let written = ''
  for (const letter of upright.normalize('NFD')) {
    const half = halfOf(letter)
    if (!allowed[use].test(half)) return refuse({ code: 'letter_not_allowed', letter })
    written += half
  }
  return written.trim() === '' ? refuse({ code: 'empty' }) : ok(written.trim())
}

/** The same, refused when it does not fit: a name is never cut, a cut name may be someone else's. */
export function zenginName(text: string, use: KanaUse, lengthMax: number): Result<string, KanaRefusal> {
  const name = zenginKana(text, use)
  if (!name.ok || name.value.length <= lengthMax) return name
  return refuse({ code: 'too_long', length: name.value.length, lengthMax })
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
 * banks' notes call wrong: one of them goes.
 */
function shorten(text: string, use: KanaUse): string {
  if (use === 'bank') return text
  const short = text.replace(anyForm, (found: string, word: string, at: number) => {
    const [open, close] = [at > 0 ? '(' : '', at + found.length < text.length ? ')' : '']
    return `${open}${shortOf.get(word)!}${close}`
  })
  return short.replace(closedInFront, '$1)').replace(closedAtEnd, '($1')
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

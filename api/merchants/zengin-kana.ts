import { ok, refuse, type Result } from '../platform/result.ts'

/**
 * Names in the letters a bank file may carry (JIS X 0201, half-width). Sources: the payee and bank-name letter
 * sets published with 総合振込 formats (PCA, Gunma Bank, Miyagi Bank manuals).
 */
export type KanaRefusal =
  | { readonly code: 'letter_not_allowed'; readonly letter: string }
  | { readonly code: 'too_long'; readonly length: number; readonly lengthMax: number }
  | { readonly code: 'empty' }

/** `name`: payees and requesters. `bank`: names of banks and branches. */
export type KanaUse = 'name' | 'bank'

const allowed: Record<KanaUse, RegExp> = {
  name: /^[ｱ-ﾝﾞﾟA-Z0-9 ().-]$/,
  bank: /^[ｱ-ﾝﾞﾟA-Z0-9.-]$/,
}

const fullWidth = 'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン'
const halfWidth = 'ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝ'
const small = 'ァィゥェォッャュョヮヵヶ'
const large = 'アイウエオツヤユヨワカケ'

/**
 * What a company's form of organisation is shortened to. The first and the last were seen in published format
 * notes; the others are common practice not confirmed against a source, so a bank's profile may replace them.
 */
export type Abbreviation = { readonly words: readonly string[]; readonly short: string }
export const abbreviations: readonly Abbreviation[] = [
  { words: ['株式会社', '㈱', '(株)', 'カブシキガイシヤ', 'カブシキカイシヤ'], short: 'カ' },
  { words: ['有限会社', '㈲', '(有)', 'ユウゲンガイシヤ', 'ユウゲンカイシヤ'], short: 'ユ' },
  { words: ['合同会社', '(同)', 'ゴウドウガイシヤ', 'ゴウドウカイシヤ'], short: 'ド' },
  { words: ['合資会社', '(資)', 'ゴウシガイシヤ', 'ゴウシカイシヤ'], short: 'シ' },
  { words: ['合名会社', '(名)', 'ゴウメイガイシヤ', 'ゴウメイカイシヤ'], short: 'メ' },
  { words: ['営業所', 'エイギヨウシヨ'], short: 'エイ' },
]

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

/** A form of organisation in front becomes `ｶ)`, at the end `(ｶ`, in the middle `(ｶ)`. */
function shorten(text: string, use: KanaUse): string {
  if (use === 'bank') return text
  let rest = text
  for (const { words, short } of abbreviations) {
    for (const word of words.map((spelling) => spelling.normalize('NFKC'))) {
      const at = rest.indexOf(word)
      if (at < 0) continue
      const before = rest.slice(0, at).trim()
      const after = rest.slice(at + word.length).trim()
      rest = before + (before ? '(' : '') + short + (after ? ')' : '') + after
    }
  }
  return rest
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

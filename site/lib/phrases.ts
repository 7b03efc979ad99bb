/** Phrase-aware breaks for headings: <wbr> between phrases, worked out on the server. */
import {
  loadDefaultJapaneseParser,
  loadDefaultSimplifiedChineseParser,
  loadDefaultTraditionalChineseParser,
} from 'budoux'

const parsers: Readonly<Record<string, { parse(text: string): string[] }>> = {
  ja: loadDefaultJapaneseParser(),
  'zh-Hant': loadDefaultTraditionalChineseParser(),
  'zh-Hans': loadDefaultSimplifiedChineseParser(),
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (c) => escapes[c] ?? c)

/** Phrases of a text in a language (BCP 47); one phrase where the language breaks at blanks anyway. */
export function phrases(text: string, lang: string): string[] {
  const parser = parsers[lang]
  return parser === undefined || text === '' ? [text] : withNumbersWhole(parser.parse(text))
}

/** The parsers of Chinese break inside a number and before its unit: 20|26年, 1|1月. */
function withNumbersWhole(parts: readonly string[]): string[] {
  const whole: string[] = []
  for (const part of parts) {
    const before = whole.at(-1)
    if (before !== undefined && /\d$/.test(before)) whole[whole.length - 1] = before + part
    else whole.push(part)
  }
  return whole
}

/** Safe HTML of a heading, with a place to break between its phrases. */
export function breakable(text: string, lang: string): string {
  return phrases(text, lang).map(escapeHtml).join('<wbr>')
}

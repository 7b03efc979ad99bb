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
  return parser === undefined || text === '' ? [text] : parser.parse(text)
}

/** Safe HTML of a heading, with a place to break between its phrases. */
export function breakable(text: string, lang: string): string {
  return phrases(text, lang).map(escapeHtml).join('<wbr>')
}

import type { Texts } from './draft-text.ts'
import { draftLanguages } from './item-draft.ts'
import { isObject, type Json, listOf, textIn } from './partner-json.ts'

const charactersMost = 4_000
/** Of one part of a manifest: as many languages and lines as are looked at. */
const saidMost = 200

/**
 * Texts of a manifest by the languages that the studio knows, as plain text: language maps of version 3, and the strings,
 * lists and `@value`s of version 2. What names no language is Japanese where it is written in its letters, else English.
 */
export function partnerTexts(value: Json): Texts {
  const found = new Map<string, string[]>()
  // A document of some megabytes has room for a million of them, and whoever asks for other pages would wait for it.
  for (const { said, text } of saidIn(value).slice(0, saidMost)) {
    const plain = plainText(text)
    const language = plain === '' ? undefined : languageFor(said, plain)
    if (language !== undefined) found.set(language, [...(found.get(language) ?? []), plain])
  }
  return Object.fromEntries([...found].map(([language, all]) => [language, cut(all.join('\n'))]))
}

type Said = { readonly said: string; readonly text: string }

const saidIn = (value: Json): readonly Said[] =>
  isObject(value) && value['@value'] === undefined
    ? Object.entries(value).flatMap(([said, texts]) =>
        listOf(texts).map((text) => ({ said, text: written(text) })),
      )
    : listOf(value).map((one) =>
        isObject(one)
          ? { said: textIn(one['@language']), text: written(one['@value']) }
          : { said: '', text: written(one) },
      )

const written = (value: Json): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''

const spokenTags: ReadonlyMap<string, string> = new Map([
  ...draftLanguages.map((language) => [language.toLowerCase(), language] as const),
  ['zh-tw', 'zh-Hant'],
  ['zh-hk', 'zh-Hant'],
  ['zh-cn', 'zh-Hans'],
  ['zh', 'zh-Hans'],
  // Before there were tags of two letters, and where people write the country.
  ['jp', 'ja'],
  ['jpn', 'ja'],
  ['eng', 'en'],
])

/** The language of a text; undefined for one that no page of the hub shows. */
function languageFor(said: string, text: string): string | undefined {
  const tag = said.toLowerCase()
  if (tag === '' || tag === 'none' || tag === '@none' || tag === 'und' || tag === 'undefined')
    return /[\p{scx=Hiragana}\p{scx=Katakana}\p{sc=Han}]/u.test(text) ? 'ja' : 'en'
  return spokenTags.get(tag) ?? spokenTags.get(tag.split('-').slice(0, 2).join('-')) ?? spokenTags.get(tag.split('-')[0]!) // prettier-ignore
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}

/** What a reader sees of a text in which HTML is allowed; nothing of it is ever given out as HTML. */
function plainText(text: string): string {
  return (
    text
      .slice(0, 4 * charactersMost)
      .toWellFormed()
      .replaceAll(/<(br|\/p|\/li|\/div)\b[^<>]*>/gi, '\n')
      .replaceAll(/<\/?[a-z!][^<>]*>/gi, '')
      .replaceAll(/&(?:#(\d{1,7})|([a-z]{2,4}));/gi, (whole, number: string, name: string) =>
        number === undefined ? (entities[name.toLowerCase()] ?? whole) : ofCode(Number(number)),
      )
      .replaceAll(/\r\n?/g, '\n')
      // Neither what cannot be shown, nor what would be taken for HTML at the beginning of a text.
      .replaceAll(/[^\P{Cc}\n\t]|[\ufffe\uffff]/gu, '')
      .replaceAll(/\n{3,}/g, '\n\n')
      .replace(/^[\s<]+/, '')
      .trimEnd()
  )
}

const ofCode = (code: number): string =>
  code < 0x11_00_00 && !(code >= 0xd8_00 && code <= 0xdf_ff) ? String.fromCodePoint(code) : ''

const cut = (text: string): string =>
  text.length <= charactersMost ? text : `${text.slice(0, charactersMost - 1).toWellFormed()}…`

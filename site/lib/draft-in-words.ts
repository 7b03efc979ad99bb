/** Parts of an item's draft in words, where what is kept of them is a code or a list. */
import { draftLanguages, type ItemDraft, type WholeDraft } from '../../api/museum/item-draft.ts'
import { numberTyped } from '../../api/museum/draft-reading.ts'
import type { Locale } from './locale.ts'
import { events, say } from './region.ts'
import { wordsLang } from './words-locale.ts'
import { wordsFor } from './words.ts'

const fieldWords: Readonly<Record<string, string>> = {
  title: 'studio:about.title_',
  summary: 'studio:about.summary',
  credit: 'studio:rights.credit',
  rights: 'studio:rights.rights',
  merit: 'museum:field.merit',
  demerit: 'museum:field.demerit',
  contact: 'museum:field.contact',
  form: 'museum:field.form',
  date: 'museum:field.date',
  visit: 'museum:field.visit',
  place: 'museum:field.place',
  station: 'studio:details.station',
  provenance: 'museum:field.provenance',
  fields: 'studio:details.title',
  links: 'museum:field.link',
  pictures: 'studio:pictures.title',
  reading: 'studio:document.reading',
  chapters: 'studio:document.chapters',
  events: 'studio:whereabouts.events',
  spot: 'studio:whereabouts.spot',
  position: 'studio:whereabouts.position',
  limit: 'studio:rights.limit',
}

const viewWords: Readonly<Record<string, string>> = {
  alternative: 'studio:pictures.alternative',
  transcription: 'studio:pictures.transcriptionLabel',
}

type Views = ItemDraft['pictures']

/** What a part of a draft is called, with its language; of a view, with the number that it has among these. */
export function partName(part: string, locale: Locale, views: Views = []): string {
  const t = wordsFor(locale)
  const names = part.split('.')
  const language = draftLanguages.find((one) => one === names.at(-1))
  const what =
    names[0] === 'pictures' && names[1] !== undefined
      ? t(viewWords[names[2] ?? ''] ?? 'studio:pictures.nth', { n: placeOf(views, names[1]) })
      : t(fieldWords[names[0] ?? ''] ?? 'studio:details.title')
  return language === undefined
    ? what
    : t('studio:inLanguage', { what, language: t(`studio:language.${language}`) })
}

const placeOf = (views: Views, id: string): number => views.findIndex((one) => one.id === id) + 1

/** So many parts are named; a book has thousands. */
const namedMost = 20

/** What parts are called, each once; of views only their numbers, and of very many only how many. */
export function partNames(parts: readonly string[], locale: Locale, views: Views): readonly string[] {
  const t = wordsFor(locale)
  const places = new Map(views.map(({ id }, place) => [id, place + 1]))
  const named = parts.map((part) => {
    const n = places.get(/^pictures\.([^.]+)\./.exec(part)?.[1] ?? '')
    return n === undefined ? partName(part, locale) : t('studio:pictures.nth', { n })
  })
  const all = [...new Set(named)]
  return all.length <= namedMost
    ? all
    : [...all.slice(0, namedMost), t('studio:between.others', { count: all.length - namedMost })]
}

const codes: Readonly<Record<string, string>> = {
  rights: 'museum:rights',
  form: 'museum:form',
  visit: 'museum:visit',
  reading: 'museum:reading',
  limit: 'museum:limit',
}

/** How a part of a draft is read by people; undefined: as it is written. */
export function partInWords(part: string, draft: WholeDraft, locale: Locale): string | undefined {
  const t = wordsFor(locale)
  const code = codes[part]
  if (code !== undefined) {
    const value = draft[part as 'rights']
    return value === '' ? '' : t(`${code}.${value}`)
  }
  return listInWords(part, draft, locale)?.join('\n')
}

function listInWords(part: string, draft: WholeDraft, locale: Locale): readonly string[] | undefined {
  const t = wordsFor(locale)
  const { fields, links, chapters, events: chosen, pictures } = draft
  const view = (id: string): string =>
    t('studio:pictures.nth', { n: numberTyped(id) ?? placeOf(pictures, id) })
  switch (part) {
    case 'fields':
      return fields.map(({ field, value }) => `${t(`museum:field.${field}`)}: ${textsInWords(value)}`)
    case 'links':
      return links.map(({ address, label }) => `${textsInWords(label)} ${address}`.trim())
    case 'chapters':
      return chapters.map(({ label, from, to }) => `${textsInWords(label)}: ${view(from)} – ${view(to)}`)
    case 'events':
      return chosen.map((id) => nameOfEvent(id, locale))
    case 'pictures':
      return [t('studio:between.order', { count: pictures.length })]
    default:
      return undefined
  }
}

/** A text in all the languages that it was written in. */
const textsInWords = (texts: Readonly<Record<string, string>>): string =>
  Object.values(texts)
    .filter((text) => text !== '')
    .join(' / ')

function nameOfEvent(id: string, locale: Locale): string {
  const event = events().find((one) => one.id === id)
  return event === undefined
    ? wordsFor(locale)('studio:whereabouts.eventGone', { id })
    : say(event.name, locale)
}

/** Which chapters begin or end at a number that no view has. */
export function numbersUnknown(
  { chapters = [], pictures }: Pick<ItemDraft, 'chapters' | 'pictures'>,
  locale: Locale,
): string | undefined {
  const t = wordsFor(locale)
  const told = chapters.flatMap(({ from, to }, place) =>
    [...new Set([from, to])].flatMap((view) => {
      const number = numberTyped(view)
      return number === undefined
        ? []
        : [t('studio:document.noView', { n: place + 1, number, total: pictures.length })]
    }),
  )
  return told.length === 0 ? undefined : told.join(wordsLang(locale) === 'en' ? ' ' : '')
}

/** The form of an item in the studio, as what the hub keeps: the page and the island read it the same way. */
import type { AnnouncedTexts } from '../../api/museum/announced.ts'
import type { Texts } from '../../api/museum/draft-text.ts'
import { textFor } from '../../api/museum/language-map.ts'
import type { Locale } from './locale.ts'
import { type DraftChapter, numberLength, numberTyped } from '../../api/museum/draft-reading.ts'
import {
  draftLanguages,
  type DraftPicture,
  type ItemDraft,
  type LaterParts,
  type WholeDraft,
} from '../../api/museum/item-draft.ts'

/** What was typed into a form. */
export type Entries = Pick<FormData, 'get' | 'has' | 'keys'>

/** One field, with the line ends of everybody. */
export const textIn = (form: Entries, name: string): string => {
  const value = form.get(name)
  return typeof value === 'string' ? value.replaceAll(/\r\n?/g, '\n') : ''
}

/** Texts by language; a language that the form does not ask for keeps what it had. */
export function textsIn(form: Entries, name: string, before: Texts): Texts {
  const own = Object.entries(before).filter(([language]) => !form.has(`${name}.${language}`))
  const typed = draftLanguages
    .filter((language) => form.has(`${name}.${language}`))
    .map((language) => [language, textIn(form, `${name}.${language}`)] as const)
  return Object.fromEntries([...own, ...typed].filter(([, text]) => text !== ''))
}

/** The rows of a list: those that the form has, by their number, without those that are to be taken out. */
function rowsIn(form: Entries, name: string, mark: string): readonly number[] {
  const pattern = new RegExp(`^${name}\\.(\\d+)\\.${mark}$`)
  return [...form.keys()]
    .flatMap((key) => {
      const row = pattern.exec(key)?.[1]
      return row === undefined || form.has(`${name}.${row}.out`) ? [] : [Number(row)]
    })
    .toSorted((a, b) => a - b)
}

/** What a row said before: rows may have moved up since the form was made. */
const fieldBefore = (
  { fields }: ItemDraft,
  row: number,
  field: string,
): ItemDraft['fields'][number] | undefined =>
  fields[row]?.field === field ? fields[row] : fields.find((one) => one.field === field)

/** Parts of an item that are texts by language. */
type TextsPart = 'title' | 'summary' | 'credit' | 'place' | 'provenance'

/** What visitors are told besides, as a form says it; what it does not ask for stays. */
export const announcedInForm = (form: Entries, before: AnnouncedTexts): AnnouncedTexts => ({
  merit: textsIn(form, 'merit', before.merit),
  demerit: textsIn(form, 'demerit', before.demerit),
  contact: textsIn(form, 'contact', before.contact),
})

/** Views that belong together, as the form says; a form that does not ask for them leaves them. */
function chaptersIn(form: Entries, before: ItemDraft): readonly DraftChapter[] {
  const known = before.chapters ?? []
  if (!form.has('chapters.asked')) return known
  return rowsIn(form, 'chapters', 'from').flatMap((row): readonly DraftChapter[] => {
    const [from, to] = (['from', 'to'] as const).map((end) => viewIn(form, `chapters.${row}.${end}`, before)) as [string, string]
    const same = known.find((one) => one.from === from && one.to === to) ?? known[row]
    const label = textsIn(form, `chapters.${row}.label`, same?.label ?? {})
    // One view alone is chosen once.
    return from === '' && to === '' && Object.keys(label).length === 0 ? [] : [{ label, from, to: to === '' && numberTyped(from) === undefined ? from : to }]
  }) // prettier-ignore
}

/**
 * A view that is chosen from a list, or of a long document by its number: one whose number nobody touched is the same view,
 * whatever was put in before it meanwhile. A number that no view has stays as it was typed: nothing is published of it.
 */
function viewIn(form: Entries, name: string, { pictures }: ItemDraft): string {
  const number = textIn(form, `${name}.number`).normalize('NFKC').trim()
  if (!form.has(`${name}.number`) || number === textIn(form, `${name}.was`)) return textIn(form, name)
  const found = /^\d{1,7}$/.test(number) ? pictures[Number(number) - 1]?.id : undefined
  return found ?? (number === '' ? '' : `#${number.slice(0, numberLength)}`)
}

/** The views that the form has; where it has a part of them, the others stay as they are and where they are. */
function picturesIn(form: Entries, { pictures }: ItemDraft): readonly DraftPicture[] {
  const before = new Map(pictures.map((one) => [one.id, one]))
  const idOf = (row: number): string => textIn(form, `pictures.${row}.id`).trim()
  const sent = rowsIn(form, 'pictures', 'id').map((row): DraftPicture => {
    const known = before.get(idOf(row))
    return {
      id: idOf(row),
      image: textIn(form, `pictures.${row}.image`).trim(),
      alternative: textsIn(form, `pictures.${row}.alternative`, known?.alternative ?? {}),
      transcription: textsIn(form, `pictures.${row}.transcription`, known?.transcription ?? {}),
    }
  })
  if (!form.has('pictures.part')) return sent
  const byId = new Map(sent.map((one) => [one.id, one]))
  const out = new Set([...form.keys()].flatMap((key) => /^pictures\.(\d+)\.out$/.exec(key)?.[1] ?? []).map((row) => idOf(Number(row)))) // prettier-ignore
  const stay = pictures.flatMap((one) => byId.get(one.id) ?? (out.has(one.id) ? [] : [one]))
  return [...stay, ...sent.filter(({ id }) => !before.has(id))]
}

/** The events that are ticked; those of before where the form does not ask. */
const eventsIn = (form: Entries, before: ItemDraft): readonly string[] =>
  form.has('events.asked')
    ? [...form.keys()].flatMap((key) => /^events\.(?!asked$)(.+)$/.exec(key)?.[1] ?? [])
    : (before.events ?? [])

/** Parts of a form that older pages do not ask for. */
const laterIn = (form: Entries, before: ItemDraft): Required<LaterParts> => {
  const text = (name: 'reading' | 'spot' | 'position' | 'limit'): string =>
    form.has(name) ? textIn(form, name).trim() : (before[name] ?? '')
  return {
    reading: text('reading') as WholeDraft['reading'],
    chapters: chaptersIn(form, before),
    events: eventsIn(form, before),
    spot: text('spot'),
    position: text('position').normalize('NFKC'),
    limit: text('limit') as WholeDraft['limit'],
  }
}

/** A draft with what the form says; what it does not ask for stays. */
export function draftIn(form: Entries, before: ItemDraft): WholeDraft {
  const text = (name: string): string => textIn(form, name).trim()
  const texts = (name: TextsPart): Texts => textsIn(form, name, before[name])
  return {
    form: text('form') as ItemDraft['form'],
    title: texts('title'),
    summary: texts('summary'),
    credit: texts('credit'),
    rights: text('rights') as ItemDraft['rights'],
    date: text('date').normalize('NFKC'),
    visit: text('visit') as ItemDraft['visit'],
    place: texts('place'),
    station: text('station'),
    provenance: texts('provenance'),
    fields: rowsIn(form, 'fields', 'field').flatMap((row): ItemDraft['fields'] => {
      const field = text(`fields.${row}.field`) as ItemDraft['fields'][number]['field']
      const value = textsIn(form, `fields.${row}.value`, fieldBefore(before, row, field)?.value ?? {})
      return Object.keys(value).length === 0 ? [] : [{ field, value }]
    }),
    links: rowsIn(form, 'links', 'address').flatMap((row): ItemDraft['links'] => {
      const address = text(`links.${row}.address`)
      const known = before.links.find((one) => one.address === address)
      const label = textsIn(form, `links.${row}.label`, known?.label ?? {})
      return address === '' ? [] : [{ address, label }]
    }),
    pictures: picturesIn(form, before),
    ...announcedInForm(form, before),
    ...laterIn(form, before),
  }
}

/** A text that was typed, as a page of this language reads it. */
export const readText = (texts: Texts, locale: Locale): string =>
  textFor(Object.fromEntries(Object.entries(texts).map(([language, text]) => [language, [text]])), locale)

/** A name for a new item that stands in its address for ever: its institution's, and eight letters. */
export function newRecord(institution: string, random: Uint8Array): string {
  const letters = '23456789abcdefghjkmnpqrstuvwxyz'
  return `${institution.slice(0, 70)}-${[...random.subarray(0, 8)].map((byte) => letters[byte % letters.length]).join('')}`
}

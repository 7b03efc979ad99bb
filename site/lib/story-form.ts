/** The form of a story in the studio, as what the hub keeps: the page and the island read it the same way. */
import type { Texts } from '../../api/museum/draft-text.ts'
import {
  emptyRow,
  regionTyped,
  stopsChosen,
  type StoryDraft,
  type StoryRow,
} from '../../api/museum/story-draft.ts'
import { inPixels, partWithin } from '../../api/museum/story-part.ts'
import { announcedInForm, type Entries, textIn, textsIn } from './studio-form.ts'

const sides = ['x', 'y', 'width', 'height'] as const

/** A part as four numbers; empty where none is written. Full-width digits are as everybody reads them. */
export function partTyped(numbers: readonly string[]): string {
  const typed = numbers.map((one) => one.normalize('NFKC').trim())
  return typed.every((one) => one === '') ? '' : typed.join(',')
}

/** The four numbers of a part, as its fields show them. */
export const numbersOf = (region: string): readonly string[] => {
  const numbers = region.split(',')
  return sides.map((_, n) => numbers[n] ?? '')
}

/** Fields of rows are called by the id of their row: rows move, and what was typed stays with its own. */
export const rowField = (id: string, field: string): string => `rows.${id}.${field}`

/** The rows that the form has, in its order. */
const idsIn = (form: Entries): readonly string[] =>
  [...form.keys()].flatMap((key) => /^rows\.([a-z0-9-]+)\.kind$/.exec(key)?.[1] ?? [])

/** What is left on a row's map, in the form's order. */
const mapIn = (form: Entries, id: string): string =>
  [...form.keys()]
    .filter((key) => key.startsWith(rowField(id, 'map.')))
    .map((key) => key.slice(rowField(id, 'map.').length))
    .join(' ')

function rowIn(form: Entries, id: string, before: StoryRow | undefined): StoryRow {
  const kind = textIn(form, rowField(id, 'kind')) === 'room' ? 'room' : 'step'
  const known = before ?? emptyRow(id, kind)
  const word = (field: 'holder' | 'station' | 'picture' | 'beside' | 'sound'): string =>
    form.has(rowField(id, field)) ? textIn(form, rowField(id, field)).trim() : known[field]
  const texts = (
    field: 'title' | 'text' | 'alternative' | 'besideAlternative' | 'transcript' | 'cited',
  ): Texts => textsIn(form, rowField(id, field), known[field])
  const map = form.has(rowField(id, 'mapped')) ? mapIn(form, id) : known.map
  const part = (field: 'region' | 'besideRegion'): string =>
    form.has(rowField(id, `${field}.x`))
      ? partTyped(sides.map((side) => textIn(form, rowField(id, `${field}.${side}`))))
      : known[field]
  return {
    id,
    kind,
    title: texts('title'),
    holder: word('holder'),
    station: word('station'),
    text: texts('text'),
    picture: word('picture'),
    region: part('region'),
    alternative: texts('alternative'),
    beside: word('beside'),
    besideRegion: part('besideRegion'),
    besideAlternative: texts('besideAlternative'),
    sound: word('sound'),
    transcript: texts('transcript'),
    map,
    cited: texts('cited'),
  }
}

/** A draft with what the form says; what it does not ask for stays. */
export function storyIn(form: Entries, before: StoryDraft): StoryDraft {
  const rows = new Map(before.rows.map((row) => [row.id, row]))
  return {
    title: textsIn(form, 'title', before.title),
    summary: textsIn(form, 'summary', before.summary),
    credit: textsIn(form, 'credit', before.credit),
    rights: textIn(form, 'rights').trim() as StoryDraft['rights'],
    rows: idsIn(form).map((id) => rowIn(form, id, rows.get(id))),
    ...announcedInForm(form, before),
  }
}

export const rowDoings = ['up', 'down', 'out', 'step', 'room', 'alone', 'silent'] as const
/** What a button does with a row: moves it, takes it out, adds one behind it, ends its comparison, or takes its sound away. */
export type RowDoing = (typeof rowDoings)[number]

/** Reads `up:blade`; an added row stands behind the named one, or last where none is named. */
export function rowDoingIn(what: string): { readonly doing: RowDoing; readonly id: string } | undefined {
  const [word = '', id = ''] = what.split(':')
  const doing = rowDoings.find((one) => one === word)
  return doing === undefined ? undefined : { doing, id }
}

/** A story after a button was pressed, and the row to go on at. */
export function afterDoing(
  draft: StoryDraft,
  { doing, id }: { readonly doing: RowDoing; readonly id: string },
  newId: string,
): { readonly draft: StoryDraft; readonly at: string } {
  const rows = [...draft.rows]
  const place = rows.findIndex((row) => row.id === id)
  const placed = (all: readonly StoryRow[], at: string) => ({ draft: { ...draft, rows: all }, at })
  if (doing === 'step' || doing === 'room') {
    rows.splice(place === -1 ? rows.length : place + 1, 0, emptyRow(newId, doing))
    return placed(rows, newId)
  }
  const row = rows[place]
  if (row === undefined) return placed(rows, id)
  if (doing === 'alone')
    return placed(rows.with(place, { ...row, beside: '', besideRegion: '', besideAlternative: {} }), id)
  if (doing === 'silent') return placed(rows.with(place, { ...row, sound: '', transcript: {} }), id)
  rows.splice(place, 1)
  if (doing === 'out') return placed(rows, (rows[place] ?? rows.at(-1))?.id ?? 'scenes')
  rows.splice(Math.max(0, place + (doing === 'up' ? -1 : 1)), 0, row)
  return placed(rows, id)
}

/** A story with another thing on the map of a row. */
export function mappedOn(draft: StoryDraft, id: string, stop: string): StoryDraft {
  const changed = (row: StoryRow): StoryRow =>
    row.id === id ? { ...row, map: [...new Set([...stopsChosen(row), stop])].join(' ') } : row
  return { ...draft, rows: draft.rows.map(changed) }
}

/** A name for a new row, which stands in its address. */
export const newRowId = (random: Uint8Array): string =>
  `scene-${[...random.subarray(0, 5)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`

type Choice = {
  readonly service: string
  readonly width: number
  readonly height: number
  readonly image: { readonly width: number; readonly height: number }
  readonly hasParts: boolean
  readonly whole: string | null
}

/** Path of the picture of a part; of the whole where no part is written, or none may be shown. */
export function partPath(choice: Choice, region: string, side: number): string {
  if (choice.whole !== null) return choice.whole
  const part = choice.hasParts ? partWithin(choice, regionTyped(region)) : undefined
  const crop = part === undefined ? 'full' : inPixels(part, choice, choice.image)
  return `${choice.service}/${crop}/!${side},${side}/0/default.jpg`
}

/** The moment that somebody typed into a field of Japan's time; as it is where that is none. */
export const momentIn = (typed: string): string =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(typed) ? `${typed.slice(0, 16)}:00+09:00` : typed

type Chosen = {
  readonly row: string
  readonly field: 'picture' | 'beside'
  readonly picture: string
  /** What its holder says is seen. */
  readonly alternative: Texts
}

/** A story with another picture in a row: neither the part nor the words of the one before are right for it. */
export function chosenIn(draft: StoryDraft, { row: id, field, picture, alternative }: Chosen): StoryDraft {
  const changed = (row: StoryRow): StoryRow => {
    if (row.id !== id || row[field] === picture) return row
    return field === 'picture'
      ? { ...row, picture, region: '', alternative }
      : { ...row, beside: picture, besideRegion: '', besideAlternative: alternative }
  }
  return { ...draft, rows: draft.rows.map(changed) }
}

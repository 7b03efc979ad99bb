/** What pages of imports ask the hub, and how they name the parts of an item. */
import type { InferResponseType } from 'hono/client'
import { importTargets } from '../../api/museum/import-columns.ts'
import { targetName } from '../../api/museum/import-report.ts'
import type { apiFor } from './api.ts'
import type { Locale } from './locale.ts'
import { wordsFor } from './words.ts'

type Imports = ReturnType<typeof apiFor>['api']['museum']['imports']
export type MuseumImport = InferResponseType<Imports[':id']['$get'], 200>
export type ImportRows = InferResponseType<Imports[':id']['rows']['$get'], 200>
type Mapping = Parameters<Imports[':id']['mapping']['$post']>[0]['json']

const groups = {
  needed: ['identifier'],
  texts: ['title', 'summary'],
  use: ['rights', 'limit', 'credit', 'date', 'form'],
} as const

const groupOf = (target: string): string => {
  const name = target.split('.')[0] ?? ''
  const found = Object.entries(groups).find(([, names]) => names.some((one) => one === name))
  return found?.[0] ?? 'about'
}

/** What a part of an item is called, with its language. */
export const partWords = (target: string, locale: Locale): string => targetName(target, wordsFor(locale))

/** A title or a text as far as a row of a list has room for it. */
export const inRow = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text)

const chosenWords = new Map([
  ['rights', 'museum:rights'],
  ['limit', 'museum:limit'],
  ['form', 'museum:form'],
  ['visit', 'museum:visit'],
])

/** What stands in a part of an item, as far as a row of a list has room for it; what was chosen in the words of the form. */
export function valueWords(part: string, text: string, locale: Locale): string {
  const words = chosenWords.get(part)
  if (words !== undefined && text !== '') return wordsFor(locale)(`${words}.${text}`)
  return inRow(text)
}

/** Where a column can go, under headings. */
export function targetGroups(locale: Locale) {
  const t = wordsFor(locale)
  return [...Object.keys(groups), 'about'].map((group) => ({
    label: t(`imports:group.${group}`),
    options: importTargets
      .filter((target) => groupOf(target) === group)
      .map((target) => ({ value: target, label: partWords(target, locale) })),
  }))
}

/** Where the form sends each column, and what it says of rows that tell no rights. */
export function mappingIn(form: FormData, headings: readonly string[]): Mapping {
  const rights = String(form.get('rights') ?? '') as NonNullable<Mapping['rights']> | ''
  return {
    columns: headings.map((_, n) => String(form.get(`columns.${n}`) ?? '')),
    ...(rights === '' ? {} : { rights }),
  }
}

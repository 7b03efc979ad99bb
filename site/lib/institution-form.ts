/** The form in which an institution is written down, as the API wants it: for the office that takes it in, and its staff. */
import { typed } from '../../api/museum/draft-text.ts'
import type { ShownProblem } from './api.ts'
import { daysIn, fieldOfDays, typedDays } from './institution-days.ts'
import type { LiveInstitution } from './institutions.ts'
import { textOf } from './shop-form.ts'
import type { Locale } from './locale.ts'
import { textsIn } from './studio-form.ts'
import { wordsFor } from './words.ts'

/** What stands in the fields, by their names. */
export type InstitutionTyped = ReadonlyMap<string, string>

const texts = ['name', 'contact', 'summary', 'opening'] as const

/** As somebody typed it. */
export const typedIn = (form: FormData | undefined): InstitutionTyped =>
  new Map([...(form?.keys() ?? [])].map((name) => [name, textOf(form, name)]))

/** As the record says it. */
export function typedOf(live: LiveInstitution): InstitutionTyped {
  const { position, told } = live
  return new Map([
    ...texts.flatMap((part) =>
      Object.entries(typed(live[part] ?? {})).map(
        ([language, text]) => [`${part}.${language}`, text] as const,
      ),
    ),
    ...typedDays(live.days),
    ['type', live.type],
    ['position', position === null ? '' : `${position.latitude}, ${position.longitude}`],
    ['quality', position?.quality ?? 'approximate-300m'],
    ['station', live.station ?? ''],
    ['address', live.address ?? ''],
    ['toldFrom', told.from],
    ['toldTitle', told.from === 'page' ? told.title : ''],
    ['toldAddress', told.from === 'page' ? told.address : ''],
    ['toldDay', told.from === 'itself' ? told.day : ''],
  ])
}

/** Full-width digits and commas become plain ones; what cannot be right is sent, and named by the API. */
function positionIn(form: FormData) {
  const text = textOf(form, 'position').normalize('NFKC').replaceAll('、', ',').trim()
  if (text === '') return undefined
  const [latitude, longitude] = text.split(/\s*[,\s]\s*/).map(Number)
  return { latitude, longitude, quality: textOf(form, 'quality') }
}

function toldIn(form: FormData) {
  const from = textOf(form, 'toldFrom')
  if (from === 'page')
    return { from, title: textOf(form, 'toldTitle').trim(), address: textOf(form, 'toldAddress').trim() }
  return from === 'itself' ? { from, day: textOf(form, 'toldDay') } : { from }
}

/** What is said of an institution; what was left empty is left out. */
export function saidIn(form: FormData): Record<string, unknown> {
  const said = (name: string) => textOf(form, name).trim() || undefined
  return {
    ...Object.fromEntries(texts.map((part) => [part, textsIn(form, part, {})])),
    type: textOf(form, 'type'),
    position: positionIn(form),
    station: said('station'),
    address: said('address'),
    days: daysIn(form),
    told: toldIn(form),
  }
}

/** What nobody may leave empty, as it stands in the form, before everything else. */
const needed = [
  'municipality',
  'name.ja',
  'name.en',
  'type',
  'summary.ja',
  'summary.en',
  'contact.ja',
  'contact.en',
] as const

/** The field that is marked, and what is said beside it: the first that is wrong, though a problem names a later one. */
export function wrongIn(problem: ShownProblem | undefined, written: InstitutionTyped, locale: Locale) {
  const named = fieldOf(problem, written)
  const at = (needed as readonly (string | undefined)[]).indexOf(named)
  const before = named === undefined ? [] : needed.slice(0, at < 0 ? needed.length : at)
  const field = before.find((name) => written.get(name)?.trim() === '') ?? named
  const words = (name: string): string => {
    const t = wordsFor(locale)
    if (field === named && problem?.code.startsWith('field_') === false) return problem.title
    return name.includes('.') && !name.startsWith('days.')
      ? t('museum:refusal.institution_text_missing')
      : t('institutions:wrong')
  }
  return { field, sentence: (name: string) => (name === field ? words(name) : undefined) }
}

/** The field of the form that a problem is about. */
function fieldOf(problem: ShownProblem | undefined, written: InstitutionTyped): string | undefined {
  const { field } = problem ?? {}
  if (field === undefined) return undefined
  if (field.startsWith('position')) return 'position'
  if (field.startsWith('days')) return fieldOfDays(field, (name) => written.get(name) ?? '')
  if (!field.startsWith('told'))
    return field.includes('.') || !(texts as readonly string[]).includes(field) ? field : `${field}.ja`
  const part = field.split('.')[1] ?? 'from'
  return `told${part[0]!.toUpperCase()}${part.slice(1)}`
}

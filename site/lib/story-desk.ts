/** What pages of the studio ask the hub about stories. */
import type { InferResponseType } from 'hono/client'
import type { Difference } from '../../api/museum/draft-merge.ts'
import { draftLanguages } from '../../api/museum/item-draft.ts'
import { emptyStory, type StoryDraft } from '../../api/museum/story-draft.ts'
import { mergeStories } from '../../api/museum/story-merge.ts'
import type { apiFor } from './api.ts'
import { clockOf, dayOf, writtenDay } from './day.ts'
import type { Locale } from './locale.ts'
import { wordsFor } from './words.ts'

type Client = ReturnType<typeof apiFor>
type Museum = Client['api']['museum']
type Drafts = Museum['story-drafts'][':record']
export type StoryDesk = InferResponseType<Drafts['$get'], 200>
export type StoryPicture = StoryDesk['pictures'][number]
export type StoryHistory = InferResponseType<Drafts['history']['$get'], 200>
type Desks = Museum['story-drafts']

/** What came between, where somebody saved meanwhile. */
export type StoryBetween = {
  readonly desk: StoryDesk
  readonly draft: StoryDraft
  readonly byName: string
  readonly taken: readonly string[]
  readonly conflicts: readonly Difference[]
}

/** Puts what was typed on a text that somebody else saved meanwhile. */
export async function storyBetween(
  desks: Desks,
  asked: { readonly record: string; readonly revision: number },
  mine: StoryDraft,
): Promise<StoryBetween | undefined> {
  const { record, revision } = asked
  const now = await desks[':record'].$get({ param: { record } })
  if (!now.ok) return undefined
  const desk = await now.json()
  const before =
    revision === 0
      ? undefined
      : await desks[':record'].revisions[':revision'].$get({ param: { record, revision: String(revision) } })
  const base = before?.ok === true ? (await before.json()).draft : emptyStory
  return { desk, byName: desk.saved?.byName ?? '', ...mergeStories(base, mine, desk.draft) }
}

const fieldWords: Readonly<Record<string, string>> = {
  title: 'tell:about.name',
  summary: 'tell:about.summary',
  credit: 'studio:rights.credit',
  rights: 'studio:rights.rights',
  merit: 'museum:field.merit',
  demerit: 'museum:field.demerit',
  contact: 'museum:field.contact',
  rows: 'tell:row.order',
}

/** What a part of a story is called, with its scene and its language. */
export function storyPartName(part: string, draft: StoryDraft, locale: Locale): string {
  const t = wordsFor(locale)
  const names = part.split('.')
  const language = draftLanguages.find((one) => one === names.at(-1))
  const id = names[0] ?? ''
  const isHead = fieldWords[id] !== undefined && draft.rows.every((row) => row.id !== id)
  const what = isHead
    ? t(fieldWords[id]!)
    : t('tell:row.part', { row: rowName(draft, id, locale), part: t(`tell:row.${names[1] ?? 'row'}`) })
  return language === undefined
    ? what
    : t('studio:inLanguage', { what, language: t(`studio:language.${language}`) })
}

/** Scene 3, or Room 2: as a row is called on the page. */
export function rowName({ rows }: StoryDraft, id: string, locale: Locale): string {
  const row = rows.find((one) => one.id === id)
  const t = wordsFor(locale)
  if (row === undefined) return t('tell:row.gone')
  const n = rows.filter(({ kind }) => kind === row.kind).findIndex((one) => one.id === id) + 1
  return t(`tell:row.${row.kind}`, { n })
}

/** A moment as people in Japan write it. */
export function writtenMoment(at: string, locale: Locale): string {
  const ms = Date.parse(at)
  return `${writtenDay(dayOf(ms), locale === 'en' ? 'en' : 'ja', true)} ${clockOf(ms)}`
}

/** A moment for a field of Japan's time. */
export const fieldMoment = (at: string): string => {
  const ms = Date.parse(at)
  return `${dayOf(ms)}T${clockOf(ms).padStart(5, '0')}`
}

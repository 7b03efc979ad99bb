/** What pages of the studio ask the hub. */
import type { InferResponseType } from 'hono/client'
import { draftLanguages, emptyDraft, type WholeDraft } from '../../api/museum/item-draft.ts'
import { type Difference, mergeDrafts } from '../../api/museum/draft-merge.ts'
import { apiFor } from './api.ts'
import type { Locale } from './locale.ts'
import { mayDoFor } from './rights.ts'
import { wordsFor } from './words.ts'

type Client = ReturnType<typeof apiFor>
type Museum = Client['api']['museum']
export type StudioItem = InferResponseType<Museum['drafts'][':record']['$get'], 200>

/** Whether who reads the page may do this for an institution. */
export async function mayDoIn(
  { api }: Client,
  operation: 'item.publish' | 'institution.staff',
  institution: string | undefined,
): Promise<boolean> {
  if (institution === undefined) return false
  const session = await api.session.$get()
  return session.ok && mayDoFor(operation, (await session.json()).roles, institution)
}

/** Whether they may publish; who may only write is told whom to ask. */
export const mayPublishFor = (client: Client, institution: string | undefined): Promise<boolean> =>
  mayDoIn(client, 'item.publish', institution)

/** What came between, where somebody saved meanwhile. */
export type Between = {
  readonly item: StudioItem
  readonly draft: WholeDraft
  readonly byName: string
  readonly taken: readonly string[]
  readonly conflicts: readonly Difference[]
}

/** Puts what was typed on a text that somebody else saved meanwhile. */
export async function betweenOf(
  { drafts }: Museum,
  asked: { readonly record: string; readonly revision: number },
  mine: WholeDraft,
): Promise<Between | undefined> {
  const { record, revision } = asked
  const now = await drafts[':record'].$get({ param: { record } })
  if (!now.ok) return undefined
  const item = await now.json()
  const before =
    revision === 0
      ? undefined
      : await drafts[':record'].revisions[':revision'].$get({ param: { record, revision: String(revision) } })
  const base: WholeDraft = before?.ok === true ? (await before.json()).draft : emptyDraft
  const theirs: WholeDraft = item.draft
  return { item, byName: item.saved?.byName ?? '', ...mergeDrafts(base, mine, theirs) }
}

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

/** What a part of a draft is called, with its language. */
export function partName(part: string, locale: Locale): string {
  const t = wordsFor(locale)
  const [name = '', language] = part.split('.')
  const what = t(fieldWords[name] ?? 'studio:details.title')
  const isKnown = draftLanguages.some((one) => one === language)
  return isKnown ? t('studio:inLanguage', { what, language: t(`studio:language.${language}`) }) : what
}

/** What pages of the studio ask the hub. */
import type { InferResponseType } from 'hono/client'
import { emptyDraft, type WholeDraft } from '../../api/museum/item-draft.ts'
import type { Difference } from '../../api/museum/draft-merge.ts'
import { mergeItems } from '../../api/museum/item-merge.ts'
import { apiFor } from './api.ts'
import { partInWords } from './draft-in-words.ts'
import type { Locale } from './locale.ts'
import { mayDoFor } from './rights.ts'

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

/** Puts what was typed on a text that somebody else saved meanwhile; what both wrote is told in words. */
export async function betweenOf(
  { drafts }: Museum,
  asked: { readonly record: string; readonly revision: number },
  mine: WholeDraft,
  locale: Locale,
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
  const { conflicts, ...merged } = mergeItems(base, mine, theirs)
  const told = conflicts.map((one) => ({
    part: one.part,
    mine: partInWords(one.part, mine, locale) ?? one.mine,
    theirs: partInWords(one.part, theirs, locale) ?? one.theirs,
  }))
  return { item, byName: item.saved?.byName ?? '', ...merged, conflicts: told }
}

import { isWritten, mapOf, type Texts, typed } from './draft-text.ts'
import type { CollectionBody } from './record.ts'

/** What an institution's staff is writing about a collection: anything may still be missing. */
export type CollectionDraft = {
  readonly title: Texts
  readonly summary: Texts
  /** Ids of its items, in the order in which they are shown. */
  readonly items: readonly string[]
}

/** A collection of which nothing is written yet. */
export const emptyCollection: CollectionDraft = { title: {}, summary: {}, items: [] }

/** More are looked through on no page. */
export const collectedMost = 500

/** What is looked at before a collection is published. Words: `museum:collectionCheck.<name>`. */
export const collectionChecks = [
  { name: 'title', isNeeded: true },
  { name: 'summary', isNeeded: true },
  { name: 'items', isNeeded: true },
  { name: 'english', isNeeded: false },
  { name: 'allPublic', isNeeded: false },
] as const satisfies readonly { name: string; isNeeded: boolean }[]

export type CollectionCheck = (typeof collectionChecks)[number]['name']

export type CollectionQuality = {
  /** Whether it may be published. */
  readonly isReady: boolean
  readonly checks: readonly {
    readonly name: CollectionCheck
    readonly isNeeded: boolean
    readonly isMet: boolean
  }[]
}

const has = (texts: Texts, language: string): boolean => (texts[language] ?? '').trim() !== ''

/** What a collection still lacks, by which of the institution's items are public. */
export function collectionQualityOf(
  { title, summary, items }: CollectionDraft,
  isPublic: (item: string) => boolean,
): CollectionQuality {
  const asks: Readonly<Record<CollectionCheck, boolean>> = {
    title: has(title, 'ja') || has(title, 'en'),
    summary: has(summary, 'ja') || has(summary, 'en'),
    items: items.some(isPublic),
    english: has(title, 'en') && has(summary, 'en'),
    allPublic: isWritten(title) && items.length > 0 && items.every(isPublic),
  }
  const checks = collectionChecks.map((check) => ({ ...check, isMet: asks[check.name] }))
  return { isReady: checks.every(({ isNeeded, isMet }) => isMet || !isNeeded), checks }
}

/** What is written down of a collection, as it would have been typed. */
export const collectionDraftOf = ({ label, summary, items = [] }: CollectionBody): CollectionDraft => ({
  title: typed(label),
  summary: typed(summary),
  items,
})

/** The collection that a draft tells of. It may still be refused: nothing is checked here. */
export const collectionBodyOf = (
  { title, summary, items }: CollectionDraft,
  { institution, sources }: Pick<CollectionBody, 'institution' | 'sources'>,
): CollectionBody => ({
  kind: 'collection',
  institution,
  label: mapOf(title),
  summary: mapOf(summary),
  items: [...new Set(items)],
  sources,
})

/** A collection with more items behind those that it has, each once. */
export const gatheredIn = (draft: CollectionDraft, items: readonly string[]): CollectionDraft => ({
  ...draft,
  items: [...new Set([...draft.items, ...items])].slice(0, collectedMost),
})

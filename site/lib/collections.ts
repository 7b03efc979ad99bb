/** Collections, as pages and the studio ask the hub for them. */
import type { InferResponseType } from 'hono/client'
import type { CollectionDraft } from '../../api/museum/collection-draft.ts'
import { apiFor } from './api.ts'
import type { Locale } from './locale.ts'
import { type Entries, textIn, textsIn } from './studio-form.ts'

type Context = Parameters<typeof apiFor>[0]
type Museum = ReturnType<typeof apiFor>['api']['museum']
type Desks = Museum['collection-drafts']
export type CollectionDesk = InferResponseType<Desks[':record']['$get'], 200>
export type CollectionInList = InferResponseType<Museum['collections']['$get'], 200>['collections'][number]

/** Collections of an institution, or of all; none while the hub cannot be asked. */
export async function collectionsOf(
  context: Context,
  locale: Locale,
  institution?: string,
): Promise<readonly CollectionInList[]> {
  try {
    const query = institution === undefined ? {} : { institution }
    const answer = await apiFor(context, locale).api.museum.collections.$get({ query })
    return answer.ok ? (await answer.json()).collections : []
  } catch {
    return []
  }
}

/** One collection with its items; undefined where none is published under this name. */
export async function collectionOf(context: Context, locale: Locale, id: string) {
  const answer = await apiFor(context, locale).api.museum.collections[':id'].$get({ param: { id } })
  return answer.ok ? answer.json() : undefined
}

/** What a button does with an item of a collection. */
const placings = ['up', 'down', 'out', 'in'] as const

/** A collection with what the form says; the items stand in the form's order, without those that are to go out. */
export function collectionIn(form: Entries, before: CollectionDraft): CollectionDraft {
  const items = [...form.keys()].flatMap((key) => /^items\.(.+)$/.exec(key)?.[1] ?? [])
  return {
    title: textsIn(form, 'title', before.title),
    summary: textsIn(form, 'summary', before.summary),
    items,
  }
}

/** Moves an item up or down, takes it out, or puts the one that is chosen in, as a button says (`up:basket`, `in:`). */
export function placed(draft: CollectionDraft, what: string, form: Entries): CollectionDraft {
  const [word = '', named = ''] = what.split(':')
  const doing = placings.find((one) => one === word)
  const id = doing === 'in' ? textIn(form, 'add') : named
  if (doing === undefined || id === '') return draft
  const at = draft.items.indexOf(id)
  if (doing === 'in') return at === -1 ? { ...draft, items: [...draft.items, id] } : draft
  if (at === -1) return draft
  const items = draft.items.toSpliced(at, 1)
  if (doing === 'out') return { ...draft, items }
  return { ...draft, items: items.toSpliced(Math.max(0, at + (doing === 'up' ? -1 : 1)), 0, id) }
}

/** What the buttons of a collection's page in the studio do. */
import { type CollectionDesk, collectionIn, placed } from './collections.ts'
import type { apiFor } from './api.ts'

type Desks = ReturnType<typeof apiFor>['api']['museum']['collection-drafts']
type Draft = CollectionDesk['draft']

/** Where the page goes on; or what was refused, with the text that somebody typed. */
export type CollectionActed =
  | { readonly went: string; readonly at: string }
  | { readonly refused: Response; readonly draft: Draft }

/** Saves what the form says, and does what was pressed. */
export async function actOnCollection(
  desks: Desks,
  desk: CollectionDesk,
  form: FormData,
): Promise<CollectionActed> {
  const what = String(form.get('do') ?? 'save')
  const param = { record: desk.record }
  const one = desks[':record']
  const told = (done: Response, went: string, draft: Draft): CollectionActed =>
    done.ok ? { went, at: '' } : { refused: done, draft }
  if (what === 'withdraw') return told(await one.withdrawal.$post({ param }), 'withdrawn', desk.draft)
  const draft = placed(collectionIn(form, desk.draft), what, form) as Draft
  const version = Number(form.get('version') ?? 0)
  const saved = await one.$put({ param, json: { institution: desk.institution, version, draft } })
  if (!saved.ok) return { refused: saved, draft }
  if (what !== 'publish') return { went: 'saved', at: what === 'save' ? '' : '#items' }
  const now = (await saved.json()).version
  return told(await one.publication.$post({ param, json: { version: now } }), 'published', draft)
}

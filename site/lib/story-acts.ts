/** What the buttons of a story's page in the studio do. */
import type { StoryDraft } from '../../api/museum/story-draft.ts'
import type { apiFor } from './api.ts'
import { putBack } from './put-back.ts'
import type { MapThings } from './map-things.ts'
import { type StoryBetween, type StoryDesk, storyBetween } from './story-desk.ts'
import { afterDoing, mappedOn, momentIn, newRowId, rowDoingIn, rowField, storyIn } from './story-form.ts'
import { textIn } from './studio-form.ts'

type Desks = ReturnType<typeof apiFor>['api']['museum']['story-drafts']

/** Where the page goes on; or what was refused, with the text that somebody typed. */
export type StoryActed =
  | { readonly query: string; readonly at: string }
  | { readonly refused: Response; readonly draft: StoryDraft; readonly between?: StoryBetween | undefined }
  | { readonly choose: { readonly row: string; readonly field: string } }

const went = (query: string, at = ''): StoryActed => ({ query, at })

/** Saves what the form says, and does what was pressed; `things` are those that its maps may show. */
export async function actOnStory(
  desks: Desks,
  desk: StoryDesk,
  form: FormData,
  things: Pick<MapThings, 'typed'>,
): Promise<StoryActed> {
  const what = String(form.get('do') ?? 'save')
  const param = { record: desk.record }
  const one = desks[':record']
  if (what === 'withdraw') {
    const done = await one.withdrawal.$post({ param })
    return done.ok ? went('withdrawn') : { refused: done, draft: desk.draft }
  }
  if (what === 'back') return backTo(desks, desk, form)
  const doing = rowDoingIn(what)
  const map = mapDoingIn(what, form, things)
  const written = storyIn(form, desk.draft)
  const typed = map?.stop === undefined ? written : mappedOn(written, map.row, map.stop)
  const id = newRowId(crypto.getRandomValues(new Uint8Array(5)))
  const { draft, at } = doing === undefined ? { draft: typed, at: '' } : afterDoing(typed, doing, id)
  const revision = Number(form.get('revision') ?? 0)
  const saved = await one.$put({ param, json: { institution: desk.institution, revision, draft: draft as StoryDesk['draft'] } }) // prettier-ignore
  if (!saved.ok) {
    const between = (saved.status as number) === 409 ? await storyBetween(desks, { record: desk.record, revision }, draft) : undefined // prettier-ignore
    return { refused: saved, draft, between }
  }
  const now = await saved.json()
  const [, row, field] = /^choose:([a-z0-9-]+):(picture|beside)$/.exec(what) ?? []
  if (row !== undefined && field !== undefined) return { choose: { row, field } }
  if (map !== undefined) return went(map.query, map.row)
  if (doing !== undefined) return went(doing.doing === 'out' ? 'out' : 'saved', at)
  return decided(desks, now, { what, form })
}

/** What is put on a row's map, and where the page goes on: to the field, where there is no such thing. */
function mapDoingIn(what: string, form: FormData, things: Pick<MapThings, 'typed'>) {
  const [, row] = /^map:([a-z0-9-]+)$/.exec(what) ?? []
  if (row === undefined) return undefined
  const typed = textIn(form, rowField(row, 'mapAdd'))
  const stop = things.typed(typed)
  const query =
    stop === undefined ? String(new URLSearchParams({ row, unmapped: typed.slice(0, 100) })) : 'saved'
  return { row, stop, query }
}

/** What is decided about the text that was just saved. */
async function decided(
  desks: Desks,
  { record, revision, draft }: StoryDesk,
  { what, form }: { readonly what: string; readonly form: FormData },
): Promise<StoryActed> {
  const one = desks[':record']
  const told = (done: Response, query: string): StoryActed =>
    done.ok ? went(query) : { refused: done, draft }
  if (what === 'publish')
    return told(await one.publication.$post({ param: { record }, json: { revision } }), 'published')
  const [, un, act] = /^(un)?plan-(publish|withdraw)$/.exec(what) ?? []
  if (act === undefined) return went('saved')
  const param = { record, act: act as 'publish' | 'withdraw' }
  if (un !== undefined) return told(await one.plans[':act'].$delete({ param }), 'unplanned')
  const at = momentIn(String(form.get(`at.${act}`) ?? ''))
  return told(await one.plans[':act'].$put({ param, json: { at, revision } }), 'planned')
}

/** Saves an earlier text of a story once more. */
async function backTo(desks: Desks, desk: StoryDesk, form: FormData): Promise<StoryActed> {
  const { record, institution } = desk
  const one = desks[':record']
  const done = await putBack(form, {
    find: (revision) => one.revisions[':revision'].$get({ param: { record, revision } }),
    save: (draft: StoryDesk['draft'], revision) =>
      one.$put({ param: { record }, json: { institution, revision, draft } }),
  })
  return done.ok ? went('back') : { refused: done, draft: desk.draft }
}

/** Stories that institutions tell, as pages show them. */
import type { InferResponseType } from 'hono/client'
import { pointingAt } from '../../api/museum/content-state.ts'
import { apiFor } from './api.ts'
import type { Locale } from './locale.ts'

type Context = Parameters<typeof apiFor>[0]
type Client = ReturnType<typeof apiFor>
export type Story = InferResponseType<Client['api']['museum']['stories'][':id']['$get'], 200>
export type StoryInList = InferResponseType<
  Client['api']['museum']['stories']['$get'],
  200
>['stories'][number]
export type Room = Story['rooms'][number]
export type Step = Room['steps'][number]
export type StepView = Step['views'][number]

/** What a story leads to, or shows. */
export type LeadsTo = Partial<Record<'item' | 'holder' | 'place' | 'station' | 'event', string | undefined>>

/** All stories that lead to one of these, or all there are; undefined while the hub cannot be asked. */
export async function storiesOf(
  context: Context,
  locale: Locale,
  leads?: LeadsTo,
): Promise<readonly StoryInList[] | undefined> {
  try {
    const answer = await apiFor(context, locale).api.museum.stories.$get()
    if (!answer.ok) return undefined
    const { stories } = await answer.json()
    return leads === undefined ? stories : stories.filter((one) => doesLead(one, leads))
  } catch {
    return undefined
  }
}

/** Whether a story shows the item, or leads to the institution, the place, the station or the event. */
export function doesLead(
  { items, holders, places, stations, events }: StoryInList,
  { item, holder, place, station, event }: LeadsTo,
): boolean {
  const pairs = [
    [items, item],
    [holders, holder],
    [places, place],
    [stations, station],
    [events, event],
  ] as const
  return pairs.some(([ids, id]) => id !== undefined && ids.includes(id))
}

/** One story; undefined where none is told under this name. Throws while the hub cannot be asked. */
export async function storyOf(context: Context, locale: Locale, id: string): Promise<Story | undefined> {
  const answer = await apiFor(context, locale).api.museum.stories[':id'].$get({ param: { id } })
  return answer.ok ? answer.json() : undefined
}

/** The page of an item at the part that a step looks at. */
export function partPage(path: string, { of, canvas, region }: StepView): string {
  if (of === null || canvas === null || region === null) return path
  const state = pointingAt({ manifest: of.manifest, canvas: canvas.address, region })
  return `${path}?iiif-content=${state}#detail`
}

/** The first step that shows an item. */
export const stepWith = ({ rooms }: Story, item: string): Step | undefined =>
  rooms.flatMap(({ steps }) => steps).find(({ views }) => views.some((view) => view.item === item))

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')

/** What others write into a page of theirs to show a story in it. */
export const frameFor = (address: string, title: string): string =>
  `<iframe src="${escaped(address)}" title="${escaped(title)}" width="100%" height="640" loading="lazy"></iframe>`

/** Services of other houses whose pictures move in a story. */
export const movedIn = ({ rooms }: Story): readonly string[] =>
  rooms
    .flatMap(({ steps }) => steps.flatMap(({ views }) => views))
    .flatMap(({ from, zoomed, isFile }) =>
      from === 'elsewhere' && zoomed !== null && !isFile ? [zoomed] : [],
    )

/** Addresses of pictures that a story has from other houses. */
export const partnersIn = ({ rooms }: Story): readonly string[] =>
  rooms
    .flatMap(({ steps }) => steps.flatMap(({ views }) => views))
    .flatMap(({ from, pictures }) => (from === 'elsewhere' ? pictures.map(({ address }) => address) : []))

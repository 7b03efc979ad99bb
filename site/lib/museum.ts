/** What institutions publish, as pages show it. */
import type { InferResponseType } from 'hono/client'
import { type ContentState, parseState, pointingAt } from '../../api/museum/content-state.ts'
import { isRecordIdentifier } from '../../api/museum/record.ts'
import { languageOf, type LanguageMap, textFor } from '../../api/museum/language-map.ts'
import { apiFor } from './api.ts'
import type { Locale } from './locale.ts'
import { sourceOf } from './partner-address.ts'

type Context = Parameters<typeof apiFor>[0]
type Client = ReturnType<typeof apiFor>
export type Item = InferResponseType<Client['api']['museum']['items'][':id']['$get'], 200>
export type ItemInList = InferResponseType<Client['api']['museum']['items']['$get'], 200>['items'][number]
export type ItemCanvas = Item['canvases'][number]

/** A text for a reader of a page, and its language where that is not the page's. */
export function told(
  map: LanguageMap,
  locale: Locale,
): { readonly text: string; readonly lang: string | undefined } {
  const language = languageOf(map, locale)
  const own = locale === 'easy' ? 'ja' : locale
  return { text: textFor(map, locale), lang: language.toLowerCase() === own ? undefined : language }
}

/** Items of an institution, or of all; undefined while the hub cannot be asked. */
export async function itemsOf(
  context: Context,
  locale: Locale,
  institution?: string,
): Promise<readonly ItemInList[] | undefined> {
  try {
    const query = institution === undefined ? {} : { institution }
    const answer = await apiFor(context, locale).api.museum.items.$get({ query })
    return answer.ok ? (await answer.json()).items : undefined
  } catch {
    return undefined
  }
}

/** Items, whoever shows them, whose real thing is seen at a place of this name, or at what the hub knows so; undefined while the hub cannot be asked. */
export async function itemsAtPlace(
  context: Context,
  locale: Locale,
  place: string,
): Promise<readonly ItemInList[] | undefined> {
  try {
    const answer = await apiFor(context, locale).api.museum.items.$get({ query: { place } })
    return answer.ok ? (await answer.json()).items : undefined
  } catch {
    return undefined
  }
}

/** Items of the institutions of a municipality; none while the hub cannot be asked. */
export async function itemsInTown(
  context: Context,
  locale: Locale,
  municipality: string,
): Promise<readonly ItemInList[]> {
  try {
    const answer = await apiFor(context, locale).api.museum.items.$get({ query: { municipality } })
    return answer.ok ? (await answer.json()).items : []
  } catch {
    return []
  }
}

/** A page of all items behind one, and where they go on; undefined while the hub cannot be asked. */
export async function itemsBehind(context: Context, locale: Locale, after: string, limit: number) {
  try {
    const query = { after: after.slice(0, 100), limit: String(limit) }
    const answer = await apiFor(context, locale).api.museum.items.$get({ query })
    return answer.ok ? await answer.json() : undefined
  } catch {
    return undefined
  }
}

/** Behind which item somebody asks to go on; the beginning where that is no name that an item can have. */
export function behindIn({ searchParams }: URL): string {
  const after = searchParams.get('after') ?? ''
  return isRecordIdentifier(after) ? after : ''
}

/** Items that one question is answered with. */
const askedMost = 200

/** All items there are; as far as the hub can be asked. */
export async function allItems(context: Context): Promise<readonly ItemInList[]> {
  const all: ItemInList[] = []
  for (let after: string | null = ''; after !== null;) {
    const page: Awaited<ReturnType<typeof itemsBehind>> = await itemsBehind(context, 'ja', after, askedMost)
    all.push(...(page?.items ?? []))
    after = page?.next ?? null
  }
  return all
}

/** One item; undefined where none is published under this name. Throws while the hub cannot be asked. */
export async function itemOf(context: Context, locale: Locale, id: string): Promise<Item | undefined> {
  const answer = await apiFor(context, locale).api.museum.items[':id'].$get({ param: { id } })
  return answer.ok ? answer.json() : undefined
}

/** An item, a story or a collection as linked data, for search engines; an empty object where it cannot be told. */
export async function linkedDataOf(
  context: Context,
  id: string,
  kind: 'items' | 'stories' | 'collections' = 'items',
): Promise<Record<string, unknown>> {
  const address = new URL(`/api/museum/${kind}/${encodeURIComponent(id)}/schema.jsonld`, context.url)
  const answer = await context.locals.api(new Request(address))
  return answer.ok ? ((await answer.json()) as Record<string, unknown>) : {}
}

/** A picture that is this much wider than high is looked along, not at. */
const stripFrom = 3

/** Whether a view is shown as a strip to be drawn along. */
export const isStrip = ({ width, height }: Pick<ItemCanvas, 'width' | 'height'>): boolean =>
  width >= stripFrom * height

/** Viewers elsewhere that open a manifest, or what somebody points at in it (IIIF Content State). */
export const viewersFor = (state: string): readonly { readonly name: string; readonly address: string }[] => [
  {
    name: 'Mirador',
    address: `https://projectmirador.org/embed/?iiif-content=${encodeURIComponent(state)}`,
  },
  { name: 'Theseus', address: `https://theseusviewer.org/?iiif-content=${encodeURIComponent(state)}` },
]

/** What of an item is seen on its page; by name, the words of `museum:shown`. */
export type ShownHere =
  | { readonly name: 'zoomed'; readonly width: number; readonly height: number }
  | { readonly name: 'atPartner' | 'whole' | 'elsewhere' | 'nowhere' }

/** The most that its page shows of an item: of pictures of our own, the largest that can be come closer to. */
export function shownHere(canvases: Item['canvases']): ShownHere {
  const [largest] = canvases
    .flatMap(({ from, zoomed }) => (from === 'own' ? (zoomed ?? []) : []))
    .toSorted((a, b) => b.width * b.height - a.width * a.height)
  if (largest !== undefined) return { name: 'zoomed', width: largest.width, height: largest.height }
  const pictured = canvases.filter(({ pictures }) => pictures.length > 0)
  if (pictured.some(({ from }) => from === 'elsewhere')) return { name: 'atPartner' }
  if (pictured.length > 0) return { name: 'whole' }
  return { name: canvases.some(({ from }) => from === 'elsewhere') ? 'elsewhere' : 'nowhere' }
}

/** The address of a page that shows what is pointed at. */
export const pointedPage = (path: string, state: ContentState): string =>
  `${path}?iiif-content=${pointingAt(state)}`

/** Longest side of a detail, pixels. */
const detailSide = 1_200

/** What an address points at in an item, as a crop; undefined where it points at nothing that is seen here. */
export function detailOf(item: Item, state: string | null) {
  const told = state === null ? undefined : parseState(state)
  const canvas = item.canvases.find(({ address }) => address === told?.canvas)
  if (told?.region === undefined || canvas?.zoomed == null) return undefined
  const { zoomed } = canvas
  // A view has units of its own; where they are not the pixels of its image, they are scaled.
  const factor = zoomed.width / canvas.width
  const [x, y] = [Math.round(told.region.x * factor), Math.round(told.region.y * factor)]
  const width = Math.min(Math.round(told.region.width * factor), zoomed.width - x)
  const height = Math.min(Math.round(told.region.height * factor), zoomed.height - y)
  if (width < 1 || height < 1) return undefined
  const scale = Math.min(1, detailSide / Math.max(width, height))
  const across = Math.max(1, Math.round(width * scale))
  // Not every partner's server draws a picture to fit in a square.
  const size = canvas.from === 'elsewhere' ? `${across},` : `!${detailSide},${detailSide}`
  return {
    canvas,
    region: told.region,
    state: pointingAt({ manifest: item.manifest, canvas: canvas.address, region: told.region }),
    path: `${sourceOf(zoomed.service, canvas.from)}/${x},${y},${width},${height}/${size}/0/default.jpg`,
    width: across,
    height: Math.max(1, Math.round(height * scale)),
  }
}

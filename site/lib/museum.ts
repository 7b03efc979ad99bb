/** What institutions publish, as pages show it. */
import type { InferResponseType } from 'hono/client'
import { languageOf, type LanguageMap, textFor } from '../../api/museum/language-map.ts'
import { apiFor } from './api.ts'
import type { Locale } from './locale.ts'

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

/** One item; undefined where none is published under this name. Throws while the hub cannot be asked. */
export async function itemOf(context: Context, locale: Locale, id: string): Promise<Item | undefined> {
  const answer = await apiFor(context, locale).api.museum.items[':id'].$get({ param: { id } })
  return answer.ok ? answer.json() : undefined
}

/** The same as linked data, for search engines; an empty object where it cannot be told. */
export async function linkedDataOf(context: Context, id: string): Promise<Record<string, unknown>> {
  const address = new URL(`/api/museum/items/${encodeURIComponent(id)}/schema.jsonld`, context.url)
  const answer = await context.locals.api(new Request(address))
  return answer.ok ? ((await answer.json()) as Record<string, unknown>) : {}
}

/** A picture that is this much wider than high is looked along, not at. */
const stripFrom = 3

/** Whether a view is shown as a strip to be drawn along. */
export const isStrip = ({ width, height }: ItemCanvas): boolean => width >= stripFrom * height

/** Viewers elsewhere that open any manifest by its address (IIIF Content State). */
export const viewersFor = (
  manifest: string,
): readonly { readonly name: string; readonly address: string }[] => [
  {
    name: 'Mirador',
    address: `https://projectmirador.org/embed/?iiif-content=${encodeURIComponent(manifest)}`,
  },
  { name: 'Theseus', address: `https://theseusviewer.org/?iiif-content=${encodeURIComponent(manifest)}` },
]

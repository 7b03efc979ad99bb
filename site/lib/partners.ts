/** What pages of partners' imports ask the hub. */
import type { InferResponseType } from 'hono/client'
import type { apiFor } from './api.ts'
import { partWords, valueWords } from './imports.ts'
import type { Locale } from './locale.ts'
import { type Item, told } from './museum.ts'
import { wordsFor } from './words.ts'

type Imports = ReturnType<typeof apiFor>['api']['museum']['partner-imports']
export type PartnerImport = InferResponseType<Imports[':id']['$get'], 200>
export type PartnerObjects = InferResponseType<Imports[':id']['objects']['$get'], 200>

type Change = PartnerObjects['objects'][number]['changes'][number]

/** What a partner changes in a part of an item, or would if nobody had written it here, as a sentence. */
export function changeSaid({ part, before, after }: Change, isKept: boolean, locale: Locale): string {
  const t = wordsFor(locale)
  const say = (text: string): string => valueWords(part, text, locale)
  const facts = { part: partWords(part, locale), before: say(before), after: say(after) }
  if (isKept) return t('partners:rows.kept', facts)
  if (after === '') return t('partners:rows.lost', facts)
  return t(before === '' ? 'imports:rows.new' : 'imports:rows.from', facts)
}

const acts = ['halt', 'go-on', 'run', 'stop', 'leave'] as const

/** The act that a button of a page asks for. */
export const actIn = (form: FormData): (typeof acts)[number] | undefined =>
  acts.find((act) => act === form.get('do'))

/** What a form of a page brings: a file where one was chosen, else an address. */
export async function broughtBy(
  form: FormData,
): Promise<
  { readonly institution: string } & (
    | { readonly address: string }
    | { readonly name: string; readonly text: string }
  )
> {
  const institution = String(form.get('institution') ?? '')
  const file = form.get('file')
  if (!(file instanceof File) || file.size === 0)
    return { institution, address: String(form.get('address') ?? '').trim() }
  return {
    institution,
    name: file.name.replaceAll(/[/\\\p{Cc}]/gu, '').slice(0, 255) || 'manifest.json',
    text: await file.text(),
  }
}

type Guarded = {
  readonly csp:
    | { readonly insertDirective: (directive: `img-src ${string}` | `connect-src ${string}`) => void }
    | undefined
  readonly response: { readonly headers: Headers }
}

const originsOf = (addresses: readonly string[]): string =>
  [...new Set(addresses.filter((one) => URL.canParse(one)).map((one) => new URL(one).origin))].join(' ')

/**
 * Lets the pictures of these partners, and of no others, onto a page: its policy lets in what comes from here. `moved`: services
 * whose pictures move in place, which are asked for their information, too. No house is told on which page it is looked at.
 */
export function letPicturesIn(
  { csp, response }: Guarded,
  addresses: readonly string[],
  moved: readonly string[] = [],
): void {
  const [pictures, services] = [originsOf([...addresses, ...moved]), originsOf(moved)]
  if (pictures === '') return
  csp?.insertDirective(`img-src ${pictures}`)
  if (services !== '') csp?.insertDirective(`connect-src ${services}`)
  response.headers.set('referrer-policy', 'same-origin')
}

/** Lets the pictures of an item's partner onto a page that shows these views of the item. */
export function letItemPicturesIn(guarded: Guarded, views: Item['canvases']): void {
  const seen = views.filter(({ from, pictures }) => from === 'elsewhere' && pictures.length > 0)
  letPicturesIn(
    guarded,
    seen.flatMap(({ pictures }) => pictures.map(({ address }) => address)),
    seen.flatMap(({ zoomed }) => (zoomed === null ? [] : [zoomed.service])),
  )
}

/** The day in Japan of a moment. */
export const dayOf = (moment: string, locale: Locale): string =>
  new Intl.DateTimeFormat(locale === 'en' ? 'en' : 'ja', {
    dateStyle: 'long',
    timeZone: 'Asia/Tokyo',
  }).format(new Date(moment))

/** What another house is called; where it does not say, by the name of its server. */
export const houseOf = (
  { provider, manifest }: Pick<NonNullable<Item['partner']>, 'provider' | 'manifest'>,
  locale: Locale,
): string => (provider === null ? new URL(manifest).hostname : told(provider, locale).text)

import { type Locale, locales } from '../platform/words.ts'

/**
 * What is counted when somebody looks: an item, its pages with what is written on them, a story, a story in a frame of
 * another site, an institution, a place; and the furthest scene of a story that somebody came to.
 */
export const lookKinds = ['item', 'document', 'story', 'frame', 'institution', 'place', 'step'] as const

export type LookKind = (typeof lookKinds)[number]

/** One look. Nothing in it tells who looked, from where, or what else they looked at. */
export type Look = {
  readonly kind: LookKind
  readonly subject: string
  /** The scene, 1, 2, 3 …; 0 for a page. */
  readonly step: number
  readonly language: Locale
}

/** A page that is asked for, as far as counting looks at it; nothing of it is kept. */
export type AskedPage = {
  readonly method: string
  /** Path and question. */
  readonly address: string
  readonly header: (name: string) => string | null | undefined
}

const kindOf: Readonly<Record<string, LookKind>> = {
  items: 'item',
  stories: 'story',
  'embed/stories': 'frame',
  institutions: 'institution',
  places: 'place',
}
const others = locales.filter((locale) => locale !== 'ja').join('|')
const pattern = new RegExp(
  `^(?:/(${others}))?/(items|stories|embed/stories|institutions|places)/([a-z0-9][a-z0-9.-]{0,99})/?$`,
)

/** What page an address is, where it is one that is counted. */
export function lookAt(address: string): Look | undefined {
  const [path = '', question = ''] = address.split('?', 2)
  const found = pattern.exec(path)
  if (found === null) return undefined
  const [, language = 'ja', place, subject] = found
  const kind = kindOf[place!]!
  const isWithin = kind === 'item' && (new URLSearchParams(question).get('within') ?? '').trim() !== ''
  return { kind: isWithin ? 'document' : kind, subject: subject!, step: 0, language: language as Locale }
}

/** Programs say who they are, and some only what they are made with; who says nothing is none of the browsers that people use. */
const programs =
  /bot|crawl|spider|slurp|archiv|scrap|fetch|monitor|preview|scan|headless|lighthouse|facebookexternal|curl|wget|python|java\/|go-http|okhttp|axios|node|undici|libwww|http_?client|feed/i

/** What browsers ask for as a page, in a window or in a frame. */
const pageDestinations: ReadonlySet<string> = new Set(['document', 'iframe', 'frame'])

/** Whether a person seems to ask: no program that says so, no page fetched ahead, and nobody who is signed in. */
export function isPerson({ header }: Pick<AskedPage, 'header'>): boolean {
  const agent = header('user-agent') ?? ''
  if (agent === '' || programs.test(agent)) return false
  if (/prefetch|prerender|preview/i.test(`${header('sec-purpose') ?? ''} ${header('purpose') ?? ''}`))
    return false
  // Those who write look at their own pages all day.
  return !/(^|;\s*)(__Secure-)?meguri\.session_token=/.test(header('cookie') ?? '')
}

/** What is counted of a page that was answered with this status; undefined where nothing is. */
export function lookOf(page: AskedPage, status: number): Look | undefined {
  if (page.method !== 'GET' || status !== 200 || !isPerson(page)) return undefined
  const destination = page.header('sec-fetch-dest') ?? 'document'
  return pageDestinations.has(destination) ? lookAt(page.address) : undefined
}

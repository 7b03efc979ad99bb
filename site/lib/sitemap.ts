/** Every page that search engines may list, with the languages in which it is complete. */
import { content } from '../../content/index.ts'
import { htmlLang, type Locale, pathFor } from './locale.ts'
import { escapeHtml } from './phrases.ts'
import { visitorLanguages } from './words-locale.ts'

/** A page without the language's part of its address. */
export interface MapPage {
  readonly path: string
  readonly languages: readonly Locale[]
}

/** The languages of all that tells of the region. */
const told: readonly Locale[] = ['ja', 'en']

const lists = [
  '/',
  '/about',
  '/sources',
  '/lines',
  '/places',
  '/events',
  '/exhibits',
  '/crafts',
  '/institutions',
  '/municipalities',
  '/viewpoints',
  '/map',
  '/numbers',
  '/items',
] as const
/** Pages that are complete in more languages. */
const inMore = ['/plan', '/search', '/audit', '/open-data'] as const

/** Pages of the project's own content; items, stories and collections, which institutions publish, come besides. */
export function mapPages(published: {
  readonly items: readonly string[]
  readonly stories: readonly string[]
  readonly collections: readonly string[]
  /** Those that were taken in while the hub runs. */
  readonly institutions: readonly string[]
}): readonly MapPage[] {
  const { lines, stations, places, events, crafts, institutions, municipalities, exhibits, viewpoints } =
    content
  const of = (folder: string, ids: readonly string[]): MapPage[] =>
    ids.map((id) => ({ path: `/${folder}/${id}`, languages: told }))
  const idsOf = (all: readonly { readonly id: string }[]): string[] => all.map(({ id }) => id)
  return [
    ...lists.map((path) => ({ path, languages: told })),
    ...inMore.map((path) => ({ path, languages: visitorLanguages })),
    ...of('lines', idsOf(lines)),
    ...of('stations', idsOf(stations)),
    ...of('places', idsOf(places)),
    ...of('events', idsOf(events)),
    ...of('crafts', idsOf(crafts)),
    ...of('institutions', [...idsOf(institutions), ...published.institutions]),
    ...of(
      'municipalities',
      municipalities.map(({ code }) => code),
    ),
    ...of('exhibits', idsOf(exhibits)),
    ...of('viewpoints', idsOf(viewpoints)),
    ...of('items', published.items),
    ...of('stories', published.stories),
    ...of('collections', published.collections),
  ]
}

/** The map as sitemaps.org has it: each page in each of its languages, each with all of them beside it. */
export function sitemapOf(pages: readonly MapPage[], absolute: (path: string) => string): string {
  const entries = pages.flatMap(({ path, languages }) => {
    const address = (locale: Locale): string => escapeHtml(absolute(pathFor(locale, path)))
    const links = [
      ...languages.map((locale) => [htmlLang[locale], address(locale)] as const),
      ['x-default', address('ja')] as const,
    ].map(([lang, href]) => `<xhtml:link rel="alternate" hreflang="${lang}" href="${href}"/>`)
    return languages.map((locale) => `<url><loc>${address(locale)}</loc>${links.join('')}</url>`)
  })
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${entries.join('\n')}
</urlset>
`
}

/** What no search engine needs to open: purses, desks, and what is only for programs. */
const shut = ['wallet', 'pay', 'account', 'check-in', 'sign-in', 'shop', 'office', 'studio', 'embed'] as const

/** What search engines are told: where the map is, and what they need not open, in any language. */
export const robotsOf = (absolute: (path: string) => string): string =>
  [
    'User-agent: *',
    ...shut.flatMap((folder) => [`Disallow: /${folder}`, `Disallow: /*/${folder}`]),
    'Disallow: /api/',
    'Disallow: /demonstration/',
    // Pages of results are endless; the map names what they lead to.
    'Disallow: /*?q=',
    '',
    `Sitemap: ${absolute('/sitemap.xml')}`,
    '',
  ].join('\n')

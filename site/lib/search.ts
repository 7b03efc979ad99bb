/** The search page's question to the hub, and its answer as the page shows it. */
import { apiFor } from './api.ts'
import { pathFor, type Locale } from './locale.ts'
import { marked } from './marks.ts'

export interface Found {
  readonly kind: string
  readonly path: string
  /** Safe HTML in which the words found are marked. */
  readonly title: string
  readonly text: string
  /** A shop that was invented, or what it offers. */
  readonly demonstration: boolean
  /** What a product costs at this moment, and whether it is there. */
  readonly offer: { readonly priceYen: number; readonly stock: string } | undefined
}

/** By what results are narrowed, in the order in which a page offers it. */
export const facets = ['kind', 'institution', 'period', 'place', 'line'] as const
export type Facet = (typeof facets)[number]

/** A value to narrow by; the title of a kind is the page's. */
export interface FacetValue {
  readonly value: string
  readonly title: string
  readonly total: number
}

export interface Answer {
  readonly found: readonly Found[]
  readonly total: number
  readonly facets: Readonly<Record<Facet, readonly FacetValue[]>>
  readonly fits: 'all' | 'some' | 'offered'
  /** Words that were looked for in place of those that were typed. */
  readonly meant: readonly string[]
  readonly suggestions: readonly { readonly title: string; readonly path: string }[]
}

/** How many results one page shows. */
export const onOnePage = 20

/** What a reader asks for: words, what narrows them, and which page, from 1. */
export interface Asked {
  readonly q: string
  readonly chosen: Readonly<Partial<Record<Facet, string>>>
  readonly page: number
}

const mostPages = 50_000

/** What stands in the address; whatever could not have come from the page's own links is left out. */
export function askedIn(address: URLSearchParams): Asked {
  const chosen = Object.fromEntries(
    facets.flatMap((facet) => {
      const value = address.get(facet) ?? ''
      return /^[a-z0-9-]{1,80}$/.test(value) ? [[facet, value]] : []
    }),
  )
  const page = Number(address.get('page') ?? '1')
  return {
    q: (address.get('q') ?? '').trim().slice(0, 100),
    chosen,
    page: Number.isSafeInteger(page) && page >= 1 && page <= mostPages ? page : 1,
  }
}

/** The address of another choice, without the language's part; a choice begins at its first page. */
export function addressOf({ q, chosen, page }: Asked): string {
  const address = new URLSearchParams({ q })
  for (const facet of facets) if (chosen[facet] !== undefined) address.set(facet, chosen[facet])
  if (page > 1) address.set('page', String(page))
  return `/search?${address.toString()}`
}

/** The same question with one value chosen, or with none of that facet. */
export function withChoice({ q, chosen }: Asked, facet: Facet, value: string | undefined): Asked {
  const { [facet]: _before, ...others } = chosen
  return { q, chosen: value === undefined ? others : { ...others, [facet]: value }, page: 1 }
}

const offeredAtFirst = 6

/** What a facet offers beside what is chosen: the first values, and the others behind a word, which hides no single one. */
export function offeredOf(
  values: readonly FacetValue[],
  chosen: string | undefined,
): { readonly first: readonly FacetValue[]; readonly more: readonly FacetValue[] } {
  const others = values.filter(({ value }) => value !== chosen)
  const most = others.length === offeredAtFirst + 1 ? others.length : offeredAtFirst
  return { first: others.slice(0, most), more: others.slice(most) }
}

/** Results in the hub's order, that it cannot be asked now, or that it knows no such question. */
export async function searchFor(
  context: Parameters<typeof apiFor>[0],
  locale: Locale,
  { q, chosen, page }: Asked,
): Promise<Answer | 'unavailable'> {
  try {
    const query = {
      q,
      lang: locale,
      ...chosen,
      offset: String((page - 1) * onOnePage),
      limit: String(onOnePage),
    }
    const answer = await apiFor(context, locale).api.search.$get({ query: query as never })
    if (answer.status === 400) return nothing
    if (answer.status !== 200) return 'unavailable'
    const { results, total, suggestions, groups, facets: counted, fits, meant } = await answer.json()
    return {
      total,
      fits,
      meant,
      facets: {
        kind: groups.map((group) => ({ value: group.kind, title: group.kind, total: group.total })),
        ...counted,
      },
      found: results.map((r) => ({
        kind: r.kind,
        path: pathFor(locale, r.path),
        title: marked(r.title, r.titleMarks),
        text: marked(r.text, r.textMarks),
        demonstration: r.demonstration === true,
        offer: r.offer,
      })),
      suggestions: suggestions.map((s) => ({ title: s.title, path: pathFor(locale, s.path) })),
    }
  } catch {
    return 'unavailable'
  }
}

/** A choice that no page of ours offers finds nothing. */
const nothing: Answer = {
  found: [],
  total: 0,
  facets: { kind: [], institution: [], period: [], place: [], line: [] },
  fits: 'all',
  meant: [],
  suggestions: [],
}

/** The search page's question to the hub, and its answer as the page shows it. */
import { apiFor } from './api.ts'
import { pathFor, type Locale } from './locale.ts'

export interface Found {
  readonly kind: string
  readonly title: string
  readonly path: string
}

/** Results in the hub's order, or that it cannot be asked now. */
export async function searchFor(context: Parameters<typeof apiFor>[0], locale: Locale, q: string): Promise<Found[] | 'unavailable'> {
  try {
    const answer = await apiFor(context, locale).api.search.$get({ query: { q, lang: locale } })
    if (!answer.ok) return 'unavailable'
    const { results } = await answer.json()
    return results.map((r) => ({ kind: r.kind, title: r.title, path: pathFor(locale, r.path) }))
  } catch {
    return 'unavailable'
  }
}

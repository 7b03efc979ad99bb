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
}

export interface Answer {
  readonly found: readonly Found[]
  readonly total: number
  readonly suggestions: readonly { readonly title: string; readonly path: string }[]
}

/** Results in the hub's order, or that it cannot be asked now. */
export async function searchFor(
  context: Parameters<typeof apiFor>[0],
  locale: Locale,
  q: string,
): Promise<Answer | 'unavailable'> {
  try {
    const answer = await apiFor(context, locale).api.search.$get({ query: { q, lang: locale } })
    if (answer.status !== 200) return 'unavailable'
    const { results, total, suggestions } = await answer.json()
    return {
      total,
      found: results.map((r) => ({
        kind: r.kind,
        path: pathFor(locale, r.path),
        title: marked(r.title, r.titleMarks),
        text: marked(r.text, r.textMarks),
      })),
      suggestions: suggestions.map((s) => ({ title: s.title, path: pathFor(locale, s.path) })),
    }
  } catch {
    return 'unavailable'
  }
}

/** A document of many views: its page shows some of them at a time, so that a book of a thousand is as light as one of twenty. */
import { parseState } from '../../api/museum/content-state.ts'
import { foundInDocument } from '../../api/museum/document-search.ts'
import type { ItemCanvas } from './museum.ts'

/** Views that stand on one page. */
export const viewsInPart = 20

type Named = { readonly id: string }
type View = Pick<ItemCanvas, 'id' | 'address' | 'transcription'>

/** Some views of a document, those around them, and where the others stand. */
export interface ViewsPart<Shown extends Named = ItemCanvas> {
  readonly views: readonly Shown[]
  /** 1, 2, 3 …: of the first and the last of them, and how many there are. */
  readonly first: number
  readonly last: number
  readonly total: number
  /** The part of an address behind `?` under which a part begins with this view. */
  readonly queryAt: (view: number) => string
  /** What else the address says; a form that goes to another part says it again. */
  readonly kept: readonly (readonly [string, string])[]
  /** The way to something on the page that shows a view: `page-` or `view-` before its id. */
  readonly wayTo: (anchor: 'page' | 'view', id: string) => string
}

/** What else an address may say of a page with views: words that are looked for, and an earlier text of a preview. */
const keptNames = new Set(['within', 'revision'])

/**
 * The views that an address asks for: those around the number behind `view=`, else around what is pointed at, else around the
 * first on which a reader's words stand, else the first ones. A number that there is not is the nearest one that there is.
 */
export function viewsPartOf<Shown extends View>(
  canvases: readonly Shown[],
  search: URLSearchParams,
): ViewsPart<Shown> {
  const kept = [...search].filter(([name]) => keptNames.has(name))
  return partAt(canvases, askedPlace(canvases, search), kept)
}

/** The views around the number that an address asks for, for who writes about them. */
export const viewsPartAsked = <Shown extends Named>(
  views: readonly Shown[],
  search: URLSearchParams,
): ViewsPart<Shown> => partAt(views, numberedPlace(search) ?? 0, [])

function partAt<Shown extends Named>(
  all: readonly Shown[],
  place: number,
  kept: ViewsPart<Shown>['kept'],
): ViewsPart<Shown> {
  const total = all.length
  const places = new Map(all.map(({ id }, n) => [id, n]))
  const startOf = (of: number): number => of - (of % viewsInPart)
  const start = startOf(Math.min(Math.max(place, 0), Math.max(total - 1, 0)))
  const views = all.slice(start, start + viewsInPart)
  const queryAt = (view: number): string =>
    new URLSearchParams(Object.fromEntries([...kept, ['view', String(view)] as const])).toString()
  return {
    views,
    first: start + 1,
    last: start + views.length,
    total,
    queryAt,
    kept,
    wayTo: (anchor, id) => {
      const from = startOf(places.get(id) ?? start)
      return `${from === start ? '' : `?${queryAt(from + 1)}`}#${anchor}-${id}`
    },
  }
}

/** Behind `view=`: 1 is the first; undefined where that is no number. */
function numberedPlace(search: URLSearchParams): number | undefined {
  const number = search.get('view') ?? ''
  return /^\d{1,7}$/.test(number) ? Number(number) - 1 : undefined
}

function askedPlace(canvases: readonly View[], search: URLSearchParams): number {
  const numbered = numberedPlace(search)
  if (numbered !== undefined) return numbered
  const pointed = parseState(search.get('iiif-content') ?? '')?.canvas
  const at = pointed === undefined ? -1 : canvases.findIndex(({ address }) => address === pointed)
  return at === -1 ? foundPlace(canvases, search.get('within') ?? '') : at
}

/** Of the first view on which these words stand. */
function foundPlace(canvases: readonly View[], words: string): number {
  if (words.trim() === '') return 0
  const written = canvases.flatMap(({ id, transcription }) =>
    transcription === null ? [] : [{ id, transcription }],
  )
  const [hit] = foundInDocument({ canvases: written }, words)
  return hit === undefined ? 0 : canvases.findIndex(({ id }) => id === hit.canvas)
}

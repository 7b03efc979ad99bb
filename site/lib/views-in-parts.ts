/** A document of many views: its page shows some of them at a time, so that a book of a thousand is as light as one of twenty. */
import { parseState } from '../../api/museum/content-state.ts'
import { foundInDocument } from '../../api/museum/document-search.ts'
import type { ItemCanvas } from './museum.ts'

/** Views that stand on one page. */
export const viewsInPart = 20

type View = Pick<ItemCanvas, 'id' | 'address' | 'transcription'>

/** Some views of a document, those around them, and where the others stand. */
export interface ViewsPart<Shown extends View = ItemCanvas> {
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
const keptNames = ['within', 'revision']

/**
 * The views that an address asks for: those around the number behind `view=`, else around what is pointed at, else around the
 * first on which a reader's words stand, else the first ones. A number that there is not is the nearest one that there is.
 */
export function viewsPartOf<Shown extends View>(
  canvases: readonly Shown[],
  search: URLSearchParams,
): ViewsPart<Shown> {
  const total = canvases.length
  const places = new Map(canvases.map(({ id }, place) => [id, place]))
  const startOf = (place: number): number => place - (place % viewsInPart)
  const asked = Math.min(Math.max(askedPlace(canvases, places, search), 0), Math.max(total - 1, 0))
  const start = startOf(asked)
  const views = canvases.slice(start, start + viewsInPart)
  const kept = [...search].filter(([name]) => keptNames.includes(name))
  const queryAt = (view: number): string => new URLSearchParams([...kept, ['view', String(view)]]).toString()
  return {
    views,
    first: start + 1,
    last: start + views.length,
    total,
    queryAt,
    kept,
    wayTo: (anchor, id) => {
      const place = places.get(id) ?? start
      return `${startOf(place) === start ? '' : `?${queryAt(startOf(place) + 1)}`}#${anchor}-${id}`
    },
  }
}

function askedPlace(
  canvases: readonly View[],
  places: ReadonlyMap<string, number>,
  search: URLSearchParams,
): number {
  const number = search.get('view') ?? ''
  if (/^\d{1,7}$/.test(number)) return Number(number) - 1
  const pointed = parseState(search.get('iiif-content') ?? '')?.canvas
  const at = pointed === undefined ? -1 : canvases.findIndex(({ address }) => address === pointed)
  return at === -1 ? foundPlace(canvases, places, search.get('within') ?? '') : at
}

/** Of the first view on which these words stand. */
function foundPlace(canvases: readonly View[], places: ReadonlyMap<string, number>, words: string): number {
  if (words.trim() === '') return 0
  const written = canvases.flatMap(({ id, transcription }) =>
    transcription === null ? [] : [{ id, transcription }],
  )
  const [hit] = foundInDocument({ canvases: written }, words)
  return hit === undefined ? 0 : places.get(hit.canvas)!
}

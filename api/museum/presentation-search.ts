import { foundAmong, type Hit, termsAmong } from './document-search.ts'
import type { PresentationAddresses } from './presentation-addresses.ts'
import type { Note, NotedDocument } from './presentation-notes.ts'

export const searchContext = 'http://iiif.io/api/search/2/context.json'

/** What a viewer asks of the search in an item or a story. */
export type DocumentAsked = {
  readonly question: string
  /** Only annotations of one of these; undefined: of any. */
  readonly motivations: readonly string[] | undefined
  /** Parameters that are known and not looked at: nobody writes down who transcribed what when. */
  readonly ignored: readonly string[]
  /** 1, 2, 3 … */
  readonly page: number
}

/** Annotations of one page of an answer. */
const onOnePage = 25
/** So much of what stands before and behind a find, for who looks it up in the text. */
const quoted = 30

/** Those of an answer: only of the motivations that were asked for. */
const askedOf = ({ notes }: NotedDocument, { motivations }: Pick<DocumentAsked, 'motivations'>) =>
  motivations === undefined ? notes : notes.filter(({ motivation }) => motivations.includes(motivation))

/** A question that is empty or missing does not restrict (section 3.2.1): all of them, with nothing to point at. */
const hitsAmong = (notes: readonly Note[], question: string): readonly Hit<Note>[] =>
  question.trim() === '' ? notes.map((one) => ({ ...one, marks: [] })) : foundAmong(notes, question)

/** The answer of IIIF Content Search 2.0: the annotations of the manifest that fit, and where in them. */
export function searchedPage(found: NotedDocument, asked: DocumentAsked, addresses: PresentationAddresses) {
  const { id } = found
  const hits = hitsAmong(askedOf(found, asked), asked.question)
  const pages = Math.max(1, Math.ceil(hits.length / onOnePage))
  const address = (page?: number): string => addressOf(addresses.contentSearch(id), asked, page)
  const reference = (page: number) => ({ id: address(page), type: 'AnnotationPage' })
  const from = (asked.page - 1) * onOnePage
  const here = hits.slice(from, from + onOnePage)
  return {
    // It brings that of Presentation 3.0 along.
    '@context': searchContext,
    id: pages === 1 && asked.page === 1 ? address() : address(asked.page),
    type: 'AnnotationPage',
    ...(asked.ignored.length === 0 ? {} : { ignored: asked.ignored }),
    ...(pages === 1
      ? {}
      : {
          partOf: {
            id: address(),
            type: 'AnnotationCollection',
            total: hits.length,
            first: reference(1),
            last: reference(pages),
          },
          startIndex: from,
          ...(asked.page < pages ? { next: reference(asked.page + 1) } : {}),
          ...(asked.page > 1 ? { prev: reference(Math.min(asked.page - 1, pages)) } : {}),
        }),
    items: here.map((hit) => annotationOf(found, hit, addresses)),
    ...(here.every(({ marks }) => marks.length === 0)
      ? {}
      : {
          annotations: [
            {
              type: 'AnnotationPage',
              items: here.flatMap(highlightsOf),
            },
          ],
        }),
  }
}

function addressOf(service: string, { question, motivations }: DocumentAsked, page?: number): string {
  const query = new URLSearchParams({ q: question })
  if (motivations !== undefined) query.set('motivation', motivations.join(' '))
  if (page !== undefined) query.set('page', String(page))
  return `${service}?${query.toString()}`
}

/** The same annotation as in the manifest, with the manifest named: who asks may not have read it. */
const annotationOf = (
  { id, label }: NotedDocument,
  { id: address, motivation, body, target }: Note,
  addresses: PresentationAddresses,
) => ({
  id: address,
  type: 'Annotation',
  motivation,
  body,
  target: {
    id: target,
    type: 'Canvas',
    partOf: { id: addresses.manifest(id), type: 'Manifest', label },
  },
})

const highlightsOf = ({ id: source, text, marks }: Hit<Note>) =>
  marks.map(([start, end], n) => ({
    id: `${source}/match/${n + 1}`,
    type: 'Annotation',
    motivation: 'highlighting',
    target: {
      type: 'SpecificResource',
      source,
      selector: [
        {
          type: 'TextQuoteSelector',
          prefix: whole(text.slice(Math.max(0, start - quoted), start)),
          exact: text.slice(start, end),
          suffix: whole(text.slice(end, end + quoted)),
        },
      ],
    },
  }))

/** A cut never leaves half of a character of two units. */
const whole = (text: string): string => text.replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/, '')

/** What the autocomplete is asked for. */
export type BegunAsked = Omit<DocumentAsked, 'page'> & { readonly least: number }

/** Words that begin as somebody types, each with the search for it. */
export function termPage(found: NotedDocument, asked: BegunAsked, addresses: PresentationAddresses) {
  const terms = termsAmong(askedOf(found, asked), { begun: asked.question, least: asked.least })
  const address = addressOf(addresses.autocomplete(found.id), { ...asked, page: 1 })
  return {
    '@context': searchContext,
    id: asked.least === 1 ? address : `${address}&min=${asked.least}`,
    type: 'TermPage',
    ...(asked.ignored.length === 0 ? {} : { ignored: asked.ignored }),
    items: terms.map(({ value, total }) => ({ type: 'Term', value, total })),
  }
}

/** How a manifest names its search to viewers. */
export const searchNamed = (id: string, addresses: PresentationAddresses) => ({
  service: [
    {
      id: addresses.contentSearch(id),
      type: 'SearchService2',
      service: [{ id: addresses.autocomplete(id), type: 'AutoCompleteService2' }],
    },
  ],
})

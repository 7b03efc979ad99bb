import type { PresentationAddresses } from './presentation-addresses.ts'
import type { ToldChange } from './record-store.ts'

export const discoveryContext = 'http://iiif.io/api/discovery/1/context.json'

/** Changes on a page; a page that was full once stays as it is for ever. */
export const changesOnPage = 100

/** The page on which a change stands; pages are counted from 1. */
export const pageOfChange = (change: number): number => Math.ceil(change / changesOnPage)

/** The whole list of changes (IIIF Change Discovery 1.0, level 3). */
export function changeCollection(total: number, addresses: PresentationAddresses): Record<string, unknown> {
  return {
    '@context': discoveryContext,
    id: addresses.changes,
    type: 'OrderedCollection',
    totalItems: total,
    rights: 'http://creativecommons.org/publicdomain/zero/1.0/',
    ...(total === 0
      ? {}
      : { first: pageNamed(1, addresses), last: pageNamed(pageOfChange(total), addresses) }),
  }
}

const pageNamed = (page: number, addresses: PresentationAddresses) => ({
  id: addresses.changePage(page),
  type: 'OrderedCollectionPage',
})

/** One page of it, the oldest change first. */
export function changePage(
  page: number,
  { total, changes }: { readonly total: number; readonly changes: readonly ToldChange[] },
  addresses: PresentationAddresses,
): Record<string, unknown> {
  return {
    '@context': discoveryContext,
    id: addresses.changePage(page),
    type: 'OrderedCollectionPage',
    startIndex: (page - 1) * changesOnPage,
    partOf: { id: addresses.changes, type: 'OrderedCollection' },
    ...(page === 1 ? {} : { prev: pageNamed(page - 1, addresses) }),
    ...(page === pageOfChange(total) ? {} : { next: pageNamed(page + 1, addresses) }),
    orderedItems: changes.map((change) => activityOf(change, addresses)),
  }
}

function activityOf({ record, kind, state, stateBefore, at }: ToldChange, addresses: PresentationAddresses) {
  const isItem = kind === 'item'
  const hasManifest = isItem || kind === 'story'
  return {
    type: state === 'withdrawn' ? 'Delete' : stateBefore === 'published' ? 'Update' : 'Create',
    object: {
      id: hasManifest ? addresses.manifest(record) : addresses.collection(record),
      type: hasManifest ? 'Manifest' : 'Collection',
      ...(isItem && state === 'published'
        ? { seeAlso: [{ id: addresses.harvest('oai_dc', record), type: 'Dataset', format: 'text/xml' }] }
        : {}),
    },
    endTime: new Date(at).toISOString(),
  }
}

import { linkedItem } from './item-rendering.ts'
import { knownOf, linkedTexts } from './linked-words.ts'
import type { PresentationAddresses } from './presentation-addresses.ts'
import type { CollectionBody, InstitutionBody, ItemBody } from './record.ts'
import type { Published } from './record-service.ts'

/** A collection with who shows it and its items, in its order. */
type Collected = {
  readonly collection: Published<CollectionBody>
  readonly institution: Published<InstitutionBody>
  readonly items: readonly Published<ItemBody>[]
}

/** A collection for search engines, as schema.org has it. Rights are those of each item: a collection has none of its own. */
export function collectionLinkedData(
  { collection, institution, items }: Collected,
  addresses: PresentationAddresses,
): Record<string, unknown> {
  const { id, body, at } = collection
  const page = addresses.collectionPage(id, 'ja')
  return knownOf({
    '@context': 'https://schema.org',
    '@type': 'Collection',
    '@id': page,
    url: page,
    name: linkedTexts(body.label),
    description: linkedTexts(body.summary),
    inLanguage: Object.keys(body.label).filter((language) => language !== 'none'),
    dateModified: new Date(at).toISOString(),
    publisher: knownOf({
      '@type': 'Organization',
      '@id': addresses.institutionPage(institution.id, 'ja'),
      name: linkedTexts(institution.body.label),
      url: institution.body.address,
    }),
    hasPart: items.map((item, n) => ({ ...linkedItem(item, addresses), position: n + 1 })),
    encoding: [
      {
        '@type': 'MediaObject',
        contentUrl: addresses.collection(id),
        encodingFormat: 'application/ld+json;profile="http://iiif.io/api/presentation/3/context.json"',
      },
    ],
  })
}

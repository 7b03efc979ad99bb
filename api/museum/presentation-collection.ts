import { inSpokenLanguages } from './language-map.ts'
import { presentationContext } from './presentation-context.ts'
import { pagesOf, providerOf, type Surroundings, thumbnailOf } from './presentation-manifest.ts'
import type { CollectionBody, InstitutionBody, ItemBody } from './record.ts'
import type { Holding, Published } from './record-service.ts'

/** The name of the collection of all institutions in its address. */
export const topCollection = 'top'

/** An institution, or one of its collections, with what is in it (IIIF Presentation 3.0). */
export function collectionOf(holding: Holding, surroundings: Surroundings): Record<string, unknown> {
  const { institution, collection, collections, items, stories } = holding
  const { addresses } = surroundings
  const { id, body } = collection ?? institution
  const thumbnail = items.map((one) => thumbnailOf(one.body, surroundings)).find((one) => one !== undefined)
  return {
    '@context': presentationContext,
    id: addresses.collection(id),
    type: 'Collection',
    label: body.label,
    summary: body.summary,
    provider: [providerOf(institution, addresses)],
    homepage: pagesOf(body.label, (language) =>
      collection === undefined
        ? addresses.institutionPage(id, language)
        : addresses.collectionPage(id, language),
    ),
    ...(thumbnail === undefined ? {} : { thumbnail: [thumbnail] }),
    partOf: [
      collection === undefined
        ? { id: addresses.collection(topCollection), type: 'Collection', label: topLabel() }
        : { id: addresses.collection(institution.id), type: 'Collection', label: institution.body.label },
    ],
    items: [
      ...collections.map((one) => namedCollection(one, surroundings)),
      ...stories.map(({ id: story, body: told }) => ({
        id: addresses.manifest(story),
        type: 'Manifest',
        label: told.label,
      })),
      ...items.map((one) => namedManifest(one, surroundings)),
    ],
  }
}

/** Everything that is published, by institution. */
export function topCollectionOf(
  institutions: readonly Published<InstitutionBody>[],
  surroundings: Surroundings,
): Record<string, unknown> {
  const { addresses } = surroundings
  return {
    '@context': presentationContext,
    id: addresses.collection(topCollection),
    type: 'Collection',
    label: topLabel(),
    summary: inSpokenLanguages((t) => t('museum:top.summary')),
    homepage: pagesOf(topLabel(), addresses.institutionsPage),
    seeAlso: [
      {
        id: addresses.changes,
        type: 'Dataset',
        label: inSpokenLanguages((t) => t('museum:top.changes')),
        format: 'application/json',
        profile: 'http://iiif.io/api/discovery/1/context.json',
      },
    ],
    items: institutions.map((one) => namedCollection(one, surroundings)),
  }
}

const topLabel = () => inSpokenLanguages((t) => t('museum:top.label'))

const namedCollection = (
  { id, body }: Published<InstitutionBody | CollectionBody>,
  { addresses }: Surroundings,
) => ({ id: addresses.collection(id), type: 'Collection', label: body.label })

function namedManifest({ id, body }: Published<ItemBody>, surroundings: Surroundings) {
  const thumbnail = thumbnailOf(body, surroundings)
  return {
    id: surroundings.addresses.manifest(id),
    type: 'Manifest',
    label: body.label,
    ...(thumbnail === undefined ? {} : { thumbnail: [thumbnail] }),
  }
}

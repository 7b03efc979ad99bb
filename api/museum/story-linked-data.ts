import { linkedItem } from './item-rendering.ts'
import { knownOf, linkedTexts } from './linked-words.ts'
import type { Surroundings } from './presentation-manifest.ts'
import type { StoryInPlace } from './record-service.ts'
import { rightsPage } from './rights.ts'
import { storyInList } from './story-rendering.ts'
import { itemsIn, type Room } from './story.ts'

/**
 * A story for search engines, as schema.org has it. A work of parts and no event: it has neither a day on which it begins
 * nor a door at which one stands.
 */
export function storyLinkedData(found: StoryInPlace, surroundings: Surroundings): Record<string, unknown> {
  const { story, institution } = found
  const { id, body, at } = story
  const { addresses } = surroundings
  const page = addresses.storyPage(id, 'ja')
  const { cover } = storyInList(found, surroundings)
  const terms = { license: rightsPage(body.rights), creditText: Object.values(body.requiredStatement)[0]![0] }
  return knownOf({
    '@context': 'https://schema.org',
    '@type': 'CreativeWork',
    '@id': page,
    url: page,
    name: linkedTexts(body.label),
    description: linkedTexts(body.summary),
    inLanguage: Object.keys(body.label).filter((language) => language !== 'none'),
    ...terms,
    dateModified: new Date(at).toISOString(),
    publisher: knownOf({
      '@type': 'Organization',
      '@id': addresses.institutionPage(institution.id, 'ja'),
      name: linkedTexts(institution.body.label),
      url: institution.body.address,
    }),
    image: cover === null ? undefined : { '@type': 'ImageObject', contentUrl: cover.address, ...terms },
    hasPart: body.rooms.map((room, n) => partOf(room, n, `${page}#${room.id}`)),
    /** What is shown in it and is still public. */
    about: itemsIn(body).flatMap((item) => {
      const shown = found.items.get(item)?.item
      return shown === undefined ? [] : [linkedItem(shown, addresses)]
    }),
    encoding: [
      {
        '@type': 'MediaObject',
        contentUrl: addresses.manifest(id),
        encodingFormat: 'application/ld+json;profile="http://iiif.io/api/presentation/3/context.json"',
      },
    ],
  })
}

const partOf = ({ label, steps }: Room, n: number, address: string) =>
  knownOf({
    '@type': 'CreativeWork',
    '@id': address,
    position: n + 1,
    name: linkedTexts(label),
    /** Scenes by their names. */
    hasPart: steps.map((step, place) => ({
      '@type': 'CreativeWork',
      position: place + 1,
      name: linkedTexts(step.label),
    })),
  })

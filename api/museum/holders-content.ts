import { content, isExact } from '../../content/index.ts'
import type { LanguageMap } from './language-map.ts'
import { hubInstitution } from './record.ts'
import type { MetadataLicence } from './portal-row.ts'
import type { Holder } from './studio-ports.ts'
import { inBoth, institutionBody } from './records-content.ts'

/** The institutions of the published content: those whose staff may publish items. */
export const contentHolders: readonly Holder[] = content.institutions.map((institution) => {
  const { id, name, position, station } = institution
  return {
    id,
    body: institutionBody(institution),
    place: {
      label: inBoth(name),
      ...(isExact(position) ? { position: { latitude: position.lat, longitude: position.lng } } : {}),
    },
    ...(station === undefined ? {} : { station }),
  }
})

const placeLabels: ReadonlyMap<string, LanguageMap> = new Map(
  content.places.map(({ id, name }) => [id, inBoth(name)]),
)

/** What a place of the published content is called. */
export const placeLabel = (id: string): LanguageMap | undefined => placeLabels.get(id)

const eventNames: ReadonlyMap<string, LanguageMap> = new Map(
  content.events.map(({ id, name }) => [id, inBoth(name)]),
)

/** What an event of the published content is called. */
export const eventName = (id: string): LanguageMap | undefined => eventNames.get(id)

/** How people write the stations of the published content, by their id. */
export const stationNames: ReadonlyMap<string, readonly string[]> = new Map(
  content.stations.map(({ id, name, kana }) => [id, [id, name.ja, `${name.ja}駅`, kana, name.en, `${name.en} Station`]]),
) // prettier-ignore

const licences: ReadonlyMap<string, MetadataLicence> = new Map([
  // What the hub wrote itself is ours to give.
  [hubInstitution, 'cc0'],
  ...content.institutions.flatMap(({ id, metadataLicence }) =>
    metadataLicence === undefined ? [] : [[id, metadataLicence] as const],
  ),
])

/** On which terms an institution lets what is told of its things be handed on; undefined until it has said so. */
export const metadataLicenceOf = (institution: string): MetadataLicence | undefined =>
  licences.get(institution)

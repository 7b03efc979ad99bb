import type { LanguageMap } from './language-map.ts'
import type { PresentationAddresses } from './presentation-addresses.ts'
import { textsOn } from './presentation-sound.ts'
import type { MapStop, Step } from './story.ts'

/** The canvas of a step's map: viewers that know navPlace draw it, others show its words on an empty view. */
export const mapAddress = (story: string, { id }: Step, addresses: PresentationAddresses): string =>
  addresses.canvas(story, `${id}-map`)

/** What a map shows, as GeoJSON; what is known too badly for a pin is a feature without a point. */
export const featuresOf = (stops: readonly MapStop[], id: string) => ({
  id: `${id}/places`,
  type: 'FeatureCollection',
  features: stops.map(({ kind, id: name, label, position }) => ({
    id: `${id}/places/${kind}/${name}`,
    type: 'Feature',
    properties: { label, kind, identifier: name },
    geometry:
      position === undefined ? null : { type: 'Point', coordinates: [position.longitude, position.latitude] },
  })),
})

/** A step's map as a canvas with `navPlace`; what the step says stands on it where nothing else shows it. */
export function mapCanvasOf(story: string, step: Step, addresses: PresentationAddresses) {
  const { map, label, text, views, sound } = step
  if (map === undefined) return undefined
  const address = mapAddress(story, step, addresses)
  const names: LanguageMap = namesOf(map)
  const isAlone = views.length === 0 && sound === undefined
  return {
    id: address,
    type: 'Canvas',
    label,
    width: 1_200,
    height: 900,
    navPlace: { ...featuresOf(drawn(map), address) },
    seeAlso: [
      {
        id: addresses.storyMap(story, step.id),
        type: 'Dataset',
        format: 'application/geo+json',
        label,
      },
    ],
    annotations: [
      {
        id: `${address}/said`,
        type: 'AnnotationPage',
        items: [
          ...textsOn(names, { address, name: 'places', motivation: 'supplementing' }),
          ...(isAlone ? textsOn(text, { address, name: 'text', motivation: 'commenting' }) : []),
        ],
      },
    ],
  }
}

/** navPlace takes points only. */
const drawn = (map: readonly MapStop[]) => map.filter(({ position }) => position !== undefined)

/** The names of a map's things, a line for each, in every language that all of them have. */
function namesOf(map: readonly MapStop[]): LanguageMap {
  const [first] = map
  const languages = Object.keys(first?.label ?? {}).filter((language) =>
    map.every(({ label }) => label[language] !== undefined),
  )
  return Object.fromEntries(
    languages.map((language) => [
      language,
      map.map(({ label }, n) => `${n + 1}. ${label[language]!.join(' ')}`),
    ]),
  )
}

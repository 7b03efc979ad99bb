type Json = Record<string, unknown>

const ofThing = ['name', 'description', 'url', 'image']
const ofWork = [
  ...ofThing,
  'about', 'acquireLicensePage', 'contentLocation', 'creator', 'creditText', 'dateCreated', 'dateModified', 'encoding',
  'hasPart', 'inLanguage', 'license', 'material', 'position', 'provider', 'publisher', 'size',
] // prettier-ignore
const ofMedia = [...ofWork, 'contentUrl', 'encodingFormat']

/** What schema.org lets each type say, as far as the hub says anything; restated from its vocabulary. */
const vocabulary: Readonly<Record<string, readonly string[]>> = {
  CreativeWork: ofWork,
  Collection: ofWork,
  VisualArtwork: ofWork,
  MediaObject: ofMedia,
  ImageObject: [...ofMedia, 'caption'],
  Organization: ofThing,
  Place: [...ofThing, 'geo'],
  GeoCoordinates: ['latitude', 'longitude'],
  Thing: ofThing,
}
/** What stands behind each: a thing of one of these types, or a text. */
const ranges: Readonly<Record<string, readonly string[]>> = {
  about: ['CreativeWork', 'VisualArtwork'],
  hasPart: ['CreativeWork', 'VisualArtwork'],
  image: ['ImageObject'],
  encoding: ['MediaObject'],
  publisher: ['Organization'],
  provider: ['Organization'],
  creator: ['Thing'],
  contentLocation: ['Place'],
  geo: ['GeoCoordinates'],
}

/** The same of a part, which stands behind this property; '' is the whole. */
function breaches(value: unknown, at: string): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => breaches(one, at))
  if (typeof value !== 'object' || value === null) return at in ranges ? [`${at}: not a thing`] : []
  const { '@type': type, '@id': id, '@context': context, ...rest } = value as Json
  if ('@value' in rest) return Object.keys(rest).every((key) => ['@value', '@language'].includes(key)) ? [] : [`${at}: a text with more`] // prettier-ignore
  const name = typeof type === 'string' ? type : 'nothing'
  const known = vocabulary[name]
  if (known === undefined) return [`${at}: a ${name}`]
  return [
    ...(at in ranges && !ranges[at]!.includes(name) ? [`${at}: a ${name}`] : []),
    ...(at === '' && context !== 'https://schema.org' ? ['no context'] : []),
    ...(id === undefined || URL.canParse(String(id)) ? [] : [`${at}: ${String(id)}`]),
    ...Object.keys(rest).flatMap((key) => (known.includes(key) ? [] : [`${name} has no ${key}`])),
    ...Object.entries(rest).flatMap(([key, one]) => breaches(one, key)),
  ]
}

/** What in a document of linked data is not said as schema.org has it. */
export const linkedDataBreaches = (document: unknown): string[] => breaches(document, '')

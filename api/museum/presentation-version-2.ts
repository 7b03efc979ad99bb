import { annotationLists } from './presentation-annotations-2.ts'
import type { LanguageMap } from './language-map.ts'

/** A manifest or a collection of version 3, as it is made here. */
type Json = Readonly<Record<string, unknown>>

export const presentationContext2 = 'http://iiif.io/api/presentation/2/context.json'

const list = (value: unknown): readonly Json[] => (value ?? []) as readonly Json[]

/**
 * The same for viewers that know only Presentation 2.1. Views keep their addresses, so that what is said about a view
 * holds in both. Our own images are named in one size without their service, which is of version 3 of the Image API.
 */
export function inVersion2(document: Json, address: string): Json {
  return {
    '@context': presentationContext2,
    '@id': address,
    '@type': document['type'] === 'Manifest' ? 'sc:Manifest' : 'sc:Collection',
    ...described(document),
    ...(document['type'] === 'Manifest' ? views(document) : members(document)),
  }
}

/** `[{ @value, @language }]`; one language is told apart from another, and none from any. */
const texts = (map: unknown): readonly Json[] =>
  Object.entries(map as LanguageMap).flatMap(([language, all]) =>
    all.map((text) => ({ '@value': text, ...(language === 'none' ? {} : { '@language': language }) })),
  )

const linked = (value: unknown): readonly Json[] =>
  list(value).map(({ id, label, format, profile }) => ({
    '@id': id,
    ...(label === undefined ? {} : { label: texts(label) }),
    ...(format === undefined ? {} : { format }),
    ...(profile === undefined ? {} : { profile }),
  }))

function described(document: Json): Json {
  const {
    label,
    summary,
    metadata,
    requiredStatement,
    rights,
    homepage,
    seeAlso,
    rendering,
    partOf,
    navDate,
  } = document
  return {
    label: texts(label),
    ...(summary === undefined ? {} : { description: texts(summary) }),
    ...(metadata === undefined
      ? {}
      : {
          metadata: list(metadata).map((one) => ({ label: texts(one['label']), value: texts(one['value']) })),
        }),
    ...(requiredStatement === undefined ? {} : { attribution: texts((requiredStatement as Json)['value']) }),
    ...(rights === undefined ? {} : { license: rights }),
    ...(homepage === undefined ? {} : { related: linked(homepage) }),
    ...(seeAlso === undefined ? {} : { seeAlso: linked(seeAlso) }),
    ...(rendering === undefined ? {} : { rendering: linked(rendering) }),
    ...(partOf === undefined ? {} : { within: list(partOf)[0]!['id'] }),
    ...(navDate === undefined ? {} : { navDate }),
    ...thumbnailOf(document),
  }
}

function thumbnailOf(document: Json): Json {
  const [thumbnail] = list(document['thumbnail'])
  return thumbnail === undefined ? {} : { thumbnail: { '@id': thumbnail['id'], ...serviceOf(thumbnail) } }
}

/** A service of version 2 of the Image API; another one would only lead an older viewer astray. */
function serviceOf(picture: Json): Json {
  const service = list(picture['service']).find((one) => one['@type'] === 'ImageService2')
  if (service === undefined) return {}
  const { '@id': id, profile } = service
  return { service: { '@context': 'http://iiif.io/api/image/2/context.json', '@id': id, profile } }
}

function members(document: Json): Json {
  const named = (type: 'Collection' | 'Manifest'): readonly Json[] =>
    list(document['items'])
      .filter((one) => one['type'] === type)
      .map((one) => ({
        '@id': one['id'],
        '@type': `sc:${type}`,
        label: texts(one['label']),
        ...thumbnailOf(one),
      }))
  const [collections, manifests] = [named('Collection'), named('Manifest')]
  return {
    ...(collections.length === 0 ? {} : { collections }),
    ...(manifests.length === 0 ? {} : { manifests }),
  }
}

function views(document: Json): Json {
  const { id, viewingDirection, behavior, structures, items } = document
  return {
    ...(viewingDirection === undefined ? {} : { viewingDirection }),
    ...(behavior === undefined ? {} : { viewingHint: (behavior as readonly string[])[0] }),
    sequences: [
      {
        '@id': `${String(id).replace(/\/manifest$/, '')}/sequence/normal`,
        '@type': 'sc:Sequence',
        ...(viewingDirection === undefined ? {} : { viewingDirection }),
        canvases: list(items).map(viewOf),
      },
    ],
    ...(structures === undefined
      ? {}
      : {
          structures: list(structures).map((range) => ({
            '@id': range['id'],
            '@type': 'sc:Range',
            label: texts(range['label']),
            canvases: list(range['items']).map((one) => one['id']),
          })),
        }),
  }
}

/** Version 2 knows no view without sides: what is only heard stands in the list of an empty one. */
const sidesOfHeard = { height: 900, width: 1_200 }

function viewOf(canvas: Json): Json {
  const [page] = list(canvas['items'])
  const isHeard = canvas['width'] === undefined
  const { height, width } = isHeard ? sidesOfHeard : canvas
  const lists = annotationLists(canvas)
  return {
    '@id': canvas['id'],
    '@type': 'sc:Canvas',
    label: texts(canvas['label']),
    height,
    width,
    ...thumbnailOf(canvas),
    images: list(isHeard ? [] : page?.['items']).map((annotation) => {
      const picture = annotation['body'] as Json
      return {
        '@id': annotation['id'],
        '@type': 'oa:Annotation',
        motivation: 'sc:painting',
        resource: {
          '@id': picture['id'],
          '@type': 'dctypes:Image',
          ...(picture['format'] === undefined ? {} : { format: picture['format'] }),
          height: picture['height'],
          width: picture['width'],
          ...serviceOf(picture),
        },
        on: canvas['id'],
      }
    }),
    // Lists are never embedded: each is fetched when its view is opened.
    ...(lists.length === 0
      ? {}
      : { otherContent: lists.map(({ address }) => ({ '@id': address, '@type': 'sc:AnnotationList' })) }),
  }
}

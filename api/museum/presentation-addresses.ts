import { type Canvas, hubInstitution, isPartners } from './record.ts'

/** Addresses under which records are shown. What was published once is only added to. */
export function presentationAddresses(origin: string) {
  const base = `${origin}/iiif/presentation`
  const second = `${origin}/iiif/presentation-2`
  const harvest = (prefix: string, id: string): string =>
    `${origin}/oai?verb=GetRecord&metadataPrefix=${prefix}&identifier=${encodeURIComponent(harvestIdentifier(origin, id))}`
  return {
    manifest: (id: string) => `${base}/${id}/manifest`,
    manifestVersion2: (id: string) => `${second}/${id}/manifest`,
    collection: (id: string) => `${base}/collection/${id}`,
    collectionVersion2: (id: string) => `${second}/collection/${id}`,
    canvas: (id: string, canvas: string) => `${base}/${id}/canvas/${canvas}`,
    range: (id: string, n: number) => `${base}/${id}/range/${n}`,
    /** Where what is written on an item's views is searched, and where a word that is begun is completed. */
    contentSearch: (id: string) => `${base}/${id}/search`,
    autocomplete: (id: string) => `${base}/${id}/autocomplete`,
    writing: (id: string, canvas: string, language: string) =>
      `${base}/${id}/canvas/${canvas}/transcription/${language}`,
    /** All that is written on a view in one language. */
    writingPage: (id: string, canvas: string, language: string) =>
      `${base}/${id}/canvas/${canvas}/page/${language}`,
    /** What a story says of its nth view, and one of its steps there. */
    storySteps: (id: string, n: number) => `${base}/${id}/steps/${n}`,
    storyStep: (id: string, path: string) => `${base}/${id}/step/${path}`,
    image: (identifier: string) => `${origin}/iiif/3/${identifier}`,
    /** What a step's map shows, as GeoJSON. */
    storyMap: (id: string, step: string) => `${origin}/api/museum/stories/${id}/steps/${step}/map.geojson`,
    /** A small picture that only those who write about it have. */
    studioPicture: (institution: string, identifier: string) =>
      `${origin}/api/museum/studio/pictures/${institution}/${identifier}`,
    sound: (identifier: string) => `${origin}/api/museum/sounds/${identifier}`,
    changes: `${origin}/iiif/activity/all-changes`,
    changePage: (page: number) => `${origin}/iiif/activity/page/${page}`,
    harvest,
    /** All that is written, or a whole story, as plain text. */
    text: (id: string, language: string) => `${base}/${id}/text/${language}`,
    storyLinkedData: (id: string) => `${origin}/api/museum/stories/${id}/schema.jsonld`,
    linkedData: (id: string) => `${origin}/api/museum/items/${id}/schema.jsonld`,
    itemPage: (id: string, language: string) => page(origin, language, `/items/${id}`),
    collectionPage: (id: string, language: string) => page(origin, language, `/collections/${id}`),
    storyPage: (id: string, language: string) => page(origin, language, `/stories/${id}`),
    institutionPage: (id: string, language: string) =>
      page(origin, language, id === hubInstitution ? '/about' : `/institutions/${id}`),
    institutionsPage: (language: string) => page(origin, language, '/institutions'),
  }
}

/** A view under the address by which everybody points at it: a partner's is called what its house calls it. */
export const canvasAddress = (
  addresses: Pick<PresentationAddresses, 'canvas'>,
  item: string,
  { id, image }: Pick<Canvas, 'id' | 'image'>,
): string => (isPartners(image) ? image.canvas : undefined) ?? addresses.canvas(item, id)

export type PresentationAddresses = ReturnType<typeof presentationAddresses>

const page = (origin: string, language: string, path: string): string =>
  `${origin}${language === 'ja' ? '' : `/${language}`}${path}`

/** The name of a host that is a name; a number is where somebody tries it out. */
const hostName = /^[a-z][a-z0-9-]*(\.[a-z0-9-]+)*$/

/** The name of the repository in identifiers of harvested records. */
export function harvestNamespace(origin: string): string {
  const { hostname } = new URL(origin)
  return hostName.test(hostname) ? hostname : 'localhost'
}

/** `oai:meguri.example:basket` */
export const harvestIdentifier = (origin: string, id: string): string =>
  `oai:${harvestNamespace(origin)}:${id}`

/**
 * Whom harvesters write to: as the operator says, or the postmaster of the address where the hub is reached. A host without a
 * domain is a machine on which somebody tries it out.
 */
export function harvestContact(said: string | undefined, origin: string): string {
  const { hostname } = new URL(origin)
  if (said !== undefined) return said
  if (/^[\d.]+$/.test(hostname)) return `postmaster@[${hostname}]`
  return `postmaster@${hostname.includes('.') ? hostname : 'localhost.localdomain'}`
}

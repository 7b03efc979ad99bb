import { describedItem, type Described } from './presentation-metadata.ts'
import { knownOf, linkedTexts } from './linked-words.ts'
import { picturesOf, picturesInSizes } from './presentation-image.ts'
import { partnerPictures, partnerZoom, shownPartner } from './partner-pictures.ts'
import { canvasAddress, type PresentationAddresses } from './presentation-addresses.ts'
import { type Surroundings, thumbnailOf } from './presentation-manifest.ts'
import { type Canvas, type InstitutionBody, isPartners, type ItemBody } from './record.ts'
import type { ItemInPlace, Published } from './record-service.ts'
import { rightsName, rightsPage } from './rights.ts'

/** An item as a page shows it. */
export function shownItem({ item, institution, collections }: ItemInPlace, surroundings: Surroundings) {
  const { id, body, at } = item
  const { addresses } = surroundings
  const { label, summary, form, requiredStatement, visit, links, reading, chapters } = body
  return {
    id,
    form,
    label,
    summary,
    /** Lines to read; rights and the real thing are told apart. */
    described: describedItem(body).filter(isNoStatement(body)),
    credit: requiredStatement,
    rights: { name: rightsName(body.rights), address: body.rights, page: rightsPage(body.rights) },
    visit,
    merit: body.merit ?? null,
    demerit: body.demerit ?? null,
    contact: body.contact ?? null,
    links,
    reading: reading ?? null,
    institution: named(institution),
    collections: collections.map((one) => ({ id: one.id, label: one.body.label })),
    place: shownPlace(body.place),
    station: body.station ?? null,
    events: body.events,
    canvases: body.canvases.map((canvas) => shownCanvas(item, canvas, surroundings)),
    chapters,
    partner: shownPartner(body.partner),
    sources: body.sources,
    manifest: addresses.manifest(id),
    manifestVersion2: addresses.manifestVersion2(id),
    linkedData: addresses.linkedData(id),
    changedAt: new Date(at).toISOString(),
  }
}

const pageOfKnown = { place: 'places', station: 'stations', institution: 'institutions' } as const

/** Where the real thing is seen, with the page of a place that the hub knows. */
function shownPlace(place: ItemBody['place']) {
  if (place === undefined) return null
  const { label, position, known } = place
  const [kind, id] = (known ?? '').split('/') as [keyof typeof pageOfKnown, string | undefined]
  return { label, position: position ?? null, page: id === undefined ? null : `/${pageOfKnown[kind]}/${id}` }
}

/** The last two of the lines are said by the page in its own place. */
const isNoStatement = (body: ItemBody) => {
  const last = describedItem(body).length - 2
  return (_: Described, n: number): boolean => n < last
}

const named = ({ id, body }: Published<InstitutionBody>) => ({
  id,
  label: body.label,
  address: body.address ?? null,
})

/** Longest sides in which a page asks a partner for a whole picture, pixels. */
const partnerSides = [400, 800, 1_600]

function shownCanvas(
  { id: item, body }: Published<ItemBody>,
  canvas: Canvas,
  { images, addresses }: Surroundings,
) {
  const { id, label, alternative, transcription, width, height, image } = canvas
  const pictures = isPartners(image)
    ? partnerPictures(body, canvas, { sides: partnerSides })
    : picturesInSizes(canvas, images, addresses)
  const own = image.from === 'own' ? images.get(image.identifier) : undefined
  return {
    id,
    label,
    alternative,
    transcription: transcription ?? null,
    width,
    height,
    from: whereOf(image, pictures.length > 0),
    /** The view itself, as others point at it. */
    address: canvasAddress(addresses, item, canvas),
    /** What draws parts of it, where they may be seen: our own image, or a partner's. */
    zoomed:
      own?.showing === 'zoomed'
        ? { service: addresses.image(own.id), width: own.width, height: own.height }
        : (partnerZoom(body, canvas) ?? null),
    pictures,
    parts: partsOf(canvas, { images, addresses }),
  }
}

/** Where a view's picture is: with us, at a partner's, or nowhere. */
function whereOf(image: Canvas['image'], isShown: boolean): 'own' | 'elsewhere' | 'nowhere' {
  if (isPartners(image)) return 'elsewhere'
  return isShown ? image.from : 'nowhere'
}

/** A picture that is this much wider than high is told in parts, each a little wider than high. */
const wideFrom = 3
const partRatio = 1.6

/** Parts of a wide picture of ours from its beginning to its end, as crops. */
function partsOf(
  { image, width: viewWidth, height: viewHeight }: Canvas,
  { images, addresses }: Surroundings,
) {
  const own = image.from === 'own' ? images.get(image.identifier) : undefined
  if (own === undefined || own.showing === 'whole' || own.width < wideFrom * own.height) return []
  const count = Math.round(own.width / (partRatio * own.height))
  const width = Math.floor(own.width / count)
  return Array.from({ length: count }, (_, n) => {
    const side = Math.min(1_200, width)
    return {
      // Of the view, which has units of its own.
      region: {
        x: Math.round((n * width * viewWidth) / own.width),
        y: 0,
        width: Math.round((width * viewWidth) / own.width),
        height: viewHeight,
      },
      address: `${addresses.image(own.id)}/${n * width},0,${width},${own.height}/${side},/0/default.jpg`,
      width: side,
      height: Math.round((own.height * side) / width),
    }
  })
}

/** Width of a picture in a list, pixels. */
const coverWidth = 640

/** The picture of an item in a list: of our own a part in the shape of a card, from where a wide one begins. */
function coverOf(body: ItemBody, surroundings: Surroundings) {
  const { images, addresses } = surroundings
  const first = body.canvases.flatMap(({ image }) =>
    image.from === 'own' ? (images.get(image.identifier) ?? []) : [],
  )[0]
  if (first === undefined || first.showing === 'whole') {
    const small = thumbnailOf(body, surroundings)
    return small === undefined ? null : { address: small.id, width: small.width, height: small.height }
  }
  const width = Math.min(first.width, Math.ceil(first.height * partRatio))
  const height = Math.min(first.height, Math.ceil(first.width / partRatio))
  const x = body.reading === 'right-to-left' ? first.width - width : 0
  const side = Math.min(coverWidth, width)
  return {
    address: `${addresses.image(first.id)}/${x},0,${width},${height}/${side},/0/default.jpg`,
    width: side,
    height: Math.max(1, Math.round((height * side) / width)),
  }
}

/** An item in a list. */
export const shownInList = ({ id, body }: Published<ItemBody>, surroundings: Surroundings) => ({
  id,
  form: body.form,
  label: body.label,
  summary: body.summary,
  institution: body.institution,
  station: body.station ?? null,
  thumbnail: coverOf(body, surroundings),
})

/** schema.org's word for each form. */
const linkedType = (form: ItemBody['form']) =>
  form === 'picture' ? ('VisualArtwork' as const) : ('CreativeWork' as const)

/** An item as linked data of something else names it: what it is called, and its page. */
export const linkedItem = (
  { id, body }: Pick<Published<ItemBody>, 'id' | 'body'>,
  addresses: PresentationAddresses,
) => ({
  '@type': linkedType(body.form),
  '@id': addresses.itemPage(id, 'ja'),
  url: addresses.itemPage(id, 'ja'),
  name: linkedTexts(body.label),
})

/** Pictures of an item that search engines are told of: its manifest, which is told beside them, has all. */
const linkedPictures = 20

/** An item for search engines, as schema.org has it. */
export function linkedData(
  { item, institution }: ItemInPlace,
  surroundings: Surroundings,
): Record<string, unknown> {
  const { id, body, at } = item
  const { addresses } = surroundings
  const fieldOf = (field: string) => body.descriptions.find((one) => one.field === field)?.value
  const terms = { license: rightsPage(body.rights), creditText: Object.values(body.requiredStatement)[0]![0] }
  const maker = fieldOf('maker')
  return knownOf({
    '@context': 'https://schema.org',
    '@type': linkedType(body.form),
    '@id': addresses.itemPage(id, 'ja'),
    url: addresses.itemPage(id, 'ja'),
    name: linkedTexts(body.label),
    description: linkedTexts(body.summary),
    creator: maker === undefined ? undefined : { '@type': 'Thing', name: linkedTexts(maker) },
    dateCreated: body.date,
    material: linkedTexts(fieldOf('material')),
    size: linkedTexts(fieldOf('extent')),
    ...terms,
    dateModified: new Date(at).toISOString(),
    provider: knownOf({
      '@type': 'Organization',
      '@id': addresses.institutionPage(institution.id, 'ja'),
      name: linkedTexts(institution.body.label),
      url: institution.body.address,
      contactPoint:
        body.contact === undefined
          ? undefined
          : { '@type': 'ContactPoint', description: linkedTexts(body.contact) },
    }),
    image: body.canvases.slice(0, linkedPictures).flatMap((canvas) => {
      const picture = picturesOf(body, canvas, surroundings)?.full
      return picture === undefined
        ? []
        : [
            {
              '@type': 'ImageObject',
              contentUrl: picture.id,
              encodingFormat: picture.format,
              caption: linkedTexts(canvas.alternative),
              acquireLicensePage: addresses.itemPage(id, 'ja'),
              ...terms,
            },
          ]
    }),
    contentLocation:
      body.place?.position === undefined
        ? undefined
        : {
            '@type': 'Place',
            name: linkedTexts(body.place.label),
            geo: { '@type': 'GeoCoordinates', ...body.place.position },
          },
    encoding: {
      '@type': 'MediaObject',
      contentUrl: addresses.manifest(id),
      encodingFormat: 'application/ld+json;profile="http://iiif.io/api/presentation/3/context.json"',
    },
  })
}

import { parseImageRequest } from './image-request.ts'
import { limitsOf, type PublishedImage } from './image-information.ts'
import { type Extent, placeRequest } from './image-placing.ts'
import {
  drawnWithin,
  type HandedOut,
  handedOut,
  isLimitKept,
  type Limited,
  longestOf,
} from './picture-limit.ts'
import type { PresentationAddresses } from './presentation-addresses.ts'
import type { Canvas } from './record.ts'

/** Our own images that can be asked for, by identifier. */
export type KnownImages = ReadonlyMap<string, PublishedImage>

/** A picture as it is named in a manifest, with the service that has it in other sizes. */
export type NamedPicture = Extent & {
  readonly id: string
  readonly type: 'Image'
  readonly format?: string
  readonly service?: readonly object[]
}

/** Longest side of a thumbnail, pixels. */
const thumbnailSide = 400

type PictureSurroundings = { readonly images: KnownImages; readonly addresses: PresentationAddresses }

/**
 * The picture of a view of an item as large as the item lets it be had, and a small one; undefined where none is shown here. Of our own
 * images their information says it; of a partner's nobody is led to more than the item allows.
 */
export function picturesOf(
  item: Limited,
  canvas: Canvas,
  { images: known, addresses }: PictureSurroundings,
): { readonly full: NamedPicture; readonly thumbnail?: NamedPicture } | undefined {
  const { image, width, height } = canvas
  if (image.from === 'own') {
    const own = known.get(image.identifier)
    return own === undefined ? undefined : ownPictures(own, addresses.image(image.identifier))
  }
  if (image.from === 'nowhere' || !isLimitKept(item, canvas)) return undefined
  const extent = image.picture ?? { width, height }
  return image.from === 'elsewhere'
    ? elsewherePictures(image, extent, handedOut(item))
    : { full: plainPicture(image, extent) }
}

/** A partner's picture as it is: what kind it is of is told by its name, where that tells it. */
function plainPicture({ address }: Plain, { width, height }: Extent): NamedPicture {
  const format = formats[/\.([a-z]+)$/.exec(new URL(address).pathname.toLowerCase())?.[1] ?? '']
  return { id: address, type: 'Image', ...(format === undefined ? {} : { format }), width, height }
}

const formats: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  avif: 'image/avif',
}

function ownPictures(image: PublishedImage, service: string) {
  const services = [
    { id: service, type: 'ImageService3', profile: image.showing === 'zoomed' ? 'level2' : 'level0' },
  ]
  const named = (size: string): NamedPicture | undefined => {
    const extent = extentOf(image, size)
    if (extent === undefined) return undefined
    const id = `${service}/full/${size}/0/default.jpg`
    return { id, type: 'Image', format: 'image/jpeg', ...extent, service: services }
  }
  const full = named('max')
  const thumbnail = named(`!${thumbnailSide},${thumbnailSide}`)
  return full === undefined ? undefined : { full, ...(thumbnail === undefined ? {} : { thumbnail }) }
}

/** How large our own Image API draws a region of a size; undefined where nothing would be left of a thin one. */
export function extentOf(image: PublishedImage, size: string, region = 'full'): Extent | undefined {
  const words = { region, size, rotation: '0', quality: 'default', format: 'jpg' }
  const request = parseImageRequest(words)
  const placed = request.ok ? placeRequest(request.value, image, limitsOf(image)) : request
  return placed.ok ? placed.value.size : undefined
}

type Elsewhere = Extract<Canvas['image'], { from: 'elsewhere' }>
type Plain = Extract<Canvas['image'], { from: 'plain' }>

/** Of what is only shown whole without the service, which would lead viewers to its parts. */
function elsewherePictures(
  { service, version, level }: Elsewhere,
  extent: Extent,
  { showing, maxSide }: HandedOut,
) {
  const services = [
    version === 3
      ? { id: service, type: 'ImageService3', profile: `level${level}` }
      : {
          '@id': service,
          '@type': 'ImageService2',
          profile: `http://iiif.io/api/image/2/level${level}.json`,
        },
  ]
  const named = (size: string, { width, height }: Extent): NamedPicture => ({
    id: `${service}/full/${size}/0/default.jpg`,
    type: 'Image',
    format: 'image/jpeg',
    width,
    height,
    ...(showing === 'whole' ? {} : { service: services }),
  })
  const all = version === 3 ? 'max' : 'full'
  if (level === 0) return { full: named(all, extent) }
  if (maxSide === undefined) {
    const width = Math.min(thumbnailSide, extent.width)
    const small = { width, height: Math.max(1, Math.round((extent.height * width) / extent.width)) }
    return { full: named(all, extent), thumbnail: named(`${width},`, small) }
  }
  const [full, small] = [drawnWithin(extent, maxSide), drawnWithin(extent, Math.min(thumbnailSide, maxSide))]
  if (longestOf(full) > maxSide) return undefined
  return { full: named(`${full.width},`, full), thumbnail: named(`${small.width},`, small) }
}

/** Longest sides in which a page offers a picture, pixels. */
const offeredSides = [400, 800, 1_600, 3_200]

/** The whole of our own picture in several sizes, the smallest first; nothing of what is not ours to shrink. */
export function picturesInSizes({ image }: Canvas, known: KnownImages, addresses: PresentationAddresses) {
  const own = image.from === 'own' ? known.get(image.identifier) : undefined
  if (own === undefined) return []
  const service = addresses.image(own.id)
  const offered = [...offeredSides.map((side) => `!${side},${side}`), 'max'].flatMap((size) => {
    const extent = extentOf(own, size)
    return extent === undefined ? [] : [{ address: `${service}/full/${size}/0/default.jpg`, ...extent }]
  })
  // Where an image is smaller than a size, that size is the image once more.
  return offered.filter(({ width }, n) => width > (offered[n - 1]?.width ?? 0))
}

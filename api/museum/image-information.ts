import type { Extent, SizeLimits } from './image-placing.ts'
import { scaleFactorsOf, tileSide } from './pyramid.ts'

/** Whether an image may be zoomed into; or only its whole is seen, as its rights, an item's limit or who took it in say. */
export type Showing = 'zoomed' | 'whole'

/** How an image may be seen. */
export type ImageSeen = {
  readonly showing: Showing
  /** Longest side that may be had, pixels; absent: the limit of the server. */
  readonly maxSide?: number
  /** False while nothing that is public shows it: then nobody may ask for it. */
  readonly isShown: boolean
}

/** How an image is seen now, and as it was taken in, before any item showed it. */
export type SettledImage = ImageSeen & { readonly taken: Pick<ImageSeen, 'showing' | 'maxSide'> }

/** What is known of an image that can be asked for. */
export type PublishedImage = Extent &
  ImageSeen & {
    readonly id: string
    /** Where its files stand. */
    readonly fileSet: string
    /** SHA-256 of the master, hexadecimal. */
    readonly sha256: string
  }

export const context = 'http://iiif.io/api/image/3/context.json'

/**
 * The longest side of a picture, pixels. A limit has to be published where larger pictures than the region are offered
 * (compliance to section 5.2); 4,096 fills a wall screen and keeps a picture under 50 MB in memory.
 */
export const mostSide = 4_096

export const limitsOf = ({ maxSide }: Pick<PublishedImage, 'maxSide'>): SizeLimits => {
  const side = Math.min(maxSide ?? mostSide, mostSide)
  return { maxWidth: side, maxHeight: side }
}

/** No list of sizes goes on below this, pixels of the longer side. */
const leastListed = 128

/** The levels of an image that may be had, largest first; where none may, the largest picture that may. */
export function sizesOf(image: PublishedImage): Extent[] {
  const { maxWidth } = limitsOf(image)
  const longest = Math.max(image.width, image.height)
  const by = (factor: number): Extent => ({
    width: Math.max(1, Math.round(image.width * factor)),
    height: Math.max(1, Math.round(image.height * factor)),
  })
  const factors = [1]
  while (longest * factors.at(-1)! >= 2 * leastListed) factors.push(factors.at(-1)! / 2)
  const allowed = factors.map(by).filter(({ width, height }) => Math.max(width, height) <= maxWidth)
  return allowed.length > 0 ? allowed : [by(maxWidth / longest)]
}

/**
 * Of an image that may be come close to, no other sizes than those of its levels: where there are as many of them as
 * there are levels, viewers take the one for the other (seen in OpenSeadragon 4, which Clover brings along).
 */
function levelSizesOf(image: PublishedImage): Extent[] {
  const most = scaleFactorsOf(image).length
  const omitted = scaleFactorsOf(image).filter(
    (factor) => Math.round(Math.max(image.width, image.height) / factor) > limitsOf(image).maxWidth,
  ).length
  return sizesOf(image).slice(0, Math.max(1, most - omitted))
}

/** The information document of an image (section 5); `id` is its address without a slash at the end. */
export function imageInformation(image: PublishedImage, id: string) {
  const isZoomed = image.showing === 'zoomed'
  const { maxWidth } = limitsOf(image)
  return {
    '@context': context,
    id,
    type: 'ImageService3',
    protocol: 'http://iiif.io/api/image',
    profile: isZoomed ? 'level2' : 'level0',
    width: image.width,
    height: image.height,
    maxWidth,
    sizes: (isZoomed ? levelSizesOf(image) : sizesOf(image)).toReversed(),
    ...(isZoomed
      ? {
          tiles: [{ width: Math.min(tileSide, maxWidth), scaleFactors: scaleFactorsOf(image) }],
          extraQualities: ['color', 'gray', 'bitonal'],
          extraFormats: ['webp'],
          preferredFormats: ['jpg'],
          extraFeatures: [
            'canonicalLinkHeader',
            'mirroring',
            'profileLinkHeader',
            'regionSquare',
            'rotationArbitrary',
            'sizeUpscaling',
          ],
        }
      : {
          extraFeatures: [
            'baseUriRedirect',
            'canonicalLinkHeader',
            'cors',
            'jsonldMediaType',
            'profileLinkHeader',
          ],
        }),
  } as const
}

import { ok, refuse, type Result } from '../platform/result.ts'
import type { ImageRefusal } from './errors.ts'
import type { Box, ImageRequest, Region, Rotation, Size } from './image-request.ts'

/** Pixels. */
export type Extent = { readonly width: number; readonly height: number }

/** The largest picture that may be had of an image, pixels a side; section 5.2. */
export type SizeLimits = { readonly maxWidth: number; readonly maxHeight: number }

/** A region in whole pixels of the full image. */
export type Crop = { readonly x: number; readonly y: number } & Extent

/** What is to be drawn: the crop, scaled to `size`, then mirrored, turned and coloured. */
export type PlacedRequest = Pick<ImageRequest, 'rotation' | 'quality' | 'format'> & {
  readonly crop: Crop
  /** Before it is turned. */
  readonly size: Extent
  /** The one address of this picture, from the region on (section 4.8): 'full/max/0/default.jpg'. */
  readonly canonical: string
}

/**
 * Places a request on an image of known size: which pixels, scaled to which size. All arithmetic of sections 4.1 and
 * 4.2; nothing is read.
 */
export function placeRequest(
  request: ImageRequest,
  image: Extent,
  limits: SizeLimits,
): Result<PlacedRequest, ImageRefusal> {
  const crop = cropOf(request.region, image)
  if (crop === undefined) return refuse({ code: 'image_region_outside', ...image })
  const sized = sizeOf(request.size, crop, limits)
  if (!sized.ok) return sized
  const { rotation, format } = request
  // Ours is the colour that there is: `color` and `default` are one picture.
  const quality = request.quality === 'color' ? 'default' : request.quality
  const size = sized.value
  const canonical = [
    isWhole(crop, image) ? 'full' : `${crop.x},${crop.y},${crop.width},${crop.height}`,
    canonicalSize(size, crop, limits),
    canonicalRotation(rotation),
    `${quality}.${format}`,
  ].join('/')
  return ok({ crop, size, rotation, quality, format, canonical })
}

/** Whether a crop is all of an image. */
export const isWhole = (crop: Crop, image: Extent): boolean =>
  crop.x === 0 && crop.y === 0 && crop.width === image.width && crop.height === image.height

/** Section 4.1: cropped at the edge; undefined where nothing is left. */
function cropOf(region: Region, { width, height }: Extent): Crop | undefined {
  if (region.kind === 'full') return { x: 0, y: 0, width, height }
  if (region.kind === 'square') {
    const side = Math.min(width, height)
    return {
      x: Math.floor((width - side) / 2),
      y: Math.floor((height - side) / 2),
      width: side,
      height: side,
    }
  }
  const { x, y, w, h } = region.kind === 'pixels' ? region : inPixels(region, { width, height })
  if (w === 0 || h === 0 || x >= width || y >= height) return undefined
  return { x, y, width: Math.min(w, width - x), height: Math.min(h, height - y) }
}

const inPixels = ({ x, y, w, h }: Box, { width, height }: Extent): Box => ({
  x: Math.round((width * x) / 100),
  y: Math.round((height * y) / 100),
  w: Math.round((width * w) / 100),
  h: Math.round((height * h) / 100),
})

const scaled = ({ width, height }: Extent, factor: number): Extent => ({
  width: Math.round(width * factor),
  height: Math.round(height * factor),
})

/** The factor by which something just fits into a box. */
const fitting = ({ width, height }: Extent, box: Extent): number =>
  Math.min(box.width / width, box.height / height)

const boxOf = ({ maxWidth, maxHeight }: SizeLimits): Extent => ({ width: maxWidth, height: maxHeight })

/** Section 4.2: `max` never enlarges, `^max` goes to the limit. A side that would vanish keeps one pixel. */
function largest(crop: Crop, limits: SizeLimits, mayUpscale: boolean): Extent {
  const fit = fitting(crop, boxOf(limits))
  const { width, height } = scaled(crop, mayUpscale ? fit : Math.min(1, fit))
  return { width: Math.max(1, width), height: Math.max(1, height) }
}

function asked(size: Size, crop: Crop, limits: SizeLimits): Extent {
  const { width, height } = crop
  switch (size.kind) {
    case 'max':
      return largest(crop, limits, size.mayUpscale)
    case 'width':
      return { width: size.w, height: Math.round((height * size.w) / width) }
    case 'height':
      return { width: Math.round((width * size.h) / height), height: size.h }
    case 'percent':
      return scaled(crop, size.percent / 100)
    case 'exact':
      return { width: size.w, height: size.h }
    case 'within': {
      // As large as possible, but not larger than the region, what is asked, or our limits: never refused for its size.
      const fit = Math.min(fitting(crop, { width: size.w, height: size.h }), fitting(crop, boxOf(limits)))
      return scaled(crop, size.mayUpscale ? fit : Math.min(1, fit))
    }
  }
}

function sizeOf(size: Size, crop: Crop, limits: SizeLimits): Result<Extent, ImageRefusal> {
  const { width, height } = asked(size, crop, limits)
  if (width < 1 || height < 1) return refuse({ code: 'image_size_empty' })
  if (!size.mayUpscale && (width > crop.width || height > crop.height))
    return refuse({ code: 'image_size_upscaled', width: crop.width, height: crop.height })
  if (width > limits.maxWidth || height > limits.maxHeight)
    return refuse({ code: 'image_size_beyond_limit', ...limits })
  return ok({ width, height })
}

const isSame = (a: Extent, b: Extent): boolean => a.width === b.width && a.height === b.height

/** Section 4.8. */
function canonicalSize(size: Extent, crop: Crop, limits: SizeLimits): string {
  if (isSame(size, largest(crop, limits, false))) return 'max'
  if (isSame(size, largest(crop, limits, true))) return '^max'
  const isLarger = size.width > crop.width || size.height > crop.height
  return `${isLarger ? '^' : ''}${size.width},${size.height}`
}

/** Section 4.7: a whole number where possible, no zeros at the end. */
const canonicalRotation = ({ isMirrored, degrees }: Rotation): string => `${isMirrored ? '!' : ''}${degrees}`

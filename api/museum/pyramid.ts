import type { Crop, Extent, PlacedRequest } from './image-placing.ts'

/** Side of a tile of the pyramid, pixels. */
export const tileSide = 512

/**
 * Side of the tiles in the file of an image. Where an image is smaller than a tile its one tile fits it, in the steps of
 * 16 pixels that TIFF asks for: the engine reads no file whose tiles are far larger than its image.
 */
export const tileSideIn = ({ width, height }: Extent): number =>
  Math.min(tileSide, 16 * Math.ceil(Math.max(width, height) / 16))

/** One tile of a pyramid: its level (0 is the full image, each next one half of it) and its place in rows of tiles. */
export type TilePlace = { readonly level: number; readonly column: number; readonly row: number }

/** How many levels a pyramid has: until an image fits into one tile. */
export function levelsOf({ width, height }: Extent): number {
  let levels = 1
  for (let side = Math.max(width, height); side > tileSide; side = Math.ceil(side / 2)) levels += 1
  return levels
}

/** Factors by which the levels are smaller, for the information of an image: 1, 2, 4 … */
export const scaleFactorsOf = (image: Extent): number[] =>
  Array.from({ length: levelsOf(image) }, (_, level) => 2 ** level)

/**
 * The tile of the pyramid that is this very picture, undefined where there is none: a whole tile (not one that the
 * edge of the image cuts) of a level, neither turned nor coloured otherwise, as JPEG. It can be copied out of the
 * pyramid without being decoded.
 */
export function tileOf(
  { crop, size, rotation, quality, format }: PlacedRequest,
  image: Extent,
): TilePlace | undefined {
  const isPlain = rotation.degrees === 0 && !rotation.isMirrored
  if (!isPlain || format !== 'jpg' || quality !== 'default') return undefined
  if (size.width !== tileSide || size.height !== tileSide || crop.width !== crop.height) return undefined
  const level = Math.log2(crop.width / tileSide)
  const isAligned = Number.isInteger(level) && crop.x % crop.width === 0 && crop.y % crop.height === 0
  if (!isAligned || level < 0 || level >= levelsOf(image)) return undefined
  return { level, column: crop.x / crop.width, row: crop.y / crop.height }
}

/** The smallest level that still has every pixel that a picture shows: reading it costs least and blurs nothing. */
export function levelFor({ crop, size }: Pick<PlacedRequest, 'crop' | 'size'>, image: Extent): number {
  const reduction = Math.min(crop.width / size.width, crop.height / size.height)
  return Math.max(0, Math.min(Math.floor(Math.log2(reduction)), levelsOf(image) - 1))
}

/** Where a region of the full image lies on a smaller level of it: never outside, never less than a pixel. */
export function cropOnLevel({ x, y, width, height }: Crop, image: Extent, level: Extent): Crop {
  const across = level.width / image.width
  const down = level.height / image.height
  const left = Math.min(Math.round(x * across), level.width - 1)
  const top = Math.min(Math.round(y * down), level.height - 1)
  return {
    x: left,
    y: top,
    width: Math.max(1, Math.min(Math.round((x + width) * across), level.width) - left),
    height: Math.max(1, Math.min(Math.round((y + height) * down), level.height) - top),
  }
}

import { ok, refuse, type Result } from '../platform/result.ts'
import type { ImageParameter, ImageRefusal } from './errors.ts'

/** Image API 3.0, section 4.1. Pixels of the full image, or percent of its sides. */
export type Region =
  | { readonly kind: 'full' }
  | { readonly kind: 'square' }
  | ({ readonly kind: 'pixels' } & Box)
  | ({ readonly kind: 'percent' } & Box)

/** Left, top, width and height. */
export type Box = { readonly x: number; readonly y: number; readonly w: number; readonly h: number }

/** Section 4.2. `mayUpscale`: written with `^`. */
export type Size = { readonly mayUpscale: boolean } & (
  | { readonly kind: 'max' }
  | { readonly kind: 'width'; readonly w: number }
  | { readonly kind: 'height'; readonly h: number }
  | { readonly kind: 'percent'; readonly percent: number }
  /** `exact`: both as asked; `within`: as large as fits into both (`!w,h`). */
  | { readonly kind: 'exact' | 'within'; readonly w: number; readonly h: number }
)

/** Section 4.3: mirrored first, then turned clockwise by 0 to less than 360 degrees. */
export type Rotation = { readonly isMirrored: boolean; readonly degrees: number }

export const qualities = ['default', 'color', 'gray', 'bitonal'] as const
export type Quality = (typeof qualities)[number]

export const formats = ['jpg', 'png', 'webp'] as const
export type Format = (typeof formats)[number]

export const mediaTypeOf: Readonly<Record<Format, string>> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
}

/** What is asked of an image, before anybody looked at the image. */
export type ImageRequest = {
  readonly region: Region
  readonly size: Size
  readonly rotation: Rotation
  readonly quality: Quality
  readonly format: Format
}

/** The parameters as they stand in the address, percent-decoded. */
export type ImageWords = Readonly<Record<ImageParameter, string>>

/**
 * Reads the five parameters of an image request, strictly: a form that section 4 does not know is refused and the
 * parameter named. Nothing is corrected silently.
 */
export function parseImageRequest(words: ImageWords): Result<ImageRequest, ImageRefusal> {
  const region = regionOf(words.region)
  const size = sizeOf(words.size)
  const rotation = rotationOf(words.rotation)
  const wrong =
    region === undefined
      ? 'region'
      : size === undefined
        ? 'size'
        : rotation === undefined
          ? 'rotation'
          : undefined
  if (wrong !== undefined)
    return refuse({ code: 'image_request_malformed', parameter: wrong, value: words[wrong] })
  const quality = qualities.find((one) => one === words.quality)
  if (quality === undefined) return unsupported('quality', words.quality)
  const format = formats.find((one) => one === words.format)
  if (format === undefined) return unsupported('format', words.format)
  return ok({ region: region!, size: size!, rotation: rotation!, quality, format })
}

const unsupported = (parameter: ImageParameter, value: string) =>
  refuse({ code: 'image_request_unsupported' as const, parameter, value })

/** Ten digits: no image has a side of more, and none of them is a number that a computer rounds. */
const whole = '(\\d{1,10})'
/** Section 4.7: digits and a point, no sign, no exponent. */
const decimal = '(\\d{1,10}(?:\\.\\d{1,20})?|\\.\\d{1,20})'
const pixels = new RegExp(`^${whole},${whole},${whole},${whole}$`)
const percents = new RegExp(`^pct:${decimal},${decimal},${decimal},${decimal}$`)
const sides = new RegExp(`^${whole}?,${whole}?$`)
const percentOf = new RegExp(`^pct:${decimal}$`)
const within = new RegExp(`^!${whole},${whole}$`)
const degreesOf = new RegExp(`^(!?)${decimal}$`)

function regionOf(text: string): Region | undefined {
  if (text === 'full' || text === 'square') return { kind: text }
  const [, ...inPixels] = pixels.exec(text) ?? []
  const [, ...inPercent] = percents.exec(text) ?? []
  const [x, y, w, h] = [...inPixels, ...inPercent].map(Number)
  if (x === undefined) return undefined
  const box = { x, y: y!, w: w!, h: h! }
  return inPixels.length > 0 ? { kind: 'pixels', ...box } : { kind: 'percent', ...box }
}

function sizeOf(text: string): Size | undefined {
  const mayUpscale = text.startsWith('^')
  const form = mayUpscale ? text.slice(1) : text
  if (form === 'max') return { kind: 'max', mayUpscale }
  const [, percent] = percentOf.exec(form) ?? []
  if (percent !== undefined) return { kind: 'percent', percent: Number(percent), mayUpscale }
  const [, mostW, mostH] = within.exec(form) ?? []
  if (mostW !== undefined) return { kind: 'within', w: Number(mostW), h: Number(mostH), mayUpscale }
  const [, w, h] = sides.exec(form) ?? []
  if (w !== undefined && h !== undefined) return { kind: 'exact', w: Number(w), h: Number(h), mayUpscale }
  if (w !== undefined) return { kind: 'width', w: Number(w), mayUpscale }
  return h === undefined ? undefined : { kind: 'height', h: Number(h), mayUpscale }
}

function rotationOf(text: string): Rotation | undefined {
  const [, mirror, number] = degreesOf.exec(text) ?? []
  if (number === undefined) return undefined
  const degrees = Number(number)
  // A whole turn is none: section 4.3 allows 360 itself.
  return degrees > 360 ? undefined : { isMirrored: mirror === '!', degrees: degrees === 360 ? 0 : degrees }
}

import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import sharp, { type Sharp } from 'sharp'
import type { PlacedRequest } from './image-placing.ts'
import { removeLocation } from './location-removal-sharp.ts'
import type { ImageEngine, ImageFault } from './ports.ts'
import { tileSideIn } from './pyramid.ts'
import { markPyramid } from './pyramid-marks-tiff.ts'

/** What may come in, by the name that the engine has for its reader. */
const mediaTypes: Readonly<Record<string, string>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  tiff: 'image/tiff',
  webp: 'image/webp',
  heif: 'image/avif',
}

/** Readers of these formats only: others (SVG, PDF, camera formats) run code that nobody here needs. */
const readers = ['Jpeg', 'Png', 'Tiff', 'Webp', 'Heif'].flatMap((format) =>
  ['File', 'Buffer'].map((from) => `VipsForeignLoad${format}${from}`),
)

const jpegQuality = 85

/** The engine that inspects, prepares and draws images: libvips through sharp. */
export function sharpEngine(): ImageEngine {
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({ operation: readers })
  // Every picture is another one: what the engine remembers of files is never asked for again.
  sharp.cache(false)
  return { inspect, removeLocation, makePyramid, draw }
}

/** A file that ends too early, or whose pixels do not decode, is refused: half a picture is none. */
const openImage = (path: string, mostPixels: number): Sharp =>
  sharp(path, { failOn: 'error', limitInputPixels: mostPixels })

const inspect: ImageEngine['inspect'] = async (path, mostPixels) => {
  try {
    // Without a limit: how large it claims to be is what we want to know, and no pixel is read for it.
    const told = await sharp(path, { limitInputPixels: false }).metadata()
    const mediaType = mediaTypes[told.format]
    if (mediaType === undefined || (told.format === 'heif' && told.compression !== 'av1'))
      return 'not_an_image'
    const { width, height } = told.autoOrient
    if (width * height > mostPixels) return 'too_many_pixels'
    const [{ size }, sha256] = await Promise.all([stat(path), sumOf(path)])
    return { width, height, mediaType, bytes: size, sha256 }
  } catch {
    return 'not_an_image'
  }
}

async function sumOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

const makePyramid: ImageEngine['makePyramid'] = async (from, to, mostPixels) => {
  try {
    const image = openImage(from, mostPixels)
    const { autoOrient } = await image.metadata()
    const side = tileSideIn(autoOrient)
    await image
      .autoOrient()
      .flatten({ background: '#fff' })
      .toColourspace('srgb')
      .tiff({
        compression: 'jpeg',
        // Below 90 the engine stores YCbCr: what browsers take a JPEG without a colour tag for.
        quality: jpegQuality,
        tile: true,
        tileWidth: side,
        tileHeight: side,
        pyramid: true,
      })
      .toFile(to)
  } catch (error) {
    return faultOf(error)
  }
  await markPyramid(to)
  return 'made'
}

/** A full disk is nobody's fault but ours: only what the engine says of the picture is told as the picture's. */
function faultOf(error: unknown): ImageFault {
  if (error instanceof Error && /pixel limit/.test(error.message)) return 'too_many_pixels'
  if (error instanceof Error && !/No space|ENOSPC|write/i.test(error.message)) return 'damaged'
  throw error
}

const draw: ImageEngine['draw'] = async ({ file, crop }, placed) => {
  const region = sharp(file, { limitInputPixels: false }).extract({
    left: crop.x,
    top: crop.y,
    width: crop.width,
    height: crop.height,
  })
  const scaled = region.resize(placed.size.width, placed.size.height, { fit: 'fill' })
  const turned = await turn(scaled, placed)
  return encoded(coloured(turned, placed), placed)
}

/** The engine turns before it scales whatever the order of the calls: what is turned is drawn in two steps. */
async function turn(scaled: Sharp, { rotation, format }: PlacedRequest): Promise<Sharp> {
  const { isMirrored, degrees } = rotation
  const mirrored = isMirrored ? scaled.flop() : scaled
  if (degrees === 0) return mirrored
  const { data, info } = await mirrored.raw().toBuffer({ resolveWithObject: true })
  const { width, height, channels } = info
  const flat = sharp(data, { raw: { width, height, channels } })
  // Section 4.3: where corners stay empty they are transparent, in formats that can be.
  if (degrees % 90 === 0) return flat.rotate(degrees)
  return format === 'jpg'
    ? flat.rotate(degrees, { background: '#fff' })
    : flat.toColourspace('srgb').ensureAlpha().rotate(degrees, { background: '#fff0' })
}

function coloured(picture: Sharp, { quality }: PlacedRequest): Sharp {
  if (quality === 'gray') return picture.greyscale()
  return quality === 'bitonal' ? picture.greyscale().threshold(128) : picture
}

const encoded = (picture: Sharp, { format }: PlacedRequest): Promise<Uint8Array> =>
  format === 'png'
    ? picture.png().toBuffer()
    : format === 'webp'
      ? picture.webp().toBuffer()
      : // Tables made for each picture take a sixth of its time and spare a twenty-fifth of its bytes.
        picture.jpeg({ quality: jpegQuality, optimiseCoding: false }).toBuffer()

import { assert } from '../platform/assert.ts'
import type { Clock } from '../platform/clock.ts'
import type { Ids } from '../platform/ids.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { ImageRefusal } from './errors.ts'
import { type FileStorage, imageKeys, type Work, type Workroom } from './file-storage.ts'
import { isImageIdentifier } from './image-identifier.ts'
import { type ImageSeen, limitsOf, type PublishedImage, type Showing } from './image-information.ts'
import { isWhole, type PlacedRequest, placeRequest } from './image-placing.ts'
import { type ImageRequest, type ImageWords, mediaTypeOf, parseImageRequest } from './image-request.ts'

import type {
  AddedImage,
  DrawnPictures,
  ImageEngine,
  ImageFault,
  ImageRecords,
  InspectedImage,
  PyramidTiles,
} from './ports.ts'
import { cropOnLevel, levelFor, tileOf } from './pyramid.ts'

/** No image has more pixels than this. */
export const mostPixels = 200_000_000

/** A picture that was asked for, not yet drawn: what a reader who has it already needs to be told so. */
export type AskedPicture = {
  readonly image: PublishedImage
  readonly placed: PlacedRequest
  readonly mediaType: string
  /** Changes with the image and with the picture; without quotes. */
  readonly tag: string
}

/** Why a file is not taken as an image. Sentences: `museum:fault.<code>`. */
export type AddRefusal =
  | ImageFault
  | 'identifier_malformed'
  | 'identifier_taken'
  | 'side_malformed'
  | 'location_stays'

export type NewImage = {
  /** A file of this machine; it is copied, never changed. */
  readonly path: string
  readonly id: string
  readonly showing: Showing
  readonly maxSide?: number
  /** Left out: it may be asked for at once. */
  readonly isShown?: boolean
  /** Left out: where it was taken is removed from the copy. */
  readonly keepsLocation?: boolean
  /** Told when the file was looked at and its pyramid is being made. */
  readonly making?: () => Promise<void>
}

/** The whole of an image within a square. */
const withinRequest = (side: number): ImageRequest => ({
  region: { kind: 'full' },
  size: { mayUpscale: false, kind: 'within', w: side, h: side },
  rotation: { isMirrored: false, degrees: 0 },
  quality: 'default',
  format: 'jpg',
})

/** What those who work on an image see of it, pixels. */
const previewSide = 1_200

/** Nothing is made for so long without a file changing. */
const abandonedAfterMs = 3_600_000

type InTurn = <T>(work: () => Promise<T>) => Promise<T>

export type ImageServiceParts = {
  readonly records: ImageRecords
  readonly storage: FileStorage
  readonly workroom: Workroom
  readonly engine: ImageEngine
  readonly tiles: PyramidTiles
  readonly drawn: DrawnPictures
  readonly clock: Clock
  readonly ids: Ids
  /** Lets a few run at a time: each picture that is drawn holds its pixels in memory. */
  readonly inTurn: InTurn
  /** Lets some more be read meanwhile, so that no core waits for a disk; each holds a part of its pyramid in memory. */
  readonly inLine: InTurn
  /** Tells whoever keeps the hub that a picture was drawn and could not be kept: it is drawn anew each time. */
  readonly notKept: (reason: unknown) => void
}

/** Images of the museum: taken in, asked for, drawn. */
export function imageService(parts: ImageServiceParts) {
  const { records, storage, workroom, engine, tiles, drawn, clock, ids, inTurn, inLine, notKept } = parts
  /** Pictures being drawn at this moment: whoever asks for one of them waits for the same. */
  const underWay = new Map<string, Promise<Uint8Array>>()

  async function drawNow({ image, placed }: AskedPicture): Promise<Uint8Array> {
    const { pyramid } = imageKeys(image.fileSet)
    const place = tileOf(placed, image)
    if (place !== undefined) return tiles.tile(pyramid, place)
    const levels = await tiles.levels(pyramid)
    const level = Math.min(levelFor(placed, image), levels.length - 1)
    const crop = cropOnLevel(placed.crop, image, levels[level]!)
    return inLine(() =>
      tiles.part(pyramid, { level, crop }, (part) => inTurn(() => engine.draw(part, placed))),
    )
  }

  /** An image that may be asked for. */
  async function shown(id: string): Promise<PublishedImage | undefined> {
    const image = isImageIdentifier(id) ? await records.find(id) : undefined
    return image?.isShown === true ? image : undefined
  }

  /** Looks at a copied file, takes out of it where it was taken, and makes its pyramid. */
  async function make(
    { copy, made: pyramid }: Work,
    { keepsLocation = false, making }: NewImage,
  ): Promise<Result<InspectedImage, AddRefusal>> {
    const first = await engine.inspect(copy, mostPixels)
    if (typeof first === 'string') return refuse(first)
    const location = keepsLocation ? 'none' : await engine.removeLocation(copy)
    if (location === 'stays') return refuse('location_stays')
    const seen = location === 'none' ? first : await engine.inspect(copy, mostPixels)
    if (typeof seen === 'string') return refuse(seen)
    await making?.()
    const made = await engine.makePyramid(copy, pyramid, mostPixels)
    return made === 'made' ? ok(seen) : refuse(made)
  }

  /** What nobody wrote down is nobody's. As far as it goes: where the storage is away, it stays. */
  async function removeAll(prefix: string): Promise<void> {
    try {
      for await (const key of storage.list(prefix)) await storage.remove(key)
    } catch {
      // Whoever sent the file hears why it was not kept, and not why it could not be cleared away, too.
    }
  }

  /** An answer may be lost on its way: whether the image was written down is looked up before it is called not to be. */
  async function writeDown(added: AddedImage): Promise<'added' | 'taken'> {
    try {
      return await records.add(added)
    } catch (error) {
      const found = await records.find(added.id).catch(() => 'in doubt' as const)
      if (found === 'in doubt') throw error
      if (found?.fileSet === added.fileSet) return 'added'
      await removeAll(imageKeys(added.fileSet).all)
      throw error
    }
  }

  /** Keeps both files, then writes the image down; of what is not written down nothing stays. */
  async function keep(
    work: Work,
    { width, height, sha256, mediaType, bytes }: InspectedImage,
    { id, showing, maxSide, isShown = true }: NewImage,
  ): Promise<Result<PublishedImage, AddRefusal>> {
    const fileSet = ids.next()
    const keys = imageKeys(fileSet)
    try {
      await storage.put(keys.master, work.copy)
      await storage.put(keys.pyramid, work.made)
    } catch (error) {
      await removeAll(keys.all)
      throw error
    }
    const limit = maxSide === undefined ? {} : { maxSide }
    const image = { id, width, height, sha256, showing, isShown, fileSet, ...limit }
    const written = await writeDown({ ...image, mediaType, bytes, addedAt: clock.now() })
    if (written === 'added') return ok(image)
    await removeAll(keys.all)
    return refuse('identifier_taken')
  }

  /** Once for all who ask at the same time, or while it is still being kept: nobody waits for a disk to have written it. */
  function remembered(key: string, asked: AskedPicture): Promise<Uint8Array> {
    const waiting = underWay.get(key)
    if (waiting !== undefined) return waiting
    let keeping: Promise<void> | undefined
    const rememberedOrDrawn = async (): Promise<Uint8Array> => {
      const before = await drawn.get(key)
      if (before !== undefined) return before
      const bytes = await drawNow(asked)
      keeping = drawn.put(key, bytes).catch(notKept)
      return bytes
    }
    const drawing = rememberedOrDrawn()
    underWay.set(key, drawing)
    const ended = drawing.then(
      () => keeping,
      () => undefined,
    )
    void ended.finally(() => underWay.delete(key))
    return drawing
  }

  return {
    /** The image of an identifier. */
    find: async (id: string): Promise<Result<PublishedImage, ImageRefusal>> => {
      const image = await shown(id)
      return image === undefined ? refuse({ code: 'image_unknown', identifier: id }) : ok(image)
    },

    /** What a request asks for; nothing is drawn yet. */
    ask: async (id: string, words: ImageWords): Promise<Result<AskedPicture, ImageRefusal>> => {
      const request = parseImageRequest(words)
      if (!request.ok) return request
      const image = await shown(id)
      if (image === undefined) return refuse({ code: 'image_unknown', identifier: id })
      const placed = placeRequest(request.value, image, limitsOf(image))
      if (!placed.ok) return placed
      if (image.showing === 'whole' && !isWhole(placed.value.crop, image))
        return refuse({ code: 'image_only_whole' })
      const { canonical, format, size } = placed.value
      // What `max` means changes with the image's limit: a larger picture that was kept is another one.
      const tag = `${image.sha256.slice(0, 16)}/${size.width}x${size.height}/${canonical}`
      return ok({ image, placed: placed.value, mediaType: mediaTypeOf[format], tag })
    },

    /** Draws it, once for all who ask at the same time; a whole tile is copied out of the pyramid and not kept twice. */
    picture: (asked: AskedPicture): Promise<Uint8Array> => {
      const { image, placed, tag } = asked
      return tileOf(placed, image) === undefined ? remembered(`${image.id}/${tag}`, asked) : drawNow(asked)
    },

    /** An image of an identifier, also one that nobody may ask for yet. */
    findAny: (id: string): Promise<PublishedImage | undefined> => records.find(id),

    /** A small picture of an image, for those who work on it; it may be asked for by nobody else. */
    preview: async (image: PublishedImage, side = previewSide): Promise<Uint8Array> => {
      const placed = placeRequest(withinRequest(side), image, limitsOf({}))
      assert(placed.ok, 'a picture that fits into a square can be had of every image')
      const tag = `${image.sha256.slice(0, 16)}/preview${side === previewSide ? '' : `-${side}`}`
      return remembered(`${image.id}/${tag}`, {
        image,
        placed: placed.value,
        mediaType: mediaTypeOf.jpg,
        tag,
      })
    },

    /** How an image is seen now, and as it was taken in. */
    settled: records.settled,

    /** Those behind an identifier, in their order. */
    namesBehind: async (after: string, limit: number): Promise<readonly string[]> =>
      (await records.listed(after, limit)).map(({ id }) => id),

    /** Decides anew how an image may be seen. */
    show: (id: string, seen: ImageSeen): Promise<void> => records.show(id, seen),

    /**
     * Takes a file in: it is looked at, copied, made into a pyramid and written down, in this order, so that whatever is
     * written down can be shown. Where it breaks off nothing is written down.
     */
    add: async (told: NewImage): Promise<Result<PublishedImage, AddRefusal>> => {
      const { path, id, maxSide } = told
      if (!isImageIdentifier(id)) return refuse('identifier_malformed')
      if (maxSide !== undefined && !(Number.isSafeInteger(maxSide) && maxSide > 0))
        return refuse('side_malformed')
      if ((await records.find(id)) !== undefined) return refuse('identifier_taken')
      const work = await workroom.workOn(path)
      try {
        const seen = await make(work, told)
        return seen.ok ? await keep(work, seen.value, told) : seen
      } finally {
        await work.done()
      }
    },

    /** Clears away what a process left that ended while it made an image. */
    clearAway: async (): Promise<void> => {
      const before = clock.now() - abandonedAfterMs
      await workroom.clearAway(before)
      await storage.clearHalves(before)
    },
  }
}

export type Images = ReturnType<typeof imageService>

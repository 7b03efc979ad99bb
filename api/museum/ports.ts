import type { Crop, Extent, PlacedRequest } from './image-placing.ts'
import type { ImageSeen, PublishedImage } from './image-information.ts'
import type { TilePlace } from './pyramid.ts'

/** What is known of images; the files stand elsewhere. */
export type ImageRecords = {
  readonly find: (id: string) => Promise<PublishedImage | undefined>
  readonly add: (image: AddedImage) => Promise<'added' | 'taken'>
  /** Decides anew how an image may be seen. */
  readonly show: (id: string, seen: ImageSeen) => Promise<void>
  /** Those behind an identifier, in their order, with the sum that their original had as it came in. */
  readonly listed: (
    after: string,
    limit: number,
  ) => Promise<readonly Pick<AddedImage, 'id' | 'fileSet' | 'sha256'>[]>
  /** How many there are behind an identifier. */
  readonly count: (after: string) => Promise<number>
}

export type AddedImage = PublishedImage & {
  /** `image/jpeg` …: what came in. */
  readonly mediaType: string
  readonly bytes: number
  /** Milliseconds since 1970. */
  readonly addedAt: number
}

/** The files of an image: the master as it came in, and the pyramid that is made of it. */
export type ImageFile = 'master' | 'pyramid'

/**
 * Where files stand. A set is named anew each time that an image is taken in: what stands in it never changes, and two
 * who take in the same image at once do not write over each other.
 */
export type ImageFiles = {
  /** Takes a finished file away from where it lies, whole or not at all. */
  readonly keep: (set: string, file: ImageFile, path: string) => Promise<void>
  /** A path on this machine from which the file can be read at any place. */
  readonly pathOf: (set: string, file: ImageFile) => Promise<string>
  readonly forget: (set: string) => Promise<void>
  /** Reads all of a file anew. */
  readonly sumOf: (
    set: string,
    file: ImageFile,
  ) => Promise<{ readonly sha256: string } | 'missing' | 'unreadable'>
  /** A copy of somebody's file, and room beside it, for what is being made; `done` clears both away. */
  readonly workOn: (path: string) => Promise<{ master: string; pyramid: string; done: () => Promise<void> }>
  /** Clears away what was being made where nothing changed since: its process ended in the middle. */
  readonly clearAway: (before: number) => Promise<void>
}

/** What a file turned out to be. */
export type InspectedImage = Extent & {
  readonly mediaType: string
  readonly bytes: number
  readonly sha256: string
}

/** Why a file is no image of ours. */
export type ImageFault = 'not_an_image' | 'too_many_pixels' | 'damaged'

export type ImageEngine = {
  /** Reads the head of a file, upright, and the sum of all of it. */
  readonly inspect: (path: string, mostPixels: number) => Promise<InspectedImage | ImageFault>
  /** Overwrites in a file where it was taken; `stays` where it says so still. */
  readonly removeLocation: (path: string) => Promise<'none' | 'removed' | 'stays'>
  /** Makes the tiled pyramid: upright, sRGB, without anything that a camera wrote beside the picture. */
  readonly makePyramid: (from: string, to: string, mostPixels: number) => Promise<'made' | ImageFault>
  /** Draws a crop of a level of a pyramid. */
  readonly draw: (pyramid: string, level: number, crop: Crop, placed: PlacedRequest) => Promise<Uint8Array>
}

export type PyramidTiles = {
  /** Sizes of the levels of a pyramid, the full image first. */
  readonly levels: (pyramid: string) => Promise<readonly Extent[]>
  /** A whole tile as a JPEG file, copied out without being decoded. */
  readonly tile: (pyramid: string, place: TilePlace) => Promise<Uint8Array>
}

/** Pictures that were drawn before. May forget any of them at any time. */
export type DrawnPictures = {
  readonly get: (key: string) => Promise<Uint8Array | undefined>
  readonly put: (key: string, bytes: Uint8Array) => Promise<void>
}

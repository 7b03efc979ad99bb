import type { Crop, Extent, PlacedRequest } from './image-placing.ts'
import type { ImageSeen, PublishedImage, SettledImage } from './image-information.ts'
import type { TilePlace } from './pyramid.ts'

/** What is known of images; the files stand elsewhere. */
export type ImageRecords = {
  readonly find: (id: string) => Promise<PublishedImage | undefined>
  readonly add: (image: AddedImage) => Promise<'added' | 'taken'>
  /** How an image is seen now, and as it was taken in. */
  readonly settled: (id: string) => Promise<SettledImage | undefined>
  /** Decides anew how an image may be seen; as it was taken in stays known. */
  readonly show: (id: string, seen: ImageSeen) => Promise<void>
  /** Those behind an identifier, in their order, with the sum that their original had as it came in. */
  readonly listed: (after: string, limit: number) => Promise<readonly CheckableImage[]>
  /** How many there are behind an identifier. */
  readonly count: (after: string) => Promise<number>
  /** Some that came in before a moment and were not read again since, in their order. */
  readonly unread: (since: number, limit: number) => Promise<readonly CheckableImage[]>
  /** What was read of one; it stays beside what was read before. */
  readonly addCheck: (check: CheckedImage & { readonly at: number }) => Promise<void>
}

/** An image with the sum that its original had as it came in. */
export type CheckableImage = Pick<AddedImage, 'id' | 'fileSet' | 'sha256'>

/** What became of a file: as it came in, another one than came in, away, or on a disk that does not give it back. */
export type FileState = 'right' | 'changed' | 'missing' | 'unreadable'

export type CheckedImage = {
  readonly id: string
  readonly master: FileState
  /** Nothing is written down of what is in it: only whether it still opens. */
  readonly pyramid: Exclude<FileState, 'changed'>
}

export type AddedImage = PublishedImage & {
  /** `image/jpeg` …: what came in. */
  readonly mediaType: string
  readonly bytes: number
  /** Milliseconds since 1970. */
  readonly addedAt: number
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
  /** Draws a crop of a part. */
  readonly draw: (part: PyramidPart, placed: PlacedRequest) => Promise<Uint8Array>
}

/** As much of a level of a pyramid as a crop lies on, as an image file of its own, and where the crop lies in it. */
export type PyramidPart = { readonly file: Uint8Array; readonly crop: Crop }

/** Pyramids under their keys: no more of them is read than what is asked for. */
export type PyramidTiles = {
  /** Sizes of the levels of a pyramid, the full image first. */
  readonly levels: (key: string) => Promise<readonly Extent[]>
  /** A whole tile as a JPEG file, copied out without being decoded. */
  readonly tile: (key: string, place: TilePlace) => Promise<Uint8Array>
  /**
   * The cells on which a crop of a level lies, or whole tiles where they have no marks, copied out as well. It is lent: once `use` is
   * over, its bytes are those of another one.
   */
  readonly part: <T>(
    key: string,
    of: { readonly level: number; readonly crop: Crop },
    use: (part: PyramidPart) => Promise<T>,
  ) => Promise<T>
}

/** Pictures that were drawn before. May forget any of them at any time. */
export type DrawnPictures = {
  readonly get: (key: string) => Promise<Uint8Array | undefined>
  readonly put: (key: string, bytes: Uint8Array) => Promise<void>
}

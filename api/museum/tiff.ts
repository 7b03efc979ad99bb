/**
 * As much of TIFF 6.0 as our own pyramids use: little-endian, tiles in JPEG with shared tables (Technical Note 2). Pure:
 * whoever reads the file hands over its bytes.
 */

/** Bytes of an entry of a directory: tag, type, count, value or its place. */
const entryBytes = 12
/** Bytes of a word by its kind. */
const wordSizes: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1 }

/** Whole numbers of four bytes. */
const longKind = 4

/** A value of a directory, with its bytes. */
export type TiffValue = { readonly tag: number; readonly kind: number; readonly bytes: Uint8Array }

export const tags = {
  width: 256,
  height: 257,
  compression: 259,
  tileWidth: 322,
  tileHeight: 323,
  offsets: 324,
  byteCounts: 325,
  jpegTables: 347,
} as const
const jpegCompression = 7

/**
 * What a reader needs besides sizes and places to decode a tile: bits of a sample, compression, what the samples are, how many,
 * whether they stand together, sides of a tile, kind of sample, tables, and how colour was made coarser.
 */
const decodingTags: readonly number[] = [258, 259, 262, 277, 284, 322, 323, 339, 347, 530, 531, 532]

/** Values that stand elsewhere in the file. */
type Stretch = { readonly at: number; readonly bytes: number; readonly wordBytes: number }

/** An entry as it stands in a directory: its tag, the kind of its words, and where they are. */
type Entry = Stretch & { readonly tag: number; readonly kind: number }

/** A directory: one level of a pyramid. */
export type Directory = {
  readonly width: number
  readonly height: number
  readonly tileWidth: number
  readonly tileHeight: number
  readonly offsets: Stretch
  readonly byteCounts: Stretch
  readonly jpegTables: Stretch
  /** What else is needed to decode a tile. */
  readonly decoding: readonly Entry[]
  /** Where the next one begins; 0 where there is none. */
  readonly next: number
}

/** Not a pyramid of ours: the file is damaged, or somebody else's. */
export class TiffFault extends Error {
  override name = 'TiffFault'
}

/** The place of the first directory, from the first eight bytes of a file. */
export function firstDirectoryAt(head: DataView): number {
  if (head.byteLength < 8 || head.getUint16(0) !== 0x49_49 || head.getUint16(2, true) !== 42)
    throw new TiffFault('no little-endian TIFF')
  return head.getUint32(4, true)
}

/** How many bytes a directory takes that has so many entries: their number, the entries, the next one's place. */
export const directoryBytes = (entries: number): number => 2 + entries * entryBytes + 4

/** The entries of a directory that begins at `at` in the file, and where the next directory begins; 0 where there is none. */
export function entriesOf(
  view: DataView,
  at: number,
): { readonly entries: readonly Entry[]; readonly next: number } {
  const count = view.getUint16(0, true)
  const entries = Array.from({ length: count }, (_, i): Entry => {
    const place = 2 + i * entryBytes
    const [tag, kind] = [view.getUint16(place, true), view.getUint16(place + 2, true)]
    const wordBytes = wordSizes[kind]
    if (wordBytes === undefined) throw new TiffFault(`a value of an unknown kind ${kind}`)
    const bytes = view.getUint32(place + 4, true) * wordBytes
    // Up to four bytes stand in the entry itself.
    return { tag, kind, wordBytes, bytes, at: bytes <= 4 ? at + place + 8 : view.getUint32(place + 8, true) }
  })
  return { entries, next: view.getUint32(2 + count * entryBytes, true) }
}

/** Reads a directory that begins at `at` in the file. */
export function readDirectory(view: DataView, at: number): Directory {
  const { entries, next } = entriesOf(view, at)
  const found = new Map(entries.map((entry) => [entry.tag, entry]))
  const stretch = (tag: number): Entry => {
    const entry = found.get(tag)
    if (entry === undefined) throw new TiffFault(`no tag ${tag}`)
    return entry
  }
  const value = (tag: number): number => {
    const { at: where, wordBytes } = stretch(tag)
    return wordBytes === 2 ? view.getUint16(where - at, true) : view.getUint32(where - at, true)
  }
  if (value(tags.compression) !== jpegCompression) throw new TiffFault('tiles are not JPEG')
  return {
    width: value(tags.width),
    height: value(tags.height),
    tileWidth: value(tags.tileWidth),
    tileHeight: value(tags.tileHeight),
    offsets: stretch(tags.offsets),
    byteCounts: stretch(tags.byteCounts),
    jpegTables: stretch(tags.jpegTables),
    decoding: decodingTags.filter((tag) => found.has(tag)).map(stretch),
    next,
  }
}

/** The first eight bytes of a little-endian TIFF. */
export function headerOf(firstDirectory: number): Uint8Array {
  const header = new DataView(new ArrayBuffer(8))
  header.setUint16(0, 0x49_49)
  header.setUint16(2, 42, true)
  header.setUint32(4, firstDirectory, true)
  return new Uint8Array(header.buffer)
}

/** Directories and the values behind them begin at even places (TIFF 6.0, section 2). */
export const even = (at: number): number => at + (at % 2)

/** A directory that stands at `at`, which is even, and behind it the values that do not fit into it. */
export function directoryOf(
  values: readonly TiffValue[],
  at: number,
  next: (end: number) => number,
): Uint8Array {
  const sorted = values.toSorted((a, b) => a.tag - b.tag)
  const outside = directoryBytes(sorted.length)
  const total = sorted.reduce((sum, { bytes }) => sum + (bytes.length > 4 ? even(bytes.length) : 0), outside)
  const directory = new Uint8Array(total)
  const view = new DataView(directory.buffer)
  view.setUint16(0, sorted.length, true)
  let free = outside
  for (const [i, { tag, kind, bytes }] of sorted.entries()) {
    const place = 2 + i * entryBytes
    view.setUint16(place, tag, true)
    view.setUint16(place + 2, kind, true)
    view.setUint32(place + 4, bytes.length / wordSizes[kind]!, true)
    if (bytes.length > 4) view.setUint32(place + 8, at + free, true)
    directory.set(bytes, bytes.length > 4 ? free : place + 8)
    if (bytes.length > 4) free += even(bytes.length)
  }
  view.setUint32(outside - 4, next(at + total), true)
  return directory
}

/** A value of whole numbers. */
export function longsOf(tag: number, numbers: readonly number[]): TiffValue {
  const bytes = new Uint8Array(numbers.length * 4)
  const view = new DataView(bytes.buffer)
  for (const [i, number] of numbers.entries()) view.setUint32(i * 4, number, true)
  return { tag, kind: longKind, bytes }
}

/** Reads a list of whole numbers, of two or four bytes each. */
export const numbersIn = (view: DataView, wordBytes: number): number[] =>
  Array.from({ length: view.byteLength / wordBytes }, (_, i) =>
    wordBytes === 2 ? view.getUint16(i * 2, true) : view.getUint32(i * 4, true),
  )

/** Both streams of a tile begin and end with a marker of two bytes: start and end of image. */
const markerBytes = 2

/**
 * How the JPEG file of a tile is put together with the tables that it shares with the others: `front` goes before what the
 * file holds of the tile after its first `skippedBytes`.
 */
export const jpegFront = (
  tables: Uint8Array,
): { readonly front: Uint8Array; readonly skippedBytes: number } => ({
  front: tables.subarray(0, tables.length - markerBytes),
  skippedBytes: markerBytes,
})

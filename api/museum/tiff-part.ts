import type { Crop } from './image-placing.ts'
import { directoryBytes, entryBytes, tags, wordSizes } from './tiff.ts'

/** A value of a directory, with its bytes. */
export type TiffValue = { readonly tag: number; readonly kind: number; readonly bytes: Uint8Array }

/** A level of a pyramid as far as its tiles are found and decoded. */
export type TiledLevel = {
  readonly width: number
  readonly height: number
  readonly tileWidth: number
  readonly tileHeight: number
  readonly offsets: readonly number[]
  readonly byteCounts: readonly number[]
  /** What a reader needs to decode a tile. */
  readonly decoding: readonly TiffValue[]
}

/** Bytes of the pyramid that are copied to a place of the part. */
type Run = { readonly from: number; readonly bytes: number; readonly at: number }

/** A TIFF of those tiles of a level on which a crop lies: `head`, then the runs. */
export type TiffPart = {
  readonly head: Uint8Array
  readonly runs: readonly Run[]
  readonly bytes: number
  /** Where the crop lies in the part. */
  readonly crop: Crop
}

/** Tiles stand one after another: what lies between two that are wanted is read along up to so many bytes. */
const gapBytesMost = 8_192

/** Whole numbers of four bytes. */
const longKind = 4

/** Plans the part of a level on which a crop lies: nothing else of the pyramid has to be read to draw it. */
export function partOf(level: TiledLevel, crop: Crop): TiffPart {
  const [first, last] = tilesUnder(level, crop)
  const columns = Math.ceil(level.width / level.tileWidth)
  const tiles = range(first.row, last.row).flatMap((row) =>
    range(first.column, last.column).map((column) => row * columns + column),
  )
  const [left, top] = [first.column * level.tileWidth, first.row * level.tileHeight]
  const width = Math.min(level.width - left, (last.column - first.column + 1) * level.tileWidth)
  const height = Math.min(level.height - top, (last.row - first.row + 1) * level.tileHeight)
  const runs = runsOf(level, tiles)
  const values = (start: number): TiffValue[] => [
    { tag: tags.width, kind: longKind, bytes: longs([width]) },
    { tag: tags.height, kind: longKind, bytes: longs([height]) },
    { tag: tags.offsets, kind: longKind, bytes: longs(tiles.map((tile) => start + placeIn(runs, level.offsets[tile]!))) },
    { tag: tags.byteCounts, kind: longKind, bytes: longs(tiles.map((tile) => level.byteCounts[tile]!)) },
    ...level.decoding,
  ] // prettier-ignore
  // Where tiles begin does not change how long the head is.
  const start = headOf(values(0)).length
  const placed = runs.map((run) => ({ ...run, at: start + run.at }))
  return {
    head: headOf(values(start)),
    runs: placed,
    bytes: start + runs.reduce((sum, { bytes }) => sum + bytes, 0),
    crop: { ...crop, x: crop.x - left, y: crop.y - top },
  }
}

type Place = { readonly column: number; readonly row: number }

function tilesUnder({ tileWidth, tileHeight }: TiledLevel, { x, y, width, height }: Crop): [Place, Place] {
  const at = (across: number, down: number): Place => ({
    column: Math.floor(across / tileWidth),
    row: Math.floor(down / tileHeight),
  })
  return [at(x, y), at(x + width - 1, y + height - 1)]
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i)

/** What is read at once: tiles that stand beside each other in the file. */
function runsOf({ offsets, byteCounts }: TiledLevel, tiles: readonly number[]): Run[] {
  const runs: Run[] = []
  for (const tile of tiles.toSorted((a, b) => offsets[a]! - offsets[b]!)) {
    const [from, bytes] = [offsets[tile]!, byteCounts[tile]!]
    const before = runs.at(-1)
    const end = before === undefined ? Number.NEGATIVE_INFINITY : before.from + before.bytes
    if (before !== undefined && from - end <= gapBytesMost)
      runs[runs.length - 1] = { ...before, bytes: Math.max(before.bytes, from + bytes - before.from) }
    else runs.push({ from, bytes, at: before === undefined ? 0 : before.at + before.bytes })
  }
  return runs
}

function placeIn(runs: readonly Run[], offset: number): number {
  const run = runs.find(({ from, bytes }) => offset >= from && offset < from + bytes)!
  return run.at + offset - run.from
}

/** A little-endian TIFF up to where its tiles begin: eight bytes, one directory, and the values that do not fit into it. */
function headOf(values: readonly TiffValue[]): Uint8Array {
  const sorted = values.toSorted((a, b) => a.tag - b.tag)
  const outside = 8 + directoryBytes(sorted.length)
  const total = sorted.reduce((sum, { bytes }) => sum + (bytes.length > 4 ? bytes.length : 0), outside)
  const head = new Uint8Array(total)
  const view = new DataView(head.buffer)
  view.setUint16(0, 0x49_49)
  view.setUint16(2, 42, true)
  view.setUint32(4, 8, true)
  view.setUint16(8, sorted.length, true)
  let free = outside
  for (const [i, { tag, kind, bytes }] of sorted.entries()) {
    const place = 10 + i * entryBytes
    view.setUint16(place, tag, true)
    view.setUint16(place + 2, kind, true)
    view.setUint32(place + 4, bytes.length / wordSizes[kind]!, true)
    if (bytes.length > 4) view.setUint32(place + 8, free, true)
    head.set(bytes, bytes.length > 4 ? free : place + 8)
    if (bytes.length > 4) free += bytes.length
  }
  return head
}

function longs(numbers: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(numbers.length * 4)
  const view = new DataView(bytes.buffer)
  for (const [i, number] of numbers.entries()) view.setUint32(i * 4, number, true)
  return bytes
}

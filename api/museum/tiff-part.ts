import type { Crop } from './image-placing.ts'
import { directoryOf, headerOf, longsOf, tags, type TiffValue } from './tiff.ts'

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
  /** Where its tiles stand in it, row after row, and how many there are in each. */
  readonly tiles: readonly { readonly at: number; readonly bytes: number }[]
  readonly across: number
  /** Where the crop lies in the part. */
  readonly crop: Crop
}

/** Tiles stand one after another: what lies between two that are wanted is read along up to so many bytes. */
const gapBytesMost = 8_192

const headerBytes = 8

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
  const lengths = tiles.map((tile) => level.byteCounts[tile]!)
  const values = (start: number): TiffValue[] => [
    longsOf(tags.width, [width]),
    longsOf(tags.height, [height]),
    longsOf(tags.offsets, tiles.map((tile) => start + placeIn(runs, level.offsets[tile]!))),
    longsOf(tags.byteCounts, lengths),
    ...level.decoding,
  ] // prettier-ignore
  // Where tiles begin does not change how long the head is.
  const start = headOf(values(0)).length
  const placed = runs.map((run) => ({ ...run, at: start + run.at }))
  return {
    head: headOf(values(start)),
    runs: placed,
    bytes: start + runs.reduce((sum, { bytes }) => sum + bytes, 0),
    tiles: tiles.map((tile, i) => ({ at: start + placeIn(runs, level.offsets[tile]!), bytes: lengths[i]! })),
    across: last.column - first.column + 1,
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

/** A TIFF up to where its tiles begin. */
function headOf(values: readonly TiffValue[]): Uint8Array {
  const header = headerOf(headerBytes)
  const directory = directoryOf(values, headerBytes, () => 0)
  const head = new Uint8Array(headerBytes + directory.length)
  head.set(header)
  head.set(directory, headerBytes)
  return head
}

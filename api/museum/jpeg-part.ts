import type { Crop } from './image-placing.ts'
import { headOfStream, markers, restarts, type StreamHead } from './jpeg-stream.ts'
import { TiffFault } from './tiff.ts'

/** Tiles that stand beside each other, row after row, so many in each. */
export type TileGrid = {
  readonly tiles: readonly Buffer[]
  readonly across: number
  /** The tables that they share, as the beginning of a JPEG file. */
  readonly front: Uint8Array
}

/** A JPEG file of the cells on which a crop lies, and where it lies in it. */
type JpegPart = { readonly file: Uint8Array; readonly crop: Crop }

/** No side of a picture that libjpeg reads is longer. */
const mostSide = 65_500

/** Colour is told for every other pixel and drawn between two of them: that of the nearest pixels outside a crop is needed, too. */
const colourReach = 2

/**
 * The cells of marked tiles that lie under a crop, as one picture: what stands between two marks is decoded by itself, so that cells are
 * copied one after another, to where there is room, and their marks numbered anew. Undefined where the tiles have no marks.
 */
export function jpegPart(
  grid: TileGrid,
  crop: Crop,
  roomFor: (bytes: number) => Uint8Array,
): JpegPart | undefined {
  const [first] = grid.tiles
  const head = headOfStream(first!)
  if (head.interval === 0) return undefined
  const cells = cellsUnder(grid, head, crop)
  const [width, height] = [
    (cells.right - cells.left) * cells.width,
    (cells.bottom - cells.top) * cells.height,
  ]
  if (Math.max(width, height) > mostSide) return undefined
  const [front, runs] = [frontOf(grid, head, { width, height }), runsOf(grid, cells)]
  const file = roomFor(runs.reduce((sum, { bytes }) => sum + bytes.length, front.length))
  join(file, front, runs)
  return {
    file,
    crop: { ...crop, x: crop.x - cells.left * cells.width, y: crop.y - cells.top * cells.height },
  }
}

/** Columns and rows of cells, those to the right and at the bottom not among them; how large one is, and how many a tile has. */
type Cells = {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly width: number
  readonly height: number
  readonly across: number
  readonly down: number
}

function cellsUnder({ tiles, across }: TileGrid, head: StreamHead, { x, y, width, height }: Crop): Cells {
  const cell = { width: head.interval * head.unitWidth, height: head.unitHeight }
  const inTile = { across: head.width / cell.width, down: head.height / cell.height }
  return {
    ...cell,
    ...inTile,
    left: Math.floor(Math.max(0, x - colourReach) / cell.width),
    top: Math.floor(Math.max(0, y - colourReach) / cell.height),
    right: Math.min(across * inTile.across, Math.ceil((x + width + colourReach) / cell.width)),
    bottom: Math.min(
      (tiles.length / across) * inTile.down,
      Math.ceil((y + height + colourReach) / cell.height),
    ),
  }
}

/** What stands before the data: as in the tiles, of another size. */
function frontOf(
  { tiles, front }: TileGrid,
  head: StreamHead,
  size: { width: number; height: number },
): Uint8Array {
  const whole = new Uint8Array(front.length + head.dataAt - 2)
  whole.set(front)
  whole.set(tiles[0]!.subarray(2, head.dataAt), front.length)
  const frame = new DataView(whole.buffer, front.length + head.frameAt - 2)
  frame.setUint16(5, size.height)
  frame.setUint16(7, size.width)
  return whole
}

/** Cells of a tile that follow each other, each with the mark behind it, and where their marks stand. */
type Run = { readonly bytes: Uint8Array; readonly marksAt: readonly number[] }

function runsOf({ tiles, across }: TileGrid, cells: Cells): Run[] {
  const starts = new Map<Buffer, number[]>()
  const runs: Run[] = []
  for (let row = cells.top; row < cells.bottom; row++)
    for (let column = cells.left; column < cells.right;) {
      const tileColumn = Math.floor(column / cells.across)
      const tile = tiles[Math.floor(row / cells.down) * across + tileColumn]!
      const known = starts.get(tile) ?? startsIn(tile, cells.across * cells.down)
      starts.set(tile, known)
      const next = Math.min(cells.right, (tileColumn + 1) * cells.across)
      const cell = (row % cells.down) * cells.across + (column % cells.across)
      const [from, ...behind] = known.slice(cell, cell + 1 + next - column) as [number, ...number[]]
      runs.push({ bytes: tile.subarray(from, behind.at(-1)), marksAt: behind.map((end) => end - from - 2) })
      column = next
    }
  return runs
}

/** Where each cell of a tile begins, and where the last one ends, its mark included. */
function startsIn(tile: Buffer, cells: number): number[] {
  const starts = [headOfStream(tile).dataAt]
  // Behind 0xFF of the data themselves stands a zero.
  for (let at = tile.indexOf(0xff, starts[0]); at !== -1; at = tile.indexOf(0xff, at + 2))
    if (tile[at + 1] !== 0) starts.push(at + 2)
  if (starts.length !== cells + 1) throw new TiffFault('a tile has not as many marks as cells')
  return starts
}

function join(jpeg: Uint8Array, front: Uint8Array, runs: readonly Run[]): void {
  jpeg.set(front)
  let [length, number] = [front.length, 0]
  for (const { bytes, marksAt } of runs) {
    jpeg.set(bytes, length)
    for (const at of marksAt) {
      jpeg[length + at] = 0xff
      jpeg[length + at + 1] = markers.restart + (number++ % restarts)
    }
    length += bytes.length
  }
  jpeg[length - 1] = markers.end
}

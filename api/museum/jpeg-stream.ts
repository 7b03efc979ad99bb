import { TiffFault } from './tiff.ts'

/**
 * As much of JPEG (ITU-T T.81) as the tiles of our own pyramids use: baseline, one scan, tables that all tiles of a level share.
 * Pure: whoever has the bytes hands them over.
 */

/** Bytes after 0xFF that say what comes. */
export const markers = {
  frame: 0xc0,
  huffman: 0xc4,
  restart: 0xd0,
  end: 0xd9,
  scan: 0xda,
  restartInterval: 0xdd,
} as const

/** How many marks there are: they are numbered round and round. */
export const restarts = 8

/** A component of a scan: which block of a unit is whose, and by which tables its words are read. */
type Component = { readonly dc: number; readonly ac: number }

/** What a tile says before its data. */
export type StreamHead = {
  readonly width: number
  readonly height: number
  /** Where the frame, the scan and the data behind them begin. */
  readonly frameAt: number
  readonly scanAt: number
  readonly dataAt: number
  /** Where it says how far marks are from each other; undefined where there are none. */
  readonly intervalAt: number | undefined
  /** How many units there are from one mark to the next; 0 where there are none. */
  readonly interval: number
  readonly components: readonly Component[]
  /** Blocks of a unit by the number of their component. */
  readonly blocks: readonly number[]
  /** Sides of a unit, pixels. */
  readonly unitWidth: number
  readonly unitHeight: number
}

const blockSide = 8

const pair = (bytes: Uint8Array, at: number): number => (bytes[at]! << 8) | bytes[at + 1]!

/** Stretches of a JPEG file that begin with a marker and say how long they are, up to where data begin or the file ends. */
export function* segmentsOf(bytes: Uint8Array): Generator<{ marker: number; at: number; end: number }> {
  for (let at = 2; at + 4 <= bytes.length;) {
    const [marker, end] = [bytes[at + 1]!, at + 2 + pair(bytes, at + 2)]
    yield { marker, at, end }
    if (marker === markers.scan) return
    at = end
  }
}

/** Reads what stands before the data of a tile. */
export function headOfStream(tile: Uint8Array): StreamHead {
  const found = new Map([...segmentsOf(tile)].map(({ marker, at, end }) => [marker, { at, end }]))
  const [frame, scan] = [found.get(markers.frame), found.get(markers.scan)]
  if (frame === undefined || scan === undefined) throw new TiffFault('a tile is no baseline JPEG')
  const interval = found.get(markers.restartInterval)
  return {
    height: pair(tile, frame.at + 5),
    width: pair(tile, frame.at + 7),
    frameAt: frame.at,
    scanAt: scan.at,
    dataAt: scan.end,
    intervalAt: interval?.at,
    interval: interval === undefined ? 0 : pair(tile, interval.at + 4),
    components: componentsOf(tile, scan.at),
    ...unitOf(tile, frame.at),
  }
}

function componentsOf(tile: Uint8Array, scanAt: number): Component[] {
  return Array.from({ length: tile[scanAt + 4]! }, (_, i) => {
    const tables = tile[scanAt + 6 + 2 * i]!
    return { dc: tables >> 4, ac: tables & 15 }
  })
}

/** A component that stands alone is not interleaved: a unit is one block of it (A.2.2), else as many as all are made coarser by. */
function unitOf(tile: Uint8Array, frameAt: number): Pick<StreamHead, 'blocks' | 'unitWidth' | 'unitHeight'> {
  const samplings = Array.from({ length: tile[frameAt + 9]! }, (_, i) => tile[frameAt + 11 + 3 * i]!)
  if (samplings.length === 1) return { blocks: [0], unitWidth: blockSide, unitHeight: blockSide }
  return {
    blocks: samplings.flatMap((both, i) => Array<number>((both >> 4) * (both & 15)).fill(i)),
    unitWidth: blockSide * Math.max(...samplings.map((both) => both >> 4)),
    unitHeight: blockSide * Math.max(...samplings.map((both) => both & 15)),
  }
}

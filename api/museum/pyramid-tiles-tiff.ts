import { type FileHandle, open } from 'node:fs/promises'
import type { PyramidTiles } from './ports.ts'
import {
  type Directory,
  directoryBytes,
  firstDirectoryAt,
  jpegFront,
  numbersIn,
  readDirectory,
  TiffFault,
} from './tiff.ts'

type Level = Pick<Directory, 'width' | 'height' | 'tileWidth'> & {
  readonly offsets: readonly number[]
  readonly byteCounts: readonly number[]
  readonly tables: Uint8Array
}
type OpenPyramid = { readonly file: FileHandle; readonly levels: readonly Level[] }

/** So many stay open: a directory of 200 megapixels is some ten kilobytes. */
const mostOpen = 64

/** Tiles copied out of pyramid files. A pyramid never changes under its path, so that what was read of it stays true. */
export function pyramidTiles(): PyramidTiles & { readonly close: () => Promise<void> } {
  const opened = new Map<string, Promise<OpenPyramid>>()

  const pyramidAt = (path: string): Promise<OpenPyramid> => {
    const known = opened.get(path)
    const pyramid = known ?? openPyramid(path)
    // The one used last stands last; the first is the one that nobody asked for longest.
    opened.delete(path)
    opened.set(path, pyramid)
    if (known === undefined) {
      pyramid.catch(() => opened.delete(path))
      const [oldest] = opened.keys()
      if (opened.size > mostOpen) void forget(oldest!)
    }
    return pyramid
  }

  const forget = async (path: string): Promise<void> => {
    const pyramid = opened.get(path)
    opened.delete(path)
    await (await pyramid)?.file.close()
  }

  return {
    levels: async (path) => (await pyramidAt(path)).levels.map(({ width, height }) => ({ width, height })),
    tile: async (path, { level, column, row }) => {
      const { file, levels } = await pyramidAt(path)
      const { width, tileWidth, offsets, byteCounts, tables } = levels[level]!
      const number = row * Math.ceil(width / tileWidth) + column
      const { front, skippedBytes } = jpegFront(tables)
      // Read to where it is sent from: a second copy of each tile is soon most of what the collector has to do.
      const whole = Buffer.allocUnsafeSlow(front.length + byteCounts[number]! - skippedBytes)
      whole.set(front)
      await readInto(file, whole.subarray(front.length), offsets[number]! + skippedBytes)
      return whole
    },
    close: async () => void (await Promise.all([...opened.keys()].map(forget))),
  }
}

async function openPyramid(path: string): Promise<OpenPyramid> {
  const file = await open(path)
  try {
    const levels: Level[] = []
    let at = firstDirectoryAt(viewOf(await bytesAt(file, 0, 8)))
    while (at !== 0) {
      const count = viewOf(await bytesAt(file, at, 2)).getUint16(0, true)
      const directory = readDirectory(viewOf(await bytesAt(file, at, directoryBytes(count))), at)
      levels.push(await levelOf(file, directory))
      at = directory.next
    }
    return { file, levels }
  } catch (error) {
    await file.close()
    throw error
  }
}

async function levelOf(file: FileHandle, directory: Directory): Promise<Level> {
  const read = ({ at, bytes }: Directory['offsets']) => bytesAt(file, at, bytes)
  const list = async (stretch: Directory['offsets']): Promise<number[]> =>
    numbersIn(viewOf(await read(stretch)), stretch.wordBytes)
  const { width, height, tileWidth } = directory
  return {
    width,
    height,
    tileWidth,
    offsets: await list(directory.offsets),
    byteCounts: await list(directory.byteCounts),
    tables: await read(directory.jpegTables),
  }
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length)
  await readInto(file, bytes, position)
  return bytes
}

async function readInto(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  const { bytesRead } = await file.read(bytes, 0, bytes.length, position)
  if (bytesRead < bytes.length) throw new TiffFault('the file ends too early')
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength)

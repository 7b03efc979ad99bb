import type { FileStorage, OpenFile } from './file-storage.ts'
import type { PyramidTiles } from './ports.ts'
import { spareRoom } from './spare-room.ts'
import {
  type Directory,
  directoryBytes,
  firstDirectoryAt,
  jpegFront,
  numbersIn,
  readDirectory,
  TiffFault,
} from './tiff.ts'
import { jpegPart } from './jpeg-part.ts'
import { partOf, type TiledLevel } from './tiff-part.ts'

type Level = TiledLevel & { readonly tables: Uint8Array }
type OpenPyramid = { readonly file: OpenFile; readonly levels: readonly Level[] }

/** So many stay open: a directory of 200 megapixels is some ten kilobytes. */
const mostOpen = 64

/** A directory stands before its values: most are read with it. Each reading may be a request to another machine. */
const windowBytes = 16_384

/** No pyramid stands under the key. */
class PyramidLost extends Error {
  override name = 'PyramidLost'
}

/** Tiles copied out of pyramid files. A pyramid never changes under its key, so that what was read of it stays true. */
export function pyramidTiles(
  storage: Pick<FileStorage, 'open'>,
): PyramidTiles & { readonly close: () => Promise<void> } {
  const opened = new Map<string, Promise<OpenPyramid>>()
  const room = spareRoom()

  const pyramidAt = (key: string): Promise<OpenPyramid> => {
    const known = opened.get(key)
    const pyramid = known ?? openPyramid(storage, key)
    // The one used last stands last; the first is the one that nobody asked for longest.
    opened.delete(key)
    opened.set(key, pyramid)
    if (known === undefined) {
      pyramid.catch(() => takeOut(key, pyramid))
      const [oldest] = opened
      if (opened.size > mostOpen) void forget(...oldest!)
    }
    return pyramid
  }

  /** Another one may stand under its key by now. */
  const takeOut = (key: string, pyramid: Promise<OpenPyramid>): void => {
    if (opened.get(key) === pyramid) opened.delete(key)
  }

  /** Never fails: that it did not open is told to whoever asked for it, and nobody waits for its end. */
  const forget = async (key: string, pyramid: Promise<OpenPyramid>): Promise<void> => {
    takeOut(key, pyramid)
    await pyramid.then(({ file }) => file.close()).catch(() => undefined)
  }

  /** A file that cannot be read any more is opened anew by whoever asks next. */
  const reading = async <T>(key: string, read: (opened: OpenPyramid) => Promise<T>): Promise<T> => {
    const pyramid = pyramidAt(key)
    const open = await pyramid
    try {
      return await read(open)
    } catch (error) {
      await forget(key, pyramid)
      throw error
    }
  }

  return {
    levels: async (key) => (await pyramidAt(key)).levels.map(({ width, height }) => ({ width, height })),
    tile: (key, { level, column, row }) =>
      reading(key, async ({ file, levels }) => {
        const { width, tileWidth, offsets, byteCounts, tables } = levels[level]!
        const number = row * Math.ceil(width / tileWidth) + column
        const { front, skippedBytes } = jpegFront(tables)
        // Read to where it is sent from: a second copy of each tile is soon most of what the collector has to do.
        const whole = Buffer.allocUnsafeSlow(front.length + byteCounts[number]! - skippedBytes)
        whole.set(front)
        await readAll(file, offsets[number]! + skippedBytes, whole.subarray(front.length))
        return whole
      }),
    part: async (key, { level, crop }, use) => {
      const { levels } = await pyramidAt(key)
      const part = partOf(levels[level]!, crop)
      return room.during(async (roomFor) => {
        const tiff = roomFor(part.bytes)
        tiff.set(part.head)
        const places = part.runs.map(({ from, at, bytes }) => ({ from, into: tiff.subarray(at, at + bytes) }))
        await reading(key, ({ file }) => allEnded(places.map(({ from, into }) => readAll(file, from, into))))
        const tiles = part.tiles.map(({ at, bytes }) => tiff.subarray(at, at + bytes))
        const grid = { tiles, across: part.across, front: jpegFront(levels[level]!.tables).front }
        // Pyramids that were made before their tiles had marks.
        return use(jpegPart(grid, part.crop, roomFor) ?? { file: tiff, crop: part.crop })
      })
    },
    close: async () => void (await Promise.all([...opened].map((one) => forget(...one)))),
  }
}

async function openPyramid(storage: Pick<FileStorage, 'open'>, key: string): Promise<OpenPyramid> {
  const file = await storage.open(key)
  if (file === undefined) throw new PyramidLost(`no pyramid stands under ${key}`)
  try {
    const bytesAt = byWindows(file)
    const levels: Level[] = []
    let at = firstDirectoryAt(viewOf(await bytesAt(0, 8)))
    while (at !== 0) {
      const count = viewOf(await bytesAt(at, 2)).getUint16(0, true)
      const directory = readDirectory(viewOf(await bytesAt(at, directoryBytes(count))), at)
      levels.push(await levelOf(bytesAt, directory))
      at = directory.next
    }
    return { file, levels }
  } catch (error) {
    await file.close()
    throw error
  }
}

type Bytes = (at: number, length: number) => Promise<Uint8Array>

/** Reads a file by stretches that begin where something is wanted; what the last one holds is not read again. */
function byWindows(file: OpenFile): Bytes {
  let [from, held] = [0, new Uint8Array()]
  return async (at, length) => {
    if (at < from || at + length > from + held.length) {
      const wanted = new Uint8Array(Math.max(length, Math.min(windowBytes, file.bytes - at)))
      await readAll(file, at, wanted)
      ;[from, held] = [at, wanted]
    }
    return held.slice(at - from, at - from + length)
  }
}

async function levelOf(bytesAt: Bytes, directory: Directory): Promise<Level> {
  const read = ({ at, bytes }: Directory['offsets']) => bytesAt(at, bytes)
  const list = async (stretch: Directory['offsets']): Promise<number[]> =>
    numbersIn(viewOf(await read(stretch)), stretch.wordBytes)
  const { width, height, tileWidth, tileHeight } = directory
  const decoding: Level['decoding'][number][] = []
  // One after another: they stand in the same window.
  for (const entry of directory.decoding)
    decoding.push({ tag: entry.tag, kind: entry.kind, bytes: await read(entry) })
  return {
    width,
    height,
    tileWidth,
    tileHeight,
    decoding,
    offsets: await list(directory.offsets),
    byteCounts: await list(directory.byteCounts),
    tables: await read(directory.jpegTables),
  }
}

/** Fails as the first that failed, but not before the others ended: what they read into is somebody else's afterwards. */
async function allEnded(readings: readonly Promise<void>[]): Promise<void> {
  for (const ended of await Promise.allSettled(readings)) if (ended.status === 'rejected') throw ended.reason
}

async function readAll(file: OpenFile, from: number, into: Uint8Array): Promise<void> {
  if ((await file.read(from, into)) < into.length) throw new TiffFault('the file ends too early')
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength)

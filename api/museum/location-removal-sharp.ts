import { type FileHandle, open } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import sharp from 'sharp'
import { locationInTiff, locationInXmp, type ReadAt, type Stretch } from './location-in-exif.ts'
import type { ImageEngine } from './ports.ts'

/** Bytes to be written at a place of the file. */
type Patch = { readonly at: number; readonly bytes: Buffer }

/**
 * Overwrites in a file where it was taken. What the engine finds in it is looked for in the file itself; where it is packed,
 * so that it is not found there, or is still found afterwards, the file says where it was taken and stays as it is.
 */
export const removeLocation: ImageEngine['removeLocation'] = async (path) => {
  if (!(await tellsLocation(path))) return 'none'
  const file = await open(path, 'r+')
  try {
    for (const { at, bytes } of await patchesFor(file, path)) await file.write(bytes, 0, bytes.length, at)
    await mendSums(file)
  } finally {
    await file.close()
  }
  return (await tellsLocation(path)) ? 'stays' : 'removed'
}

const blocksOf = async (path: string) => {
  const { exif, xmp } = await sharp(path, { limitInputPixels: false }).metadata()
  return { exif: exif === undefined ? undefined : withoutMark(exif), xmp }
}

/** A JPEG has a mark before the block itself. */
const exifMark = Buffer.from('Exif\0\0', 'latin1')
const withoutMark = (exif: Buffer): Buffer =>
  exif.subarray(0, exifMark.length).equals(exifMark) ? exif.subarray(exifMark.length) : exif

async function tellsLocation(path: string): Promise<boolean> {
  const { exif, xmp } = await blocksOf(path)
  const file = await open(path, 'r')
  try {
    const inFile = await locationInTiff(readerOf(file))
    const inExif = exif === undefined ? [] : await locationInTiff(readerIn(exif))
    return inFile.length + inExif.length + locationInXmp(latin(xmp)).length > 0
  } finally {
    await file.close()
  }
}

/** One character for each byte, so that places in the text are places in the file. */
const latin = (bytes: Buffer | undefined): string => bytes?.toString('latin1') ?? ''

async function patchesFor(file: FileHandle, path: string): Promise<readonly Patch[]> {
  const { exif, xmp } = await blocksOf(path)
  const blank = (stretches: readonly Stretch[], from: number, fill: number): Patch[] =>
    stretches.map(({ at, bytes }) => ({ at: from + at, bytes: Buffer.alloc(bytes, fill) }))
  const patches = blank(await locationInTiff(readerOf(file)), 0, 0)
  if (exif !== undefined) {
    const at = await placeOf(file, exif)
    if (at !== undefined) patches.push(...blank(await locationInTiff(readerIn(exif)), at, 0))
  }
  if (xmp !== undefined) {
    const at = await placeOf(file, xmp)
    if (at !== undefined) patches.push(...blank(locationInXmp(latin(xmp)), at, 0x20))
  }
  return patches
}

const viewOf = (bytes: Buffer): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

const readerIn =
  (block: Buffer): ReadAt =>
  (at, bytes) =>
    Promise.resolve(at + bytes > block.length ? undefined : viewOf(block.subarray(at, at + bytes)))

const readerOf =
  (file: FileHandle): ReadAt =>
  async (at, bytes) => {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(bytes), 0, bytes, at)
    return bytesRead < bytes ? undefined : viewOf(buffer)
  }

const chunkBytes = 4 * 1024 * 1024

/** Where bytes stand in a file; it is read in chunks that overlap by one less than these bytes. */
async function placeOf(file: FileHandle, wanted: Buffer): Promise<number | undefined> {
  const chunk = Buffer.alloc(Math.max(chunkBytes, 2 * wanted.length))
  for (let from = 0; ; from += chunk.length - wanted.length + 1) {
    const { bytesRead } = await file.read(chunk, 0, chunk.length, from)
    const at = chunk.subarray(0, bytesRead).indexOf(wanted)
    if (at >= 0) return from + at
    if (bytesRead < chunk.length) return undefined
  }
}

const pngMark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** A chunk that no reader knows, and each may pass over. */
const emptyChunk = 'meRi'
const packedXmp = Buffer.from('XML:com.adobe.xmp\0', 'latin1')

/** A PNG has a sum after each chunk: those that may have been overwritten are told anew. XMP that is packed goes as a whole. */
async function mendSums(file: FileHandle): Promise<void> {
  const read = async (at: number, bytes: number): Promise<Buffer> => {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(bytes), 0, bytes, at)
    return buffer.subarray(0, bytesRead)
  }
  if (!(await read(0, pngMark.length)).equals(pngMark)) return
  for (let at = pngMark.length; ;) {
    const head = await read(at, 8)
    if (head.length < 8) return
    const [bytes, name] = [head.readUInt32BE(0), head.toString('latin1', 4, 8)]
    const told = wordChunks.has(name) ? await read(at + 4, 4 + bytes) : undefined
    if (told !== undefined) await file.write(withSum(withoutPackedXmp(told)), 0, bytes + 8, at + 4)
    at += 12 + bytes
  }
}

const wordChunks: ReadonlySet<string> = new Set(['eXIf', 'iTXt', 'zTXt'])

/** The name of a chunk and its data, in which nothing packed is left that may tell a place. */
function withoutPackedXmp(chunk: Buffer): Buffer {
  const data = chunk.subarray(4)
  const hasXmp = data.subarray(0, packedXmp.length).equals(packedXmp)
  const isPacked = chunk.toString('latin1', 0, 4) === 'zTXt' || data[packedXmp.length] === 1
  if (!hasXmp || !isPacked) return chunk
  const empty = Buffer.alloc(chunk.length)
  empty.write(emptyChunk, 'latin1')
  return empty
}

function withSum(chunk: Buffer): Buffer {
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(chunk))
  return Buffer.concat([chunk, sum])
}

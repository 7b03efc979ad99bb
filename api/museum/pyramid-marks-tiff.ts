import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { readInto, writeAllAt } from './files-folder.ts'
import { marked, wordsIn } from './jpeg-marks.ts'
import {
  directoryBytes,
  directoryOf,
  entriesOf,
  even,
  firstDirectoryAt,
  headerOf,
  longsOf,
  numbersIn,
  tags,
  TiffFault,
  type TiffValue,
} from './tiff.ts'

/** All that a directory says of its level. */
type Said = ReadonlyMap<number, TiffValue>

/**
 * Writes a pyramid anew with marks in its tiles, by which a part of a tile is decoded without the rest. Each pixel stays, and whoever
 * reads tiles of JPEG reads them as before. No more than a tile of it is held in memory. One whose tiles are not understood stays as it
 * is: it is a picture all the same, drawn as those are that have no marks.
 */
export async function markPyramid(path: string): Promise<void> {
  const beside = `${path}.marked`
  try {
    await opened(path, 'r', (from) => opened(beside, 'w', (to) => writeMarked(from, to)))
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true })
    if (!(error instanceof TiffFault)) throw error
  }
}

async function opened(
  path: string,
  how: 'r' | 'w',
  work: (file: FileHandle) => Promise<void>,
): Promise<void> {
  const file = await open(path, how)
  try {
    await work(file)
  } finally {
    await file.close()
  }
}

async function writeMarked(from: FileHandle, to: FileHandle): Promise<void> {
  const levels: Said[] = []
  let end = headerOf(0).length
  for await (const said of levelsIn(from)) {
    const copied = await copyTiles(from, to, said, end)
    end = copied.end
    levels.push(new Map([...said, ...copied.values.map((value) => [value.tag, value] as const)]))
  }
  // Directories begin at even places (TIFF 6.0, section 2).
  let at = even(end)
  await writeAllAt(to, 0, headerOf(at))
  for (const [i, said] of levels.entries()) {
    const isLast = i === levels.length - 1
    const directory = directoryOf([...said.values()], at, (behind) => (isLast ? 0 : even(behind)))
    await writeAllAt(to, at, directory)
    at = even(at + directory.length)
  }
}

async function* levelsIn(from: FileHandle): AsyncGenerator<Said> {
  let at = firstDirectoryAt(viewOf(await bytesAt(from, 0, 8)))
  while (at !== 0) {
    const count = viewOf(await bytesAt(from, at, 2)).getUint16(0, true)
    const { entries, next } = entriesOf(viewOf(await bytesAt(from, at, directoryBytes(count))), at)
    const said = new Map<number, TiffValue>()
    for (const { tag, kind, at: place, bytes } of entries)
      said.set(tag, { tag, kind, bytes: await bytesAt(from, place, bytes) })
    yield said
    at = next
  }
}

/** Copies the tiles of a level with marks; answers what its directory says of them, and where the last one ends. */
async function copyTiles(from: FileHandle, to: FileHandle, said: Said, start: number) {
  const words = wordsIn(valueOf(said, tags.jpegTables).bytes)
  const byteCounts = numbersOf(said, tags.byteCounts)
  const [offsets, lengths]: [number[], number[]] = [[], []]
  let end = start
  for (const [i, offset] of numbersOf(said, tags.offsets).entries()) {
    const tile = marked(await bytesAt(from, offset, byteCounts[i]!), words)
    await writeAllAt(to, end, tile)
    offsets.push(end)
    lengths.push(tile.length)
    end += tile.length
  }
  return { values: [longsOf(tags.offsets, offsets), longsOf(tags.byteCounts, lengths)], end }
}

function valueOf(said: Said, tag: number): TiffValue {
  const value = said.get(tag)
  if (value === undefined) throw new TiffFault(`no tag ${tag}`)
  return value
}

function numbersOf(said: Said, tag: number): number[] {
  const { kind, bytes } = valueOf(said, tag)
  return numbersIn(viewOf(bytes), kind === 3 ? 2 : 4)
}

async function bytesAt(file: FileHandle, at: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length)
  if ((await readInto(file, at, bytes)) < length) throw new TiffFault('the file ends too early')
  return bytes
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength)

import { stat } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import { type Entry, openPromise, validateFileName, type ZipFile } from 'yauzl'
import { ok, refuse } from '../platform/result.ts'
import {
  type ArchiveEntry,
  type ArchiveLimits,
  ImportFault,
  type OpenArchive,
  type Unreadable,
} from './import-ports.ts'

/** Zips on this machine, read by yauzl: it goes by the list at the end and unpacks one file at a time. */
export const openArchive: OpenArchive = async (path, limits) => {
  const name = path.split(/[/\\]/).at(-1)!
  const { size } = await stat(path)
  if (size > limits.zipBytesMax)
    return refuse([{ rule: 'zip_too_large', file: name, value: String(size) } as const])
  // The names are decoded and judged here: the library would end at the first that it does not like.
  let zip: ZipFile
  const entries: Entry[] = []
  try {
    zip = await openPromise(path, { autoClose: false, decodeStrings: false, validateEntrySizes: true })
  } catch {
    return refuse([{ rule: 'zip_not_readable', file: name } as const])
  }
  try {
    if (zip.entryCount > limits.entriesMax) {
      zip.close()
      return refuse([{ rule: 'zip_too_many_entries', file: name, value: String(zip.entryCount) } as const])
    }
    for await (const entry of zip.eachEntry()) entries.push(entry)
  } catch {
    zip.close()
    return refuse([{ rule: 'zip_not_readable', file: name } as const])
  }
  const named = entries.map((entry) => ({ entry, path: nameOf(entry) }))
  const wrong = [...wrongEntries(named, limits), ...wrongTotal(entries, name, limits)]
  if (wrong.length > 0) {
    zip.close()
    return refuse(wrong)
  }
  return ok({
    entries: named.map(({ entry, path }): ArchiveEntry => ({
      path,
      bytes: entry.uncompressedSize,
      read: () => unpacked(zip, entry),
    })),
    close: () => zip.close(),
  })
}

type Named = { readonly entry: Entry; readonly path: string }

const nameOf = ({ fileNameRaw }: Entry): string => new TextDecoder().decode(fileNameRaw)

function wrongEntries(named: readonly Named[], limits: ArchiveLimits): Unreadable[] {
  const seen = new Set<string>()
  return named.flatMap(({ entry, path }): Unreadable[] => {
    const wrong: Unreadable[] = []
    if (seen.has(path)) wrong.push({ rule: 'zip_duplicate_entry', file: path })
    seen.add(path)
    if (validateFileName(path) !== null || path.includes('\0'))
      wrong.push({ rule: 'zip_path_unsafe', file: path })
    if (entry.isEncrypted()) wrong.push({ rule: 'zip_encrypted', file: path })
    else if (![stored, deflated].includes(entry.compressionMethod))
      wrong.push({ rule: 'zip_entry_damaged', file: path, value: `method ${entry.compressionMethod}` })
    if (entry.uncompressedSize > limits.entryBytesMax)
      wrong.push({ rule: 'zip_too_large', file: path, value: String(entry.uncompressedSize) })
    else if (
      entry.uncompressedSize > smallBytes &&
      entry.uncompressedSize > entry.compressedSize * limits.ratioMax
    )
      wrong.push({
        rule: 'zip_ratio_suspicious',
        file: path,
        value: `${entry.compressedSize} → ${entry.uncompressedSize}`,
      })
    return wrong
  })
}

function wrongTotal(entries: readonly Entry[], file: string, limits: ArchiveLimits): Unreadable[] {
  const total = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0)
  return total > limits.totalBytesMax ? [{ rule: 'zip_too_large', file, value: String(total) }] : []
}

/** Compression methods of the format. */
const [stored, deflated] = [0, 8]
/** A short file of one letter packs to nearly nothing, and does no harm. */
const smallBytes = 1024 * 1024

/** The library ends a file that is longer or shorter than the list says; the sum of its bytes is checked here. */
async function* unpacked(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  let sum = 0
  try {
    const stream = await zip.openReadStreamPromise(entry)
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      sum = crc32(chunk, sum)
      yield chunk
    }
  } catch (error) {
    throw new ImportFault('zip_entry_damaged', { value: error instanceof Error ? error.message : '' })
  }
  if (sum !== entry.crc32) throw new ImportFault('zip_entry_damaged', { value: 'CRC-32' })
}

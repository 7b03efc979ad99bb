import { type FileStorage, imageKeys, type OpenFile } from './file-storage.ts'
import type { ImageRecords, PyramidTiles } from './ports.ts'

/** What became of a file: as it came in, another one than came in, away, or on a disk that does not give it back. */
export type FileState = 'right' | 'changed' | 'missing' | 'unreadable'

export type CheckedImage = {
  readonly id: string
  readonly master: FileState
  /** Nothing is written down of what is in it: only whether it still opens. */
  readonly pyramid: Exclude<FileState, 'changed'>
}

export type ImageCheckParts = {
  readonly records: Pick<ImageRecords, 'listed' | 'count'>
  readonly storage: Pick<FileStorage, 'open'>
  readonly tiles: Pick<PyramidTiles, 'levels'>
  /** Begins a sum (SHA-256) to which bytes are added one after another; at the end it is told in hexadecimal. */
  readonly newSum: () => { readonly add: (bytes: Uint8Array) => void; readonly told: () => string }
}

/** From where, up to how many, and until when somebody breaks it off. */
export type CheckChoice = { readonly after: string; readonly most: number; readonly signal: AbortSignal }

/** Images that are asked for at once. */
const pageSize = 100

/** Read at once: from object storage each is a request. */
const stretchBytes = 8_388_608

/** Reads the files of images again, long after they came in: disks forget. */
export function imageCheckService({ records, storage, tiles, newSum }: ImageCheckParts) {
  async function pyramidOf(key: string): Promise<CheckedImage['pyramid']> {
    try {
      const file = await storage.open(key)
      await file?.close()
      if (file === undefined) return 'missing'
      await tiles.levels(key)
      return 'right'
    } catch {
      return 'unreadable'
    }
  }

  async function sumOf({ bytes, read }: OpenFile): Promise<string> {
    const sum = newSum()
    const held = new Uint8Array(Math.min(stretchBytes, bytes))
    for (let at = 0; at < bytes;) {
      const got = await read(at, held)
      if (got === 0) break
      sum.add(held.subarray(0, got))
      at += got
    }
    return sum.told()
  }

  async function masterOf(key: string, sha256: string): Promise<FileState> {
    try {
      const file = await storage.open(key)
      if (file === undefined) return 'missing'
      try {
        return (await sumOf(file)) === sha256 ? 'right' : 'changed'
      } finally {
        await file.close()
      }
    } catch {
      return 'unreadable'
    }
  }

  /** One image after another in the order of their identifiers; broken off, it ends behind a whole one. */
  async function* check({ after, most, signal }: CheckChoice): AsyncGenerator<CheckedImage> {
    let [behind, left] = [after, most]
    while (left > 0 && !signal.aborted) {
      const page = await records.listed(behind, Math.min(pageSize, left))
      for (const { id, fileSet, sha256 } of page) {
        if (signal.aborted) return
        const { master, pyramid } = imageKeys(fileSet)
        yield { id, master: await masterOf(master, sha256), pyramid: await pyramidOf(pyramid) }
        behind = id
        left -= 1
      }
      if (page.length < pageSize) return
    }
  }

  return { check, count: records.count }
}

import type { Clock } from '../platform/clock.ts'
import { StorageUnavailable } from '../platform/storage-unavailable.ts'
import { type FileStorage, imageKeys, type OpenFile } from './file-storage.ts'
import type { CheckableImage, CheckedImage, FileState, ImageRecords, PyramidTiles } from './ports.ts'

export type { CheckedImage } from './ports.ts'

export type ImageCheckParts = {
  readonly records: Pick<ImageRecords, 'listed' | 'count' | 'unread' | 'addCheck'>
  readonly storage: Pick<FileStorage, 'open'>
  readonly tiles: Pick<PyramidTiles, 'levels'>
  /** Begins a sum (SHA-256) to which bytes are added one after another; at the end it is told in hexadecimal. */
  readonly newSum: () => { readonly add: (bytes: Uint8Array) => void; readonly told: () => string }
}

/** From where, up to how many, and until when somebody breaks it off. */
export type CheckChoice = { readonly after: string; readonly most: number; readonly signal: AbortSignal }

/** How often each image is read again by itself, and who is told what is not as it came in. */
export type WatchTerms = {
  readonly clock: Clock
  readonly everyMs: number
  readonly tell: (image: CheckedImage) => void
}

/** Images that are asked for at once. */
const pageSize = 100
/** Images that are read in one turn: the disk is for readers. */
const turnSize = 20

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
    } catch (error) {
      return unreadable(error)
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
    } catch (error) {
      return unreadable(error)
    }
  }

  async function read({ id, fileSet, sha256 }: CheckableImage): Promise<CheckedImage> {
    const { master, pyramid } = imageKeys(fileSet)
    const image = { id, master: await masterOf(master, sha256), pyramid: await pyramidOf(pyramid) }
    if (image.master === 'missing' && image.pyramid === 'missing') await confirmStorage()
    return image
  }

  /** Whether a file of an image is where it is kept, also one that cannot be read. */
  async function isAnythingThere(fileSet: string): Promise<boolean> {
    for (const key of [imageKeys(fileSet).pyramid, imageKeys(fileSet).master]) {
      const file = await storage.open(key).catch(unreadable)
      if (file !== undefined && file !== 'unreadable') await file.close()
      if (file !== undefined) return true
    }
    return false
  }

  /** A place where nothing of any image is was not mounted, or is another one: that is no image that was lost. */
  async function confirmStorage(): Promise<void> {
    for (let behind: string | undefined = ''; behind !== undefined;) {
      const page: readonly CheckableImage[] = await records.listed(behind, pageSize)
      for (const { fileSet } of page) if (await isAnythingThere(fileSet)) return
      behind = page.at(-1)?.id
    }
    throw new StorageUnavailable(
      'nothing of any image is where they are kept: look whether its folder is mounted, or its bucket the right one',
    )
  }

  /** One image after another in the order of their identifiers; broken off, it ends behind a whole one. */
  async function* check({ after, most, signal }: CheckChoice): AsyncGenerator<CheckedImage> {
    let [behind, left] = [after, most]
    while (left > 0 && !signal.aborted) {
      const page = await records.listed(behind, Math.min(pageSize, left))
      for (const one of page) {
        if (signal.aborted) return
        yield await read(one)
        behind = one.id
        left -= 1
      }
      if (page.length < pageSize) return
    }
  }

  /**
   * Reads some of the images that nobody read for so long, and writes down what became of each: a hub that ends in between
   * goes on behind it. What came in since was read as it came.
   */
  async function turn({ clock, everyMs, tell }: WatchTerms): Promise<void> {
    for (const one of await records.unread(clock.now() - everyMs, turnSize)) {
      const image = await read(one)
      await records.addCheck({ ...image, at: clock.now() })
      if (!isAsItCame(image)) tell(image)
    }
  }

  return { check, count: records.count, turn }
}

/** Of storage that is away nothing is said of an image: it is read again when that is back. */
function unreadable(error: unknown): 'unreadable' {
  if (error instanceof StorageUnavailable) throw error
  return 'unreadable'
}

/** Whether the original has the bytes that came in, and what is shown of it opens. */
export const isAsItCame = ({ master, pyramid }: CheckedImage): boolean =>
  master === 'right' && pyramid === 'right'

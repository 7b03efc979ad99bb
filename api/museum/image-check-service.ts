import type { ImageFiles, ImageRecords, PyramidTiles } from './ports.ts'

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
  readonly files: Pick<ImageFiles, 'sumOf' | 'pathOf'>
  readonly tiles: Pick<PyramidTiles, 'levels'>
}

/** From where, up to how many, and until when somebody breaks it off. */
export type CheckChoice = { readonly after: string; readonly most: number; readonly signal: AbortSignal }

/** Images that are asked for at once. */
const pageSize = 100

/** Reads the files of images again, long after they came in: disks forget. */
export function imageCheckService({ records, files, tiles }: ImageCheckParts) {
  async function pyramidOf(fileSet: string): Promise<CheckedImage['pyramid']> {
    try {
      await tiles.levels(await files.pathOf(fileSet, 'pyramid'))
      return 'right'
    } catch (error) {
      return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'missing' : 'unreadable'
    }
  }

  async function masterOf(fileSet: string, sha256: string): Promise<FileState> {
    const read = await files.sumOf(fileSet, 'master')
    if (read === 'missing' || read === 'unreadable') return read
    return read.sha256 === sha256 ? 'right' : 'changed'
  }

  /** One image after another in the order of their identifiers; broken off, it ends behind a whole one. */
  async function* check({ after, most, signal }: CheckChoice): AsyncGenerator<CheckedImage> {
    let [behind, left] = [after, most]
    while (left > 0 && !signal.aborted) {
      const page = await records.listed(behind, Math.min(pageSize, left))
      for (const { id, fileSet, sha256 } of page) {
        if (signal.aborted) return
        yield { id, master: await masterOf(fileSet, sha256), pyramid: await pyramidOf(fileSet) }
        behind = id
        left -= 1
      }
      if (page.length < pageSize) return
    }
  }

  return { check, count: records.count }
}

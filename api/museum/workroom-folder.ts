import { copyFile, mkdir, mkdtemp, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Workroom } from './file-storage.ts'
import { readInto } from './files-folder.ts'

const workPrefix = 'work-'

/** Work in folders of this machine: `<folder>/work-…`. */
export function folderWorkroom(folder: string): Workroom {
  return {
    workOn: async (path) => {
      await mkdir(folder, { recursive: true })
      const work = await mkdtemp(join(folder, workPrefix))
      const [copy, made] = [join(work, 'copy'), join(work, 'made')]
      const done = (): Promise<void> => rm(work, { recursive: true, force: true })
      try {
        await copyFile(path, copy)
      } catch (error) {
        await done()
        throw error
      }
      return { copy, made, done }
    },
    clearAway: async (before) => {
      await mkdir(folder, { recursive: true })
      const work = (await readdir(folder)).filter((name) => name.startsWith(workPrefix))
      for (const name of work) {
        const place = join(folder, name)
        if ((await lastChangeIn(place)) < before) await rm(place, { recursive: true, force: true })
      }
    },
    sizeOf: async (path) => (await stat(path)).size,
    beginOf: async (path, bytes) => {
      const file = await open(path)
      try {
        const begin = new Uint8Array(bytes)
        return begin.subarray(0, await readInto(file, 0, begin))
      } finally {
        await file.close()
      }
    },
  }
}

/** When something changed last in a folder; one that was cleared away meanwhile changes now. */
async function lastChangeIn(folder: string): Promise<number> {
  try {
    const files = await readdir(folder)
    const stats = await Promise.all(
      [folder, ...files.map((file) => join(folder, file))].map((path) => stat(path)),
    )
    return Math.max(...stats.map(({ mtimeMs }) => mtimeMs))
  } catch {
    return Number.POSITIVE_INFINITY
  }
}

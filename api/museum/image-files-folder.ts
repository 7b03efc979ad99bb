import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { copyFile, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { ImageFiles } from './ports.ts'

const nameOf = { master: 'master', pyramid: 'pyramid.tif' } as const

const workPrefix = 'work-'

/** Files of images in a folder of this machine: `<folder>/<set>/master` and `…/pyramid.tif`. */
export function imageFolder(folder: string): ImageFiles {
  const placeOf = (set: string, file: keyof typeof nameOf): string => join(folder, set, nameOf[file])
  return {
    keep: async (set, file, path) => {
      await mkdir(join(folder, set), { recursive: true })
      // On one disk a rename is whole or not at all.
      await rename(path, placeOf(set, file))
    },
    pathOf: (set, file) => Promise.resolve(placeOf(set, file)),
    sumOf: async (set, file) => {
      const hash = createHash('sha256')
      try {
        await pipeline(createReadStream(placeOf(set, file)), hash)
        return { sha256: hash.digest('hex') }
      } catch (error) {
        const isAway = error instanceof Error && 'code' in error && error.code === 'ENOENT'
        return isAway ? 'missing' : 'unreadable'
      }
    },
    forget: (set) => rm(join(folder, set), { recursive: true, force: true }),
    workOn: async (path) => {
      await mkdir(folder, { recursive: true })
      const work = await mkdtemp(join(folder, workPrefix))
      const [master, pyramid] = [join(work, 'master'), join(work, 'pyramid.tif')]
      const done = (): Promise<void> => rm(work, { recursive: true, force: true })
      try {
        await copyFile(path, master)
      } catch (error) {
        await done()
        throw error
      }
      return { master, pyramid, done }
    },
    clearAway: async (before) => {
      await mkdir(folder, { recursive: true })
      const work = (await readdir(folder)).filter((name) => name.startsWith(workPrefix))
      for (const name of work) {
        const place = join(folder, name)
        if ((await lastChangeIn(place)) < before) await rm(place, { recursive: true, force: true })
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

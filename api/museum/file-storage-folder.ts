import { randomUUID } from 'node:crypto'
import type { Dirent } from 'node:fs'
import { copyFile, mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { StorageUnavailable } from '../platform/storage-unavailable.ts'
import type { FileStorage, OpenFile } from './file-storage.ts'
import { codeOf, readInto } from './files-folder.ts'

const unfinished = '.unfinished'

/** Files in a folder of this machine, each at the path that its key is. */
export function folderStorage(folder: string): FileStorage {
  const pathOf = (key: string): string => join(folder, key)
  return {
    put: async (key, path) => {
      const place = pathOf(key)
      const made = await mkdir(dirname(place), { recursive: true })
      await sync(path)
      // On one disk a rename is whole or not at all.
      await rename(path, place).catch((error: unknown) => {
        if (codeOf(error) !== 'EXDEV') throw error
        return copyTo(path, place)
      })
      // The name stands in the folder, and that of a new folder in the one above it.
      await syncFolder(dirname(place))
      if (made !== undefined) await syncFolder(dirname(made))
    },
    open: async (key) => {
      const file = await openIn(pathOf(key))
      // Of a disk that was not mounted nothing is said of a file: it is no file that was lost.
      if (file === undefined && !(await isThere(folder)))
        throw new StorageUnavailable(`the folder ${folder} is not there`)
      return file
    },
    list: async function* (prefix) {
      for (const name of await namesIn(pathOf(prefix))) if (!name.endsWith(unfinished)) yield prefix + name
    },
    remove: async (key) => {
      await rm(pathOf(key), { force: true })
      // Keys have no folders: one in which nothing stands is no trace of what stood there.
      if (key.includes('/')) await rmdir(dirname(pathOf(key))).catch(unlessLeft)
    },
    clearHalves: async (before) => {
      // A key has one folder at most.
      for (const below of ['', ...(await foldersIn(folder))]) await clearHalvesIn(join(folder, below), before)
    },
  }
}

const isThere = (folder: string): Promise<boolean> =>
  stat(folder).then(
    (found) => found.isDirectory(),
    (error: unknown) => {
      if (codeOf(error) === 'ENOENT') return false
      throw error
    },
  )

async function clearHalvesIn(folder: string, before: number): Promise<void> {
  const halves = (await namesIn(folder)).filter((name) => name.endsWith(unfinished))
  for (const name of halves) {
    const half = join(folder, name)
    // One that is gone meanwhile was finished, or cleared away by another process.
    const at = await stat(half).then(
      ({ mtimeMs }) => mtimeMs,
      () => Infinity,
    )
    if (at < before) await rm(half, { force: true })
  }
  // A folder that was made for it alone is no trace of anything.
  if (halves.length > 0) await rmdir(folder).catch(unlessLeft)
}

/** Others stand there still, or it is gone already. */
function unlessLeft(error: unknown): void {
  if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(codeOf(error))) throw error
}

/** From another disk, under a name that nobody else writes to until all of it is here. */
async function copyTo(path: string, place: string): Promise<void> {
  const part = `${place}.${randomUUID()}${unfinished}`
  try {
    await copyFile(path, part)
    await sync(part)
    await rename(part, place)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

/** A rename that is not on the disk is undone by a power cut, although what was renamed is there. */
async function syncFolder(folder: string): Promise<void> {
  const opened = await open(folder, 'r')
  try {
    await opened.sync()
  } finally {
    await opened.close()
  }
}

/** On the disk before it is called by its name: what is written down can be shown, also after a power cut. */
async function sync(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.datasync()
  } finally {
    await file.close()
  }
}

async function openIn(path: string): Promise<OpenFile | undefined> {
  try {
    const file = await open(path)
    const { size } = await file.stat()
    return { bytes: size, read: (from, into) => readInto(file, from, into), close: () => file.close() }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

const namesIn = async (folder: string): Promise<readonly string[]> =>
  (await entriesIn(folder)).filter((one) => one.isFile()).map(({ name }) => name)

const foldersIn = async (folder: string): Promise<readonly string[]> =>
  (await entriesIn(folder)).filter((one) => one.isDirectory()).map(({ name }) => name)

async function entriesIn(folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw error
  }
}

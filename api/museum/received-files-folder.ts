import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { constants, mkdir, open, readdir, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { ReceivedFiles } from './upload-ports.ts'

/** What has come of files, in a folder of this machine: `<folder>/<id>`. */
export function receivedFolder(folder: string): ReceivedFiles {
  const pathOf = (id: string): string => join(folder, id)
  return {
    pathOf,
    received: async (id) => (await orAbsent(stat(pathOf(id))))?.size ?? 0,
    append: async (id, offset, bytes) => {
      await mkdir(folder, { recursive: true })
      try {
        await writeAt(pathOf(id), offset, bytes)
        return 'written'
      } catch (error) {
        if (isFull(error)) return 'disk_full'
        throw error
      }
    },
    sum: async (id) => {
      const hash = createHash('sha256')
      const read = await orAbsent(pipeline(createReadStream(pathOf(id)), hash).then(() => true))
      return read === undefined ? undefined : hash.digest('hex')
    },
    forget: (id) => rm(pathOf(id), { force: true }),
    changedAt: async (id) => (await orAbsent(stat(pathOf(id))))?.mtimeMs,
    list: async () => (await orAbsent(readdir(folder))) ?? [],
    freeBytes: async () => {
      await mkdir(folder, { recursive: true })
      const { bavail, bsize } = await statfs(folder)
      return bavail * bsize
    },
  }
}

/** At its place and on the disk before it is answered: a piece that was answered is not sent again. */
async function writeAt(path: string, offset: number, bytes: Uint8Array): Promise<void> {
  // Never emptied: of two pages that begin with a file at once, the slower one keeps what the other sent.
  const file = await open(path, offset === 0 ? constants.O_RDWR | constants.O_CREAT : 'r+')
  try {
    let written = 0
    while (written < bytes.length) {
      const step = await file.write(bytes, written, bytes.length - written, offset + written)
      written += step.bytesWritten
    }
    await file.datasync()
  } finally {
    await file.close()
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''

const isFull = (error: unknown): boolean => ['ENOSPC', 'EDQUOT'].includes(codeOf(error))

async function orAbsent<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

import { copyFile, mkdir, open, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { SoundFiles } from './sound.ts'

/** Sounds in a folder of this machine: `<folder>/<id>`. */
export function soundFolder(folder: string): SoundFiles {
  const pathOf = (id: string): string => join(folder, id)
  return {
    begin: (path, bytes) => bytesOf(path, 0, bytes),
    sizeOf: async (path) => (await stat(path)).size,
    keep: async (id, path) => {
      await mkdir(folder, { recursive: true })
      const unfinished = `${pathOf(id)}.unfinished`
      await copyFile(path, unfinished)
      const file = await open(unfinished, 'r+')
      await file.sync()
      await file.close()
      // On one disk a rename is whole or not at all.
      await rename(unfinished, pathOf(id))
    },
    read: (id, from, to) =>
      bytesOf(pathOf(id), from, to - from + 1).catch((error: unknown) => {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
        throw error
      }),
  }
}

async function bytesOf(path: string, from: number, length: number): Promise<Uint8Array> {
  const file = await open(path, 'r')
  try {
    const bytes = new Uint8Array(length)
    let read = 0
    while (read < length) {
      const step = await file.read(bytes, read, length - read, from + read)
      if (step.bytesRead === 0) break
      read += step.bytesRead
    }
    return bytes.subarray(0, read)
  } finally {
    await file.close()
  }
}

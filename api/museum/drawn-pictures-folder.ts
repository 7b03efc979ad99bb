import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DrawnPictures } from './ports.ts'

/**
 * Pictures that were drawn before, as files of a folder that never holds more than `mostBytes`: the ones that nobody
 * asked for longest go first. What several processes put there is the same under the same name.
 */
export function drawnFolder(folder: string, mostBytes: number): DrawnPictures {
  /** Bytes by name, the one used last at the end. */
  let held: Promise<Map<string, number>> | undefined
  let bytesHeld = 0

  const list = (): Promise<Map<string, number>> => (held ??= found())

  async function found(): Promise<Map<string, number>> {
    await mkdir(folder, { recursive: true })
    const names = (await readdir(folder)).filter((name) => !name.endsWith('.part'))
    const files = await Promise.all(
      names.map(async (name) => {
        const { size, mtimeMs } = await stat(join(folder, name))
        return { name, size, mtimeMs }
      }),
    )
    files.sort((a, b) => a.mtimeMs - b.mtimeMs)
    bytesHeld = files.reduce((sum, { size }) => sum + size, 0)
    return new Map(files.map(({ name, size }) => [name, size]))
  }

  async function makeRoom(files: Map<string, number>): Promise<void> {
    for (const [name, size] of files) {
      if (bytesHeld <= mostBytes) return
      files.delete(name)
      bytesHeld -= size
      await rm(join(folder, name), { force: true })
    }
  }

  return {
    get: async (key) => {
      const [name, files] = [nameOf(key), await list()]
      const size = files.get(name)
      if (size === undefined) return undefined
      files.delete(name)
      files.set(name, size)
      try {
        return await readFile(join(folder, name))
      } catch {
        // Somebody emptied the folder: it is drawn again.
        files.delete(name)
        bytesHeld -= size
        return undefined
      }
    },
    put: async (key, bytes) => {
      const [name, files] = [nameOf(key), await list()]
      if (bytes.length > mostBytes || files.has(name)) return
      const part = join(folder, `${name}.${process.pid}.part`)
      await writeFile(part, bytes)
      await rename(part, join(folder, name))
      files.set(name, bytes.length)
      bytesHeld += bytes.length
      await makeRoom(files)
    },
  }
}

const nameOf = (key: string): string => createHash('sha256').update(key).digest('hex')

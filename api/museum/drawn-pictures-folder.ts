import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../platform/clock.ts'
import type { DrawnPictures } from './ports.ts'

/**
 * Pictures that were drawn before, as files of a folder that never holds more than `mostBytes`: the ones that nobody
 * asked for longest go first. What several processes put there is the same under the same name.
 */
export function drawnFolder(folder: string, mostBytes: number, clock: Clock): DrawnPictures {
  /** Bytes by name, the one used last at the end. */
  let held: Promise<Map<string, number>> | undefined
  let bytesHeld = 0
  /** Whoever puts what is being written already waits for that. */
  const underWay = new Map<string, Promise<void>>()

  const list = (): Promise<Map<string, number>> => (held ??= found())

  async function found(): Promise<Map<string, number>> {
    await mkdir(folder, { recursive: true })
    const all = await readdir(folder)
    await clearHalves(all.filter((name) => name.endsWith('.part')))
    const names = all.filter((name) => !name.endsWith('.part'))
    const files = await Promise.all(
      names.map(async (name) => {
        const { size, mtimeMs } = await stat(join(folder, name))
        return { name, size, mtimeMs }
      }),
    )
    files.sort((a, b) => a.mtimeMs - b.mtimeMs)
    bytesHeld = files.reduce((sum, { size }) => sum + size, 0)
    const known = new Map(files.map(({ name, size }) => [name, size]))
    // There may have been more room before.
    await makeRoom(known)
    return known
  }

  /** What a process that was killed left half written; what another one is writing now is younger. */
  async function clearHalves(names: readonly string[]): Promise<void> {
    for (const name of names) {
      const path = join(folder, name)
      const at = await stat(path).then(({ mtimeMs }) => mtimeMs, () => Infinity)
      if (clock.now() - at > halfKeptMs) await rm(path, { force: true })
    }
  } // prettier-ignore

  async function makeRoom(files: Map<string, number>): Promise<void> {
    for (const [name, size] of files) {
      if (bytesHeld <= mostBytes) return
      files.delete(name)
      bytesHeld -= size
      await rm(join(folder, name), { force: true })
    }
  }

  async function write(files: Map<string, number>, name: string, bytes: Uint8Array): Promise<void> {
    const part = join(folder, `${name}.${randomUUID()}.part`)
    await writeFile(part, bytes)
    await rename(part, join(folder, name))
    files.set(name, bytes.length)
    bytesHeld += bytes.length
    await makeRoom(files)
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
        if (files.delete(name)) bytesHeld -= size
        return undefined
      }
    },
    put: async (key, bytes) => {
      const [name, files] = [nameOf(key), await list()]
      if (bytes.length > mostBytes || files.has(name)) return
      const writing = underWay.get(name) ?? write(files, name, bytes).finally(() => underWay.delete(name))
      underWay.set(name, writing)
      await writing
    },
  }
}

/** Nobody writes a picture for so long. */
const halfKeptMs = 3_600_000

const nameOf = (key: string): string => createHash('sha256').update(key).digest('hex')

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folders: string[] = []
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A new folder, on the disk unless told otherwise, that is gone when the process ends, if not before. */
export function scratchFolder(prefix: string, where = tmpdir()): string {
  const folder = mkdtempSync(join(where, prefix))
  folders.push(folder)
  return folder
}

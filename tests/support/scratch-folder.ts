import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { scratch } from './scratch.ts'

const folders: string[] = []
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/**
 * A new folder that is gone when the process ends, if not before. In a test run it is where throw-away databases go: a
 * process that is killed loses nothing that it has written there either. A bench has it on the disk.
 */
export function scratchFolder(prefix: string, where = scratch()): string {
  const folder = mkdtempSync(join(where, prefix))
  folders.push(folder)
  return folder
}

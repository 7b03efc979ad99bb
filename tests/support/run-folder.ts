import { chmodSync, existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const memory = '/dev/shm'
const roomBytes = 2 ** 31

/**
 * Lends the run one folder on the disk, where `tmpdir()` then is, and one for throw-away databases, in memory when there
 * is room. Both go with the run, also with what a file left that was ended early.
 */
export default function lendFolders(): () => void {
  const onDisk = lend(tmpdir())
  const scratch = lend(memoryOr(onDisk))
  process.env['TMPDIR'] = onDisk
  process.env['TEST_SCRATCH'] = scratch
  return () => {
    for (const folder of [scratch, onDisk]) rmSync(folder, { recursive: true, force: true })
  }
}

/** Memory, where there is room in it; otherwise this folder on the disk. */
export const memoryOr = (onDisk: string): string => (hasRoom() ? memory : onDisk)

function hasRoom(): boolean {
  if (!existsSync(memory)) return false
  const { bavail, bsize } = statfsSync(memory)
  return bavail * bsize > roomBytes
}

function lend(where: string): string {
  const folder = mkdtempSync(join(where, 'meguri-run-'))
  // PostgreSQL runs as another user and has to pass.
  chmodSync(folder, 0o711)
  return folder
}

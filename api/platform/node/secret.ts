import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The secret that signs sessions: from the environment, else made once and kept beside the data, readable by its
 * owner only. Several processes on different machines need the same one: give it in the environment.
 */
export function readSecret({
  MEGURI_SECRET,
  DATA_DIR,
}: {
  MEGURI_SECRET?: string | undefined
  DATA_DIR: string
}): string {
  if (MEGURI_SECRET !== undefined) return MEGURI_SECRET
  const file = join(DATA_DIR, 'secret')
  if (!existsSync(file)) {
    mkdirSync(DATA_DIR, { recursive: true })
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
  }
  return readFileSync(file, 'utf8').trim()
}

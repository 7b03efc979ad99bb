import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** As of the setting. */
const secretLengthMin = 32

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
    mkdirSync(DATA_DIR, { recursive: true, mode: 0o700 })
    // Under its name only when it is whole: an empty secret would sign sessions that anybody can make.
    const arriving = `${file}.${process.pid}`
    writeFileSync(arriving, randomBytes(32).toString('base64url'), { mode: 0o600 })
    linkUnlessThere(arriving, file)
    rmSync(arriving)
  }
  const secret = readFileSync(file, 'utf8').trim()
  if (secret.length < secretLengthMin)
    throw new Error(
      `The secret in ${file} is not whole. Restore it from a backup; nothing else signs its sessions.`,
    )
  return secret
}

/** Of two processes that start at once, the secret of the first is everybody's. */
function linkUnlessThere(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

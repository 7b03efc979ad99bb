import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { builtApi } from '../../support/built-api.ts'
import { world } from './here.ts'

/** Runs one of the operator's commands beside the running server; what it says. */
export const operator = (...words: string[]): string => operatorTyping('', ...words)

/** The same with a line that the operator types. */
export function operatorTyping(line: string, ...words: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [builtApi('hub'), ...words], {
    input: `${line}\n`,
    cwd: join(import.meta.dirname, '..', '..', '..'),
    env: { ...process.env, ...world.environment },
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`hub ${words.join(' ')} ended with ${status}: ${stdout}${stderr}`)
  return stdout.trim()
}

/** Lends a file with this text as long as `use` takes. */
export function withFile<T>(name: string, text: string, use: (file: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'meguri-story-'))
  try {
    const file = join(folder, name)
    writeFileSync(file, text)
    return use(file)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

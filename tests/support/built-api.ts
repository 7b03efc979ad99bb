import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')
let isFresh = false

/** The file that people run, packed anew when a source changed: `node` serves, `hub` takes the operators' commands. */
export function builtApi(name: 'node' | 'hub'): string {
  if (!isFresh) {
    const { status, stderr } = spawnSync(process.execPath, ['hub.mjs', 'build', 'api'], {
      cwd: root,
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(`The API could not be packed: ${stderr}`)
    isFresh = true
  }
  return join(root, '.build', 'api', `${name}.mjs`)
}

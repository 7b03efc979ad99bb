import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { builtApi } from '../support/built-api.ts'

const root = join(import.meta.dirname, '..', '..')

test('a reader of the commands who leaves at once is no error', async () => {
  const child = spawn(process.execPath, [builtApi('hub'), '--help'], { cwd: root })
  child.stdout.destroy()
  let said = ''
  child.stderr.on('data', (text) => (said += String(text)))
  const [status] = (await once(child, 'close')) as [number]
  expect({ status, said }).toEqual({ status: 0, said: '' })
  // The commands may have to be packed first.
}, 120_000)

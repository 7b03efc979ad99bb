import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { newPlace } from '../support/prepared-hub.ts'
import type { Row } from './row.ts'

const root = join(import.meta.dirname, '..', '..')

/** Milliseconds from `npm start` until the hub answers /api/ready. */
function untilReady(environment: Record<string, string>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const started = performance.now()
    const child = spawn(process.execPath, ['hub.mjs', 'start'], {
      cwd: root,
      env: { ...process.env, ...environment, PORT: String(port), HOST: '127.0.0.1' },
      stdio: 'ignore',
    })
    child.once('error', reject)
    const ask = async (): Promise<void> => {
      const ready = await fetch(`http://127.0.0.1:${port}/api/ready`).catch(() => undefined)
      if (ready?.ok !== true) return void setTimeout(() => void ask(), 20)
      const took = performance.now() - started
      child.once('exit', () => resolve(took))
      child.kill('SIGTERM')
    }
    void ask()
  })
}

/** How long people wait for `npm start`: with an empty database (the demonstration is made) and with nothing to do. */
export async function readyBench(): Promise<readonly Row[]> {
  const place = await newPlace('sqlite', '')
  try {
    const first = await untilReady(place.environment, 43_211)
    const again = await untilReady(place.environment, 43_212)
    return [
      {
        what: 'npm start, built, empty database',
        value: `${Math.round(first)} ms`,
        target: '< 60,000 ms',
        met: first < 60_000 ? 'yes' : 'no',
      },
      {
        what: 'npm start, nothing changed',
        value: `${Math.round(again)} ms`,
        target: '< 3,000 ms',
        met: again < 3_000 ? 'yes' : 'no',
      },
    ]
  } finally {
    rmSync(place.environment['DATA_DIR']!, { recursive: true, force: true })
  }
}

import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { builtApi } from './built-api.ts'

/** A hub running in a process of its own, as people run it. */
export type HubProcess = {
  readonly origin: string
  readonly pid: number
  /** Ends it the hard way: nothing is flushed, nothing is finished. */
  readonly kill: () => Promise<void>
  /** Ends it as Ctrl-C does. */
  readonly stop: () => Promise<void>
  /** All that it printed so far: its errors are among it. */
  readonly printed: () => string
}

const root = join(import.meta.dirname, '..', '..')

/** Starts the Node server on a free port and waits until it says where it is. */
export async function startHubProcess(environment: Record<string, string>): Promise<HubProcess> {
  const child = spawn(process.execPath, [builtApi('node')], {
    cwd: root,
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'error', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let all = ''
  const take = (chunk: Buffer): void => void (all += chunk.toString())
  child.stdout.on('data', take)
  child.stderr.on('data', take)
  const printed = (): string => all
  const origin = await addressOf(child, printed)
  return {
    origin,
    pid: child.pid!,
    printed,
    kill: () => end(child, 'SIGKILL'),
    stop: () => end(child, 'SIGTERM'),
  }
}

function addressOf(child: ChildProcess, printed: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', () => {
      const found = /is at (http:\/\/\S+)/.exec(printed())
      if (found) resolve(found[1]!)
    })
    child.once('exit', (code) => reject(new Error(`the hub ended with ${code}: ${printed().slice(-2_000)}`)))
  })
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.kill(signal)
  })
}

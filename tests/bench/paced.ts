import { fork } from 'node:child_process'
import { join } from 'node:path'

export type Paced = { readonly perSecond: number; readonly p50Ms: number; readonly p99Ms: number }

export type Load = {
  readonly origin: string
  readonly paths: readonly string[]
  readonly perSecond: number
  /** One stretch after the other without a pause; each is told by itself. */
  readonly stretchesSeconds: readonly number[]
}

/**
 * Asks at an even pace, whether or not the answers before have come, as many people do who know nothing of each other.
 * autocannon's own rate sends a second's requests at once and then pauses: that measures bursts. The callers have a
 * process of their own: this one holds whole regions in memory, and while it collects them no answer could be read.
 */
export function askEvenly(load: Load): Promise<readonly Paced[]> {
  return new Promise((resolve, reject) => {
    const callers = fork(join(import.meta.dirname, 'paced-callers.ts'), [JSON.stringify(load)])
    callers.once('message', (paced) => resolve(paced as Paced[]))
    callers.once('exit', (code) => reject(new Error(`the callers ended with ${code}`)))
  })
}

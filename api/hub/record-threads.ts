import { availableParallelism } from 'node:os'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { CheckedPage, Pages } from '../audit/record-page.ts'
import { sealsAtOnce } from '../audit/repository-verify-page.ts'
import type { Where } from '../open-store.ts'

/** What a thread is started with. */
export type ThreadStart = { readonly where: Where; readonly atOnce: number }

/** What a thread answers to the first sequence number of a page. */
export type PageAnswer = { readonly page: CheckedPage | undefined } | { readonly failed: string }

/** Joining the pages is work too: more threads than these would wait for it. */
const threadsMax = 4
/** Pages asked of each thread, so that none waits for the next question. */
const aheadEach = 2

/** As many threads as this machine has cores for them. */
export const threadsHere = (): number => Math.min(threadsMax, availableParallelism())

// Beside this file, in the sources as in the bundle, with the ending that this file has there.
const threadFile = new URL(`./record-thread${extname(import.meta.url)}`, import.meta.url)

export type RecordThreads = { readonly pages: Pages; readonly stop: () => Promise<void> }

/**
 * Reads the pages of a record in several threads, ahead of whoever joins them one after the other. Each page is what one
 * thread alone would have read: who joins them finds the same rows wrong.
 */
export function recordThreads(
  { DATABASE_URL, DATA_DIR }: Where,
  count: number,
  atOnce = sealsAtOnce,
): RecordThreads {
  // A thread is told of no other setting: there are secrets among them.
  const where = { DATABASE_URL, DATA_DIR }
  const threads = Array.from({ length: count }, () => startThread({ where, atOnce }))
  let turn = 0
  let asked = new Map<number, Promise<CheckedPage | undefined>>()
  const ask = (from: number): void => {
    if (asked.has(from)) return
    const page = threads[turn++ % count]!.ask(from)
    // Whoever reads on hears of it; a page that nobody needs any more fails unheard.
    page.catch(() => undefined)
    asked.set(from, page)
  }
  return {
    pages: (from) => {
      // Read from elsewhere, or again: what was asked ahead is of no use, and may be old.
      if (!asked.has(from)) asked = new Map()
      for (let ahead = 0; ahead < count * aheadEach; ahead++) ask(from + ahead * atOnce)
      const page = asked.get(from)!
      asked.delete(from)
      return page
    },
    stop: async () => {
      await Promise.all(threads.map(({ end }) => end()))
    },
  }
}

type Waiting = {
  readonly resolve: (page: CheckedPage | undefined) => void
  readonly reject: (reason: Error) => void
}

function startThread(start: ThreadStart) {
  const worker = new Worker(threadFile, { workerData: start })
  const waiting: Waiting[] = []
  let broken: Error | undefined
  worker.on('message', (answer: PageAnswer) => {
    const { resolve, reject } = waiting.shift()!
    if ('failed' in answer) reject(new Error(answer.failed))
    else resolve(answer.page)
  })
  worker.on('error', (error: Error) => {
    broken = error
    for (const { reject } of waiting.splice(0)) reject(error)
  })
  return {
    ask: (from: number): Promise<CheckedPage | undefined> =>
      new Promise((resolve, reject) => {
        if (broken !== undefined) return reject(broken)
        waiting.push({ resolve, reject })
        worker.postMessage(from, [])
      }),
    end: () => worker.terminate(),
  }
}

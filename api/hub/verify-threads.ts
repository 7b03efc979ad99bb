import { availableParallelism } from 'node:os'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { CheckedPage, Pages } from '../audit/record-page.ts'
import { sealsAtOnce } from '../audit/repository-verify-page.ts'
import type { Where } from '../open-store.ts'

/** What a thread is started with. */
export type ThreadStart = { readonly where: Where; readonly atOnce: number }

/** The number of a check of the books, or the first sequence number of a page of the record. */
export type Question = { readonly check: number } | { readonly page: number }
export type Answer = { readonly value: unknown } | { readonly failed: string }

/** Joining the pages is work too: more threads than these would wait for it. */
const threadsMax = 4
/** Pages asked of each thread, so that none waits for the next question. A check takes long: it is asked of an idle one. */
const pagesEach = 2

/** As many threads as this machine has cores for them. */
export const threadsHere = (): number => Math.min(threadsMax, availableParallelism())

// Beside this file, in the sources as in the bundle, with the ending that this file has there.
const threadFile = new URL(`./verify-thread${extname(import.meta.url)}`, import.meta.url)

export type VerifyThreads = {
  /**
   * The pages of the record, read ahead of whoever joins them one after the other. Each page is what one thread alone would
   * have read: who joins them finds the same rows wrong.
   */
  readonly pages: Pages
  /** The first row that this check of the books finds wrong. */
  readonly firstWrong: (check: number) => Promise<string | undefined>
  readonly stop: () => Promise<void>
}

/** Threads that read the books and their record. */
export function verifyThreads(
  { DATABASE_URL, DATA_DIR }: Where,
  count: number,
  atOnce = sealsAtOnce,
): VerifyThreads {
  // A thread is told of no other setting: there are secrets among them.
  const { ask, stop } = threadsOf({ where: { DATABASE_URL, DATA_DIR }, atOnce }, count)
  let asked = new Map<number, Promise<unknown>>()
  const askPage = (page: number): void => {
    if (!asked.has(page)) asked.set(page, ask({ page }))
  }
  return {
    pages: (from) => {
      // Read from elsewhere, or again: what was asked ahead is of no use, and may be old.
      if (!asked.has(from)) asked = new Map()
      for (let ahead = 0; ahead < count * pagesEach; ahead++) askPage(from + ahead * atOnce)
      const page = asked.get(from)!
      asked.delete(from)
      return page as Promise<CheckedPage | undefined>
    },
    firstWrong: (check) => ask({ check }) as Promise<string | undefined>,
    stop,
  }
}

type Asked = {
  readonly question: Question
  readonly resolve: (value: unknown) => void
  readonly reject: (reason: Error) => void
}

/** Gives each question to the thread that has the least to do, and to none that has enough. */
function threadsOf(start: ThreadStart, count: number) {
  const waiting: Asked[] = []
  const threads = Array.from({ length: count }, () => startThread(start, () => give()))
  const give = (): void => {
    for (;;) {
      const next = waiting[0]
      const [idlest] = threads.toSorted((a, b) => a.busy() - b.busy())
      if (next === undefined || idlest!.busy() >= ('check' in next.question ? 1 : pagesEach)) return
      waiting.shift()
      idlest!.take(next)
    }
  }
  const ask = (question: Question): Promise<unknown> => {
    const answer = new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject })
      give()
    })
    // Whoever waits for it hears of it; what nobody needs any more fails unheard.
    answer.catch(() => undefined)
    return answer
  }
  return { ask, stop: async () => void (await Promise.all(threads.map(({ end }) => end()))) }
}

function startThread(start: ThreadStart, whenIdle: () => void) {
  const worker = new Worker(threadFile, { workerData: start })
  const taken: Asked[] = []
  let broken: Error | undefined
  worker.on('message', (answer: Answer) => {
    const { resolve, reject } = taken.shift()!
    if ('failed' in answer) reject(new Error(answer.failed))
    else resolve(answer.value)
    whenIdle()
  })
  worker.on('error', (error: Error) => {
    broken = error
    for (const { reject } of taken.splice(0)) reject(error)
    whenIdle()
  })
  return {
    busy: () => taken.length,
    take: (asked: Asked): void => {
      if (broken !== undefined) return asked.reject(broken)
      taken.push(asked)
      worker.postMessage(asked.question, [])
    },
    end: () => worker.terminate(),
  }
}

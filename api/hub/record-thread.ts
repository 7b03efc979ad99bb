import { parentPort, workerData } from 'node:worker_threads'
import { recordPages } from '../audit/repository-verify-page.ts'
import { openToRead } from '../open-store.ts'
import type { PageAnswer, ThreadStart } from './record-threads.ts'

/**
 * A root of its own: a thread that reads pages of the sealed record for `verify`, by a connection that only reads. It answers
 * in the order in which it was asked, and ends with whoever started it.
 */
const { where, atOnce } = workerData as ThreadStart
const pages = recordPages(openToRead(where), atOnce)

async function answerTo(from: number): Promise<PageAnswer> {
  try {
    return { page: await pages(from) }
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) }
  }
}

let last = Promise.resolve()
parentPort!.on('message', (from: number) => {
  last = last.then(async () => parentPort!.postMessage(await answerTo(from), []))
})

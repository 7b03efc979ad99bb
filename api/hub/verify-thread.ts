import { parentPort, workerData } from 'node:worker_threads'
import { recordPages } from '../audit/repository-verify-page.ts'
import { booksAudit } from '../currency/repository-verify.ts'
import { openToRead } from '../open-store.ts'
import type { Answer, Question, ThreadStart } from './verify-threads.ts'

/**
 * A root of its own: a thread that makes checks of the books and reads pages of the sealed record for `verify`, by a connection
 * that only reads. It answers in the order in which it was asked, and ends with whoever started it.
 */
const { where, atOnce } = workerData as ThreadStart
const store = openToRead(where)
const [{ checks }, pages] = [booksAudit(store), recordPages(store, atOnce)]

async function answerTo(question: Question): Promise<Answer> {
  try {
    return 'check' in question
      ? { value: await checks[question.check]!.firstWrong() }
      : { value: await pages(question.page) }
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) }
  }
}

/**
 * Reads of one instant share what they see (SQLite) until the immediates of that instant have run. A question may come before
 * that, and is asked about what is there now.
 */
const nextInstant = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

let last = Promise.resolve()
parentPort!.on('message', (question: Question) => {
  last = last.then(nextInstant).then(async () => parentPort!.postMessage(await answerTo(question), []))
})

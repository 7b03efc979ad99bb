import type { Store } from '../../db/store.ts'
import { verifyBaseDates, verifyRecord } from '../audit/index.ts'
import type { Progress, RecordVerdict } from '../audit/record-verify.ts'
import { auditStore } from '../audit/repository.ts'
import { baseDateStore } from '../audit/repository-base-dates.ts'
import { recordPages } from '../audit/repository-verify-page.ts'
import { recordAudit } from '../audit/repository-verify.ts'
import { verifyBooks } from '../currency/index.ts'
import type { Verdict } from '../currency/verify.ts'
import { booksAudit } from '../currency/repository-verify.ts'
import { institutionStore } from '../museum/repository-institutions.ts'
import { recordStore } from '../museum/repository-records.ts'
import { verifyIntakes } from '../office/index.ts'
import type { IntakeReads } from '../office/intake-verify.ts'
import { intakeStore } from '../office/repository-intakes.ts'
import { openHub } from '../open-hub.ts'
import { openToRead } from '../open-store.ts'
import type { Where } from '../open-store.ts'
import { readOptions, say, type Command } from './command.ts'
import { threadsHere, verifyThreads } from './verify-threads.ts'

/** Smaller books are read before a thread would have started. */
const threadsFrom = 20_000

/** Books and record about to be read again. */
export type Reading = {
  readonly books: (tell?: (check: string) => void) => Promise<Verdict>
  readonly record: (tell?: (check: string) => void, progress?: Progress) => Promise<RecordVerdict>
  readonly stop: () => Promise<void>
}

/** Begins to read books and record again: large ones in as many threads as there are cores, the books first. */
export async function readAgain(store: Store, where: Where): Promise<Reading> {
  const [{ size }, count] = [await auditStore(store).head(), threadsHere()]
  return size < threadsFrom || count === 1 ? readAlone(store, where) : readInThreads(store, where, count)
}

function readAlone(store: Store, where: Where): Reading {
  const reader = openToRead(where)
  const reads = { ...recordAudit(store), pages: recordPages(reader) }
  return {
    books: (tell) => verifyBooks(booksAudit(reader), tell),
    record: (tell, progress) => verifyRecord(reads, tell, progress),
    stop: reader.close,
  }
}

function readInThreads(store: Store, where: Where, count: number): Reading {
  const { firstWrong, pages, stop } = verifyThreads(where, count)
  const { counts, checks } = booksAudit(store)
  const asked = checks.map(({ name }, check) => {
    const answer = firstWrong(check)
    return { name, firstWrong: () => answer }
  })
  return {
    books: (tell) => verifyBooks({ counts, checks: asked }, tell),
    record: (tell, progress) => verifyRecord({ ...recordAudit(store), pages }, tell, progress),
    stop,
  }
}

/** More than a region has institutions. */
const intakesMax = 1_000_000

/** The institutions that were taken in, their records, and what the staff asked and decided. */
export function intakeReads(store: Store): IntakeReads {
  const [records, { requests }] = [recordStore(store), intakeStore(store)]
  return {
    taken: institutionStore(store).taken,
    asked: async () => requests({ newestMost: intakesMax, waitingAfter: 0 }),
    versions: records.versions,
    live: async () =>
      (await records.published('institution')).flatMap(({ record, body }) =>
        body.kind === 'institution' && body.facts !== undefined ? [record] : [],
      ),
  }
}

/** Reads everything again, says what it saw and every row that is wrong, and answers how many checks failed. */
export async function verifyAll(store: Store, where: Where): Promise<number> {
  const tell = (check: string) => void process.stderr.write(`checking ${check}\n`)
  const reading = await readAgain(store, where)
  try {
    const books = await reading.books(tell)
    const record = await reading.record(tell, tellFar)
    say(`${books.journals} journals, ${books.entries} entries`)
    say(`${record.seals} seals, ${record.waiting} journals wait for theirs`)
    const dates = await verifyBaseDates({ ...auditStore(store), ...baseDateStore(store) }, tell)
    const intakes = await verifyIntakes(intakeReads(store), tell)
    const wrong = [...books.wrong, ...record.wrong, ...dates, ...intakes]
    for (const { check, row } of wrong) say(`WRONG ${check}: ${row}`)
    say(wrong.length === 0 ? 'The books are right.' : `${wrong.length} checks failed.`)
    return wrong.length
  } finally {
    await reading.stop()
  }
}

const toldEvery = 50_000

/** Pages are a thousand seals, so that no multiple is passed over. */
const tellFar = (seals: number): void => {
  if (seals % toldEvery === 0) process.stderr.write(`${seals} seals read\n`)
}

export const verify: Command = {
  summary: 'reads the whole books and their sealed record again and names the first row that is wrong',
  help: `npm run hub -- verify

Checks every journal, entry, balance, lot and payment; then every seal against its journal, the tree of hashes, every
signed checkpoint, daily statement and report of a base date; and every institution that was taken in against the acts of the
staff. Exit status 0: all is right; 1: a row is wrong and is named.`,
  run: async (words) => {
    readOptions(words, {})
    const { store, configuration } = await openHub(process.env)
    try {
      return (await verifyAll(store, configuration)) === 0 ? 0 : 1
    } finally {
      await store.close()
    }
  },
}

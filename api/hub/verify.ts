import type { Store } from '../../db/store.ts'
import { verifyBaseDates, verifyRecord } from '../audit/index.ts'
import { auditStore } from '../audit/repository.ts'
import { baseDateStore } from '../audit/repository-base-dates.ts'
import { recordAudit } from '../audit/repository-verify.ts'
import { verifyBooks } from '../currency/index.ts'
import { booksAudit } from '../currency/repository-verify.ts'
import { openHub } from '../open-hub.ts'
import { readOptions, say, type Command } from './command.ts'

/** Reads everything again, says what it saw and every row that is wrong, and answers how many checks failed. */
export async function verifyAll(store: Store): Promise<number> {
  const tell = (check: string) => void process.stderr.write(`checking ${check}\n`)
  const books = await verifyBooks(booksAudit(store), tell)
  const record = await verifyRecord(recordAudit(store), tell, tellFar)
  say(`${books.journals} journals, ${books.entries} entries`)
  say(`${record.seals} seals, ${record.waiting} journals wait for theirs`)
  const dates = await verifyBaseDates({ ...auditStore(store), ...baseDateStore(store) }, tell)
  const wrong = [...books.wrong, ...record.wrong, ...dates]
  for (const { check, row } of wrong) say(`WRONG ${check}: ${row}`)
  say(wrong.length === 0 ? 'The books are right.' : `${wrong.length} checks failed.`)
  return wrong.length
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
signed checkpoint, daily statement and report of a base date. Exit status 0: all is right; 1: a row is wrong and is named.`,
  run: async (words) => {
    readOptions(words, {})
    const { store } = await openHub(process.env)
    try {
      return (await verifyAll(store)) === 0 ? 0 : 1
    } finally {
      await store.close()
    }
  },
}

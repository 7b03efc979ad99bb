import { verifyBooks } from '../currency/index.ts'
import { booksAudit } from '../currency/repository-verify.ts'
import { openHub } from '../open-hub.ts'
import { readOptions, say, type Command } from './command.ts'

export const verify: Command = {
  summary: 'reads the whole books again and names the first row that is wrong',
  help: `npm run hub -- verify

Checks every journal, entry, balance, lot and payment. Exit status 0: the books are right; 1: a row is wrong and is named.`,
  run: async (words) => {
    readOptions(words, {})
    const { store } = await openHub(process.env)
    try {
      const { journals, entries, wrong } = await verifyBooks(booksAudit(store), (check) =>
        process.stderr.write(`checking ${check}\n`),
      )
      say(`${journals} journals, ${entries} entries`)
      for (const { check, row } of wrong) say(`WRONG ${check}: ${row}`)
      say(wrong.length === 0 ? 'The books are right.' : `${wrong.length} checks failed.`)
      return wrong.length === 0 ? 0 : 1
    } finally {
      await store.close()
    }
  },
}

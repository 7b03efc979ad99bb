import { writeSync } from 'node:fs'
import { openSqlite } from '../../db/open-sqlite.ts'
import { openTestBooks } from '../currency/books.ts'
import { openSealing } from './record.ts'

/**
 * A process of its own that is going to be killed: it seals one journal at a time, while money moves on, and tells each
 * turn on standard output. Argument: the database file.
 */
const books = await openTestBooks(openSqlite(process.argv[2]!))
const sealer = openSealing(books, { sealedAtOnce: 1 })
for (;;) {
  await Promise.all([books.openWallet(10), books.openWallet(10), books.openWallet(10)])
  writeSync(1, `${await sealer.turn()}\n`)
}

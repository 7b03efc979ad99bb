import type { Store } from '../../db/store.ts'
import { openTestBooks } from '../currency/books.ts'
import { moveMoney, openSealing } from './record.ts'

/** Two days of a little of everything, sealed and stated; a few journals wait. */
export async function smallRecord(store: Store) {
  const books = await openTestBooks(store)
  const sealer = openSealing(books, { sealedAtOnce: 3, statementLeast: 1 })
  const money = await moveMoney(books)
  await sealer.turn()
  books.clock.at += 86_400_000
  await moveMoney(books)
  await sealer.turn()
  books.clock.at += 86_400_000
  await sealer.turn()
  await books.openWallet(5)
  return { ...money, signer: await sealer.signer(), statements: await sealer.kept.statements(2) }
}

export type Facts = Awaited<ReturnType<typeof smallRecord>>

/** Takes away everything that stands in the way of somebody who owns the database. */
export async function removeGuards(store: Store): Promise<void> {
  const triggers = await store.raw(`select name from sqlite_master where type = 'trigger'`)
  for (const { name } of triggers) await store.raw(`drop trigger ${String(name)}`)
  await store.raw('pragma foreign_keys = off')
  await store.raw('pragma ignore_check_constraints = on')
}

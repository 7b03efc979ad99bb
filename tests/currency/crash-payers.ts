import { writeSync } from 'node:fs'
import { openSqlite } from '../../db/open-sqlite.ts'
import { openTestBooks } from './books.ts'

export type Acknowledged = { readonly walletId: string; readonly key: string; readonly paymentId: string }

/**
 * A process of its own that is going to be killed: 32 payers pay as fast as they can, and each acknowledged payment
 * is told on standard output, unbuffered, as a line of JSON. Arguments: database file, shop (JSON), wallets (JSON).
 */
const [, , file, shopJson, walletsJson] = process.argv
const books = await openTestBooks(openSqlite(file!))
const shop = JSON.parse(shopJson!) as { id: string }
books.shops.set(shop.id, JSON.parse(shopJson!))
const wallets = JSON.parse(walletsJson!) as string[]

const tell = (line: Acknowledged) => writeSync(1, `${JSON.stringify(line)}\n`)

await Promise.all(
  wallets.map(async (walletId) => {
    for (;;) {
      const key = books.key()
      const paid = await books.ledger.pay({ walletId, merchantId: shop.id, amountYen: 1, key })
      if (paid.ok) tell({ walletId, key, paymentId: paid.value.answer.paymentId })
    }
  }),
)

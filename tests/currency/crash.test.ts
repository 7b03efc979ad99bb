import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { migrate } from '../../db/migrate.ts'
import { openSqlite } from '../../db/open-sqlite.ts'
import { booksAudit } from '../../api/currency/repository-verify.ts'
import { ledgerStore } from '../../api/currency/repository.ts'
import { verifyBooks } from '../../api/currency/verify.ts'
import { openTestBooks } from './books.ts'
import type { Acknowledged } from './crash-payers.ts'

/** Runs 32 payers in a process of their own and kills it with SIGKILL once so many payments were acknowledged. */
async function payUntilKilled(file: string, shop: object, wallets: readonly string[], enough: number) {
  const script = join(import.meta.dirname, 'crash-payers.ts')
  const payers = spawn(process.execPath, [script, file, JSON.stringify(shop), JSON.stringify(wallets)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const acknowledged: Acknowledged[] = []
  for await (const line of createInterface({ input: payers.stdout })) {
    // The last line may be cut in two by the kill: then nobody was told.
    if (line.endsWith('}')) acknowledged.push(JSON.parse(line))
    if (acknowledged.length === enough) payers.kill('SIGKILL')
  }
  return acknowledged
}

test('a server killed in the middle of 32 payers has every acknowledged payment once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'meguri-crash-'))
  const file = join(folder, 'hub.sqlite')
  const store = openSqlite(file)
  await migrate(store)
  const books = await openTestBooks(store)
  const shop = await books.openShop()
  const wallets = await Promise.all(Array.from({ length: 32 }, () => books.openWallet(1_000_000)))
  await store.close()

  let told = 0
  for (const enough of [1, 150, 400]) {
    const acknowledged = await payUntilKilled(file, shop, wallets, enough)
    told += acknowledged.length
    const reopened = openSqlite(file)
    const after = await openTestBooks(reopened)
    after.shops.set(shop.id, shop)
    expect((await verifyBooks(booksAudit(reopened))).wrong).toEqual([])
    for (const { walletId, key, paymentId } of acknowledged) {
      const again = await after.ledger.pay({ walletId, merchantId: shop.id, amountYen: 1, key })
      expect(again).toMatchObject({ ok: true, value: { replayed: true, answer: { paymentId } } })
    }
    const owed = (await ledgerStore(reopened).merchantBalance(shop.accountId)).get('reserve') ?? 0
    // A payment may be stored and its answer cut off, never the other way round.
    expect(owed).toBeGreaterThanOrEqual(told)
    await reopened.close()
  }
  rmSync(folder, { recursive: true })
}, 120_000)

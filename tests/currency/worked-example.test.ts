import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openEngine } from '../support/engines.ts'
import { openTestBooks } from './books.ts'
import { drawAccounts } from './t-accounts.ts'

const readme = join(import.meta.dirname, '../../api/currency/README.md')

/** The drawing between the fences that follow "t-accounts" in the README. */
const drawnInReadme = (): string =>
  /```t-accounts\n([\s\S]*?)\n```/.exec(readFileSync(readme, 'utf8'))?.[1] ?? ''

test('the worked example of the README is what the ledger does', async () => {
  const { store, dispose } = await openEngine('sqlite')
  const books = await openTestBooks(store)
  const step = () => (books.clock.at += 1_000)
  const [pot, shop, walletId] = [
    await books.openPot({ municipality: '072028', validDays: 90, budgetYen: 0 }),
    await books.openShop(),
    await books.openWallet(),
  ]
  step()
  await books.ledger.issue({ key: { scope: 'example', key: books.key() }, potId: pot, amountYen: 10_000 })
  step()
  await books.topUp(walletId, 1_000)
  step()
  await books.grant(pot, walletId, 300)
  step()
  const paid = await books.ledger.pay({ walletId, merchantId: shop.id, amountYen: 700, key: books.key() })
  const paymentId = paid.ok ? paid.value.answer.paymentId : ''
  step()
  const merchantAccountId = shop.accountId
  await books.ledger.refund({ paymentId, merchantAccountId, amountYen: 450, key: books.key() })
  step()
  const settled = await books.ledger.settle({ merchantAccountId, runId: 'run' })
  step()
  const settleJournalId = settled.ok ? settled.value.answer.journalId : ''
  await books.ledger.payout({ settleJournalId, runId: 'run' })

  const names = new Map([
    [walletId, 'wallet'],
    [merchantAccountId, 'merchant'],
    [pot, 'pot'],
    ['card_clearing', 'card_clearing'],
    ['settlement', 'settlement'],
    ['bank', 'bank'],
  ])
  expect(await drawAccounts(store, names)).toBe(drawnInReadme())
  await dispose()
})

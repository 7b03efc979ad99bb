import { describe, expect, test } from 'vitest'
import { engineNames, openEngine } from '../support/engines.ts'
import { openTestBooks } from '../currency/books.ts'
import { verifyBooks } from '../../api/currency/verify.ts'
import { booksAudit } from '../../api/currency/repository-verify.ts'
import { demonstrationSettings } from '../../api/currency/settings.ts'
import type { Store } from '../../db/store.ts'

/** Small books with a little of everything. */
async function smallBooks(store: Store) {
  const books = await openTestBooks(store, {
    ...demonstrationSettings,
    merchantPayments: { ...demonstrationSettings.merchantPayments, allowed: true },
  })
  const [shop, walletId] = [await books.openShop(), await books.openWallet(1_000)]
  await books.grant(await books.openPot(), walletId, 300)
  const paid = await books.ledger.pay({ walletId, merchantId: shop.id, amountYen: 700, key: books.key() })
  const paymentId = paid.ok ? paid.value.answer.paymentId : ''
  await books.ledger.refund({ paymentId, merchantAccountId: shop.accountId, amountYen: 50, key: books.key() })
  const endsAt = books.clock.at + 86_400_000
  const asked = { walletId, merchantId: shop.id, amountYen: 80, endsAt }
  for (const key of ['hold-one', 'hold-two']) await books.ledger.hold({ ...asked, key })
  const held = await books.ledger.hold({ ...asked, key: 'hold-three' })
  const holdId = held.ok ? held.value.answer.holdId : ''
  const merchantAccountId = shop.accountId
  await books.ledger.capture({
    holdId,
    merchantId: shop.id,
    merchantAccountId,
    amountYen: 60,
    key: books.key(),
  })
  await books.ledger.purchase({
    buyerId: shop.id,
    buyerAccountId: merchantAccountId,
    sellerId: (await books.openShop()).id,
    amountYen: 40,
    purchaseReference: 'INV-1',
    key: books.key(),
  })
  return { walletId, paymentId, holdId }
}

/** Takes away what stands in the way of somebody who owns the database. */
async function removeGuards(store: Store): Promise<void> {
  const names = ['entries_no_update', 'entries_no_delete', 'journal_balanced_no_delete', 'credits_fixed']
  names.push('lots_held_true', 'balances_held_true', 'hold_resolutions_no_update', 'hold_lots_no_update')
  names.push('wallets_frozen_true', 'purchases_no_update', 'purchases_no_delete', 'credits_folded_true')
  for (const name of names) await store.raw(`drop trigger ${name}`)
}

type Facts = Awaited<ReturnType<typeof smallBooks>>

/** What somebody with the whole database in hand may do, and the checks that find it. */
const tampering: readonly [string, (facts: Facts) => string, readonly string[]][] = [
  [
    'an entry made larger',
    () => `update entries set amount_yen = amount_yen + 1 where account_id = 'card_clearing'`,
    ['sum to zero', 'each balance is the sum'],
  ],
  [
    'an entry removed',
    () => `delete from entries where account_id = 'card_clearing'`,
    ['sum to zero', 'each balance is the sum'],
  ],
  [
    'the proof of balance removed',
    ({ paymentId }) => `delete from journal_balanced where journal_id = '${paymentId}'`,
    ['was closed by the database'],
  ],
  [
    'a wallet made richer',
    ({ walletId }) =>
      `update balances set posted_yen = posted_yen + 5 where account_id = '${walletId}' and fund_id = 'reserve'`,
    ['each balance is the sum', 'the lots of each wallet'],
  ],
  [
    'a lot made smaller',
    ({ walletId }) =>
      `update lots set remaining_yen = remaining_yen - 5 where account_id = '${walletId}' and fund_id = 'reserve'`,
    ['each lot holds', 'the lots of each wallet'],
  ],
  [
    'a recorded balance changed',
    ({ walletId }) =>
      `update entries set balance_after_yen = 7 where account_id = '${walletId}' and account_version = 1 and fund_id = 'reserve'`,
    ['records the balance after it'],
  ],
  [
    'a refund told smaller',
    ({ paymentId }) => `update payments set refunded_yen = 1 where journal_id = '${paymentId}'`,
    ['each payment was made'],
  ],
  [
    'a lot that lets go of what is held',
    ({ walletId }) => `update lots set held_yen = 0 where account_id = '${walletId}'`,
    ['what is held of each lot'],
  ],
  [
    'a wallet that lets go of what is held',
    ({ walletId }) => `update balances set held_yen = 0 where account_id = '${walletId}'`,
    ['what is held of each lot'],
  ],
  [
    'a capture told smaller',
    ({ holdId }) => `update hold_resolutions set captured_yen = 1 where hold_id = '${holdId}'`,
    ['each hold holds of lots'],
  ],
  [
    'a hold that holds less than it says',
    ({ holdId }) => `update hold_lots set amount_yen = 70 where hold_id = '${holdId}'`,
    ['each hold holds of lots'],
  ],
  [
    'a purchase told smaller',
    () => 'update purchases set amount_yen = 1',
    ['each purchase left one merchant'],
  ],
  ['a purchase forgotten', () => 'delete from purchases', ['each purchase left one merchant']],
  [
    'a credit that counts as folded and was not',
    () => 'update credits set folded_at = 1 where folded_at is null',
    ['each balance is the sum', 'rolled up as its fold says'],
  ],
  [
    'a folded credit that counts once more',
    () => 'update credits set folded_at = null',
    ['each balance is the sum', 'rolled up as its fold says'],
  ],
  [
    'a wallet let go past its history',
    () => 'update wallets set frozen_at = 1',
    ['is stopped as its history says'],
  ],
  [
    'a day of spending written over',
    () => `insert or replace into spendings select wallet_id, period, 1, limit_yen from spendings`,
    ['what a wallet spent is counted'],
  ],
  ['a credit made larger', () => 'update credits set amount_yen = amount_yen + 1', ['takings are credits']],
]

describe.each(engineNames)('verify on %s', (name) => {
  test('finds right books right', async () => {
    const { store, dispose } = await openEngine(name)
    await smallBooks(store)
    const told: string[] = []
    const verdict = await verifyBooks(booksAudit(store), (check) => told.push(check))
    expect(verdict).toMatchObject({ journals: 7, wrong: [] })
    expect(told).toEqual(verdict.checks)
    await dispose()
  }, 60_000)
})

describe('verify finds and names', () => {
  test.each(tampering)('%s', async (_, sql, checks) => {
    const { store, dispose } = await openEngine('sqlite')
    const facts = await smallBooks(store)
    await removeGuards(store)
    await store.raw(sql(facts))
    const { wrong } = await verifyBooks(booksAudit(store))
    for (const check of checks) {
      const found = wrong.find((one) => one.check.includes(check))
      expect(found?.row, `${check} in ${JSON.stringify(wrong)}`).toBeTruthy()
    }
    await dispose()
  })
})

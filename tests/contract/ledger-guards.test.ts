import { beforeAll, describe, expect, test } from 'vitest'
import { onEveryEngine } from '../support/engines.ts'
import { booksAsText, noon, openTestBooks } from '../currency/books.ts'
import { demonstrationSettings } from '../../api/currency/settings.ts'
import { Violation } from '../../db/violation.ts'
import { freezeAttempts, openFrozen } from './freeze-attempts.ts'
import { holdAttempts, holdColumns, postgresql, sqlites } from './hold-attempts.ts'
import type { Attempt, Facts } from './hold-attempts.ts'
import { accountAttempts } from './account-attempts.ts'
import { adjustmentAttempts } from './adjustment-attempts.ts'
import { donationAttempts, openCauses } from './donation-attempts.ts'
import { limitAttempts } from './limit-attempts.ts'
import { openPurchases, purchaseAttempts } from './purchase-attempts.ts'
import { openRepayments, repaymentAttempts } from './repayment-attempts.ts'
import { openShownCodes, shownCodeAttempts } from './shown-code-attempts.ts'
import { transferAttempts } from './transfer-attempts.ts'

const dayMs = 86_400_000
const { merchantPayments } = demonstrationSettings
const allowingPurchases = {
  ...demonstrationSettings,
  merchantPayments: { ...merchantPayments, allowed: true },
}

const journalColumns = 'id, kind, scope, key, body, created_at, parent_id'
const entryColumns = 'journal_id, line, account_id, fund_id, lot_id, amount_yen, created_at'
const journalRow = (id: string, key = id) =>
  `insert into journals (${journalColumns}) values ('${id}', 'pay', 'raw', '${key}', '{}', 1, null)`

const attempts: readonly Attempt[] = [
  ...transferAttempts,
  ...accountAttempts,
  ...adjustmentAttempts,
  ...donationAttempts,
  ...purchaseAttempts,
  ...limitAttempts,
  ...holdAttempts,
  ...repaymentAttempts,
  ...shownCodeAttempts,
  ...freezeAttempts,
  {
    what: 'changing a journal',
    sql: (f) => `update journals set kind = 'grant' where id = '${f.paymentId}'`,
  },
  {
    what: 'changing an entry',
    sql: (f) => `update entries set amount_yen = 1 where journal_id = '${f.paymentId}'`,
  },
  { what: 'changing an entry to what it was', sql: () => 'update entries set amount_yen = amount_yen' },
  { what: 'removing a journal', sql: (f) => `delete from journals where id = '${f.paymentId}'` },
  { what: 'removing entries', sql: (f) => `delete from entries where journal_id = '${f.paymentId}'` },
  { what: 'removing the proof of balance', sql: () => 'delete from journal_balanced' },
  { what: 'changing the proof of balance', sql: () => 'update journal_balanced set sum_yen = 0' },
  {
    what: 'writing over a journal',
    sql: (f) =>
      `insert or replace into journals (${journalColumns}) values ('${f.paymentId}', 'pay', 'x', 'y', '{}', 1, null)`,
    only: sqlites,
  },
  {
    what: 'writing over a journal through its key',
    sql: (f) =>
      `replace into journals (${journalColumns}) values ('fresh', 'pay', '${f.scope}', '${f.key}', '{}', 1, null)`,
    only: sqlites,
  },
  {
    what: 'writing over a journal by its number',
    sql: (f) =>
      `replace into journals (rowid, ${journalColumns}) select rowid, 'fresh', 'pay', 'x', 'y', '{}', 1, null from journals where id = '${f.paymentId}'`,
    only: sqlites,
  },
  {
    what: 'writing over an entry',
    sql: (f) =>
      `insert or replace into entries (${entryColumns}) values ('${f.paymentId}', 1, '${f.walletId}', 'reserve', '${f.lotId}', -1, 1)`,
    only: sqlites,
  },
  {
    what: 'writing over a journal by upsert',
    sql: (f) =>
      `insert into journals (${journalColumns}) values ('${f.paymentId}', 'pay', 'x', 'y', '{}', 1, null) on conflict (id) do update set kind = 'grant'`,
  },
  { what: 'emptying the journals', sql: () => 'truncate journals cascade', only: postgresql },
  { what: 'emptying the entries', sql: () => 'truncate entries cascade', only: postgresql },
  { what: 'emptying the keys', sql: () => 'truncate keys', only: postgresql },
  {
    what: 'adding an entry to a closed journal',
    sql: (f) =>
      `insert into entries (${entryColumns}) values ('${f.paymentId}', 99, '${f.walletId}', 'reserve', '${f.lotId}', 5, 1)`,
  },
  {
    what: 'an entry of a part of a yen',
    sql: (f) => `insert into entries (${entryColumns}) values ('open', 1, 'bank', '${f.pot}', null, 1.5, 1)`,
    only: sqlites,
  },
  {
    what: 'an entry of letters',
    sql: (f) => `insert into entries (${entryColumns}) values ('open', 1, 'bank', '${f.pot}', null, 'x', 1)`,
  },
  {
    what: 'an entry of nothing',
    sql: (f) => `insert into entries (${entryColumns}) values ('open', 1, 'bank', '${f.pot}', null, 0, 1)`,
  },
  {
    what: 'an entry beyond 64 bits',
    sql: (f) =>
      `insert into entries (${entryColumns}) values ('open', 1, 'bank', '${f.pot}', null, 92233720368547758080, 1)`,
  },
  {
    what: 'an entry of a journal that is not there',
    sql: (f) => `insert into entries (${entryColumns}) values ('none', 1, 'bank', '${f.pot}', null, 5, 1)`,
  },
  {
    what: 'an entry of an account that is not there',
    sql: (f) => `insert into entries (${entryColumns}) values ('open', 1, 'none', '${f.pot}', null, 5, 1)`,
  },
  {
    what: 'an entry of a lot that is not there',
    sql: (f) =>
      `insert into entries (${entryColumns}) values ('open', 1, '${f.walletId}', 'reserve', 'none', 5, 1)`,
  },
  {
    what: 'a journal under a key used before',
    sql: (f) => journalRow('fresh').replace("'raw', 'fresh'", `'${f.scope}', '${f.key}'`),
  },
  {
    what: 'a key used before',
    sql: (f) =>
      `insert into keys (scope, key, content, answer, refused, journal_id, created_at) select scope, key, '{}', '{}', refused, null, 1 from keys where scope = '${f.scope}' and key = '${f.key}'`,
  },
  { what: 'changing the answer of a key', sql: () => `update keys set answer = '{}'` },
  { what: 'forgetting a key', sql: () => 'delete from keys' },
  {
    what: 'a journal that does not sum to zero',
    sql: () => `insert into journal_balanced (journal_id, fund_id, sum_yen) values ('open', 'reserve', 1)`,
  },
  { what: 'a lot below zero', sql: (f) => `update lots set remaining_yen = -1 where id = '${f.lotId}'` },
  {
    what: 'a lot above what was issued',
    sql: (f) => `update lots set remaining_yen = issued_yen + 1 where id = '${f.lotId}'`,
  },
  {
    what: 'holding more of a lot than it has',
    sql: (f) => `update lots set held_yen = remaining_yen + 1 where id = '${f.lotId}'`,
  },
  {
    what: 'a lot with a part of a yen',
    sql: (f) => `update lots set remaining_yen = 1.5 where id = '${f.lotId}'`,
    only: sqlites,
  },
  { what: 'a lot of letters', sql: (f) => `update lots set remaining_yen = 'x' where id = '${f.lotId}'` },
  { what: 'a third instrument', sql: (f) => `update lots set instrument = 'gold' where id = '${f.lotId}'` },
  {
    what: 'overdrawing a wallet',
    sql: (f) => `update balances set posted_yen = posted_yen - 1000000 where account_id = '${f.walletId}'`,
  },
  {
    what: 'overdrawing a pot by one yen',
    sql: (f) => `update balances set posted_yen = -1 where account_id = '${f.pot}'`,
  },
  {
    what: 'overdrawing a merchant',
    sql: (f) => `update balances set posted_yen = -1 where account_id = '${f.shopAccount}'`,
  },
  {
    what: 'holding more of a wallet than it has',
    sql: (f) => `update balances set held_yen = posted_yen + 1 where account_id = '${f.walletId}'`,
  },
  {
    what: 'holding less than nothing',
    sql: (f) => `update balances set held_yen = -1 where account_id = '${f.walletId}'`,
  },
  {
    what: 'refunding more than was paid',
    sql: (f) => `update payments set refunded_yen = amount_yen + 1 where journal_id = '${f.paymentId}'`,
  },
  {
    what: 'refunding more of a lot than was taken',
    sql: (f) => `update payment_lots set refunded_yen = amount_yen + 1 where payment_id = '${f.paymentId}'`,
  },
  {
    what: 'a payment of nothing',
    sql: (f) =>
      `insert into payments (journal_id, wallet_id, merchant_account_id, amount_yen, refunded_yen, created_at) values ('open', '${f.walletId}', '${f.shopAccount}', 0, 0, 1)`,
  },
  {
    what: 'a credit of less than nothing',
    sql: (f) =>
      `insert into credits (id, account_id, fund_id, journal_id, amount_yen, created_at) values ('c', '${f.shopAccount}', 'reserve', '${f.paymentId}', -5, 1)`,
  },
  {
    what: 'folding a credit twice',
    sql: (f) => `insert into folds (credit_id, folded_at) values ('${f.creditId}', 2)`,
  },
  {
    what: 'folding a credit that is not there',
    sql: () => `insert into folds (credit_id, folded_at) values ('none', 2)`,
  },
  {
    what: 'a credit that counts as folded and was not',
    sql: (f) =>
      `update credits set folded_at = 5 where account_id = '${f.shopAccount}' and folded_at is null`,
  },
  {
    what: 'a folded credit that counts once more',
    sql: (f) => `update credits set folded_at = null where id = '${f.creditId}'`,
  },
  {
    what: 'a credit that comes folded',
    sql: (f) =>
      `insert into credits (id, account_id, fund_id, journal_id, amount_yen, created_at, folded_at) values ('c', '${f.shopAccount}', 'reserve', '${f.paymentId}', 5, 1, 1)`,
  },
  { what: 'unfolding a credit', sql: (f) => `delete from folds where credit_id = '${f.creditId}'` },
  {
    what: 'closing a journal that sums to something, with a sum of nothing handed in',
    sql: (f) =>
      `insert into journal_balanced (journal_id, fund_id, sum_yen) values ('tilted', '${f.pot}', 0)`,
  },
  {
    what: 'closing a journal of nothing',
    sql: () => `insert into journal_balanced (journal_id, fund_id, sum_yen) values ('open', 'reserve', 0)`,
  },
  { what: 'losing a shop’s credits', sql: () => 'delete from credits' },
  { what: 'making a credit larger', sql: () => 'update credits set amount_yen = amount_yen + 1000000' },
  {
    what: 'issuing more of a lot afterwards',
    sql: () => 'update lots set issued_yen = issued_yen + 10, remaining_yen = remaining_yen + 10',
  },
  { what: 'making a lot valid for longer', sql: () => 'update lots set valid_until = valid_until + 1' },
  { what: 'turning free money into paid', sql: () => `update lots set instrument = 'paid'` },
  { what: 'removing a lot', sql: (f) => `delete from lots where id = '${f.lotId}'` },
  {
    what: 'letting a wallet go below zero from now on',
    sql: (f) => `update balances set floor_yen = null where account_id = '${f.walletId}'`,
  },
  { what: 'removing a balance', sql: (f) => `delete from balances where account_id = '${f.walletId}'` },
  { what: 'making a payment larger', sql: () => 'update payments set amount_yen = amount_yen + 1' },
  { what: 'removing a payment', sql: () => 'delete from payments' },
  { what: 'forgetting which lots a payment was made from', sql: () => 'delete from payment_lots' },
  {
    what: 'taking a payment from other lots',
    sql: () => 'update payment_lots set amount_yen = amount_yen + 1',
  },
  {
    what: 'writing over a lot',
    sql: () => 'insert or replace into lots select * from lots',
    only: sqlites,
  },
  { what: 'emptying the lots', sql: () => 'truncate lots cascade', only: postgresql },
  { what: 'emptying the credits', sql: () => 'truncate credits', only: postgresql },
  {
    what: 'free money without a pot',
    sql: () =>
      `insert into funds (id, instrument, municipality, pot_account_id, created_at) values ('f', 'free', '072028', null, 1)`,
  },
]

onEveryEngine('the database itself refuses', (store, engine) => {
  let facts: Facts
  beforeAll(async () => {
    const books = await openTestBooks(store(), allowingPurchases)
    const [pot, walletId, shop] = [
      await books.openPot({ budgetYen: 1_000 }),
      await books.openWallet(1_000),
      await books.openShop(),
    ]
    const key = books.key()
    const paid = await books.ledger.pay({ walletId, merchantId: shop.id, amountYen: 300, key })
    if (!paid.ok) throw new Error(paid.error.code)
    const { paymentId, lots } = paid.value.answer
    await books.ledger.refund({
      paymentId,
      merchantAccountId: shop.accountId,
      amountYen: 1,
      key: books.key(),
    })
    const endsAt = noon + dayMs
    const place = async (amountYen: number): Promise<string> => {
      const placed = await books.ledger.hold({
        walletId,
        merchantId: shop.id,
        amountYen,
        endsAt,
        key: books.key(),
      })
      if (!placed.ok) throw new Error(placed.error.code)
      return placed.value.answer.holdId
    }
    const asked = { merchantId: shop.id, merchantAccountId: shop.accountId }
    const [capturedId, voidedId, expiredId] = [await place(50), await place(50), await place(50)]
    await books.ledger.capture({ ...asked, holdId: capturedId, amountYen: null, key: books.key() })
    await books.ledger.voidHold({ ...asked, holdId: voidedId, key: books.key() })
    books.clock.at = endsAt + 1
    await books.ledger.expireHolds()
    books.clock.at = noon
    const holdId = await place(100)
    const foreignWalletId = await books.openWallet()
    const other = await books.topUp(foreignWalletId, 1_000)
    await books.ledger.newAddress({ walletId: foreignWalletId, key: books.key() })
    const made = await books.ledger.newAddress({ walletId: foreignWalletId, key: books.key() })
    const address = made.ok ? made.value : ''
    const sent = await books.ledger.transfer({ walletId, address, amountYen: 10, key: books.key() })
    const transferId = sent.ok ? sent.value.answer.transferId : ''
    const topUpId = other.ok ? other.value.answer.journalId : ''
    const adjusted = await books.ledger.adjust({
      key: { scope: 'test', key: books.key() },
      journalId: topUpId,
      direction: 'take',
      amountYen: 5,
      approvedHash: 'a'.repeat(64),
    })
    const adjustmentId = adjusted.ok ? adjusted.value.answer.adjustmentId : ''
    const closedWalletId = await books.openWallet()
    const closed = { reason: 'over', changedBy: 'somebody', key: books.key() }
    await books.ledger.closeAccount({ accountId: closedWalletId, ...closed })
    const [frozenWalletId, lostWalletId, thawedWalletId] = await openFrozen(books)
    // Holds with nothing in them yet: what a writer past the code would begin with.
    for (const [id, end, yen] of [
      ['empty', endsAt, 2_000],
      ['small', endsAt, 5],
      ['long', noon + 5_000 * dayMs, 2_000],
    ] as const)
      await store().raw(
        `insert into holds (${holdColumns}) values ('${id}', '${walletId}', '${shop.accountId}', ${yen}, ${end}, ${noon})`,
      )
    // A journal that nobody closed: what a writer past the code would begin with.
    await store().raw(journalRow('open'))
    await store().raw(journalRow('tilted'))
    await store().raw(
      `insert into entries (${entryColumns}) values ('tilted', 1, 'bank', '${pot}', null, -5, 1)`,
    )
    const [credit] = await store().raw('select credit_id from folds')
    const [causeId, endedCauseId] = await openCauses(books, { shopId: shop.id, walletId, pot })
    const makerAccount = await openPurchases(books, shop.id)
    const repaid = await openRepayments(books, { walletId, pot })
    const shown = await openShownCodes(books, shop.id)
    facts = {
      walletId,
      pot,
      lotId: lots[0]!.lotId,
      shopAccount: shop.accountId,
      paymentId,
      creditId: String(credit!['credit_id']),
      scope: `wallet:${walletId}`,
      key,
      holdId,
      capturedId,
      voidedId,
      expiredId,
      endsAt,
      foreignLotId: other.ok ? other.value.answer.lotId : '',
      transferId,
      foreignWalletId,
      address: address.replaceAll('-', ''),
      topUpId,
      adjustmentId,
      causeId,
      closedWalletId,
      frozenWalletId,
      lostWalletId,
      thawedWalletId,
      endedCauseId,
      makerAccount,
      shown,
      ...repaid,
    }
  }, 60_000)

  describe.each(attempts.filter((one) => one.only?.includes(engine) ?? true))('$what', ({ sql }) => {
    test('and nothing changes', async () => {
      const before = await booksAsText(store())
      await expect(store().raw(sql(facts))).rejects.toBeInstanceOf(Violation)
      expect(await booksAsText(store())).toBe(before)
    })
  })

  // Written into the SQL, PostgreSQL rounds 1.5 to 2 before the column sees it; as a parameter it is refused everywhere.
  test('a part of a yen that arrives as a parameter', async () => {
    const { tables, query, prepareWrite } = store()
    const write = prepareWrite(query.update(tables.lots).set({ remainingYen: 1.5 }))
    await expect(store().atomic([write()])).rejects.toBeInstanceOf(Violation)
  })
})

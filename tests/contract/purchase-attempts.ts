import { noon } from '../currency/books.ts'
import type { TestBooks } from '../currency/books.ts'
import { postgresql, sqlites } from './hold-attempts.ts'
import type { Attempt, Facts } from './hold-attempts.ts'

const columns =
  'journal_id, buyer_account_id, seller_account_id, purchase_reference, amount_yen, month, month_limit_yen, created_at'
type Told = {
  journalId?: string
  seller?: string
  reference?: string
  yen?: number
  month?: string
  limit?: number
}
/** The journal `buying` moves 20 yen from the shop to its maker, and nobody closed it. */
const buys = (
  f: Facts,
  {
    journalId = 'buying',
    seller = f.makerAccount,
    reference = 'new',
    yen = 20,
    month = '2026-11',
    limit = 999,
  }: Told,
) =>
  `insert into purchases (${columns}) values ('${journalId}', '${f.shopAccount}', '${seller}', '${reference}', ${yen}, '${month}', ${limit}, ${noon})`

/** What may be tried on purchases. 5 yen were paid to the maker under the reference `first`. */
export const purchaseAttempts: readonly Attempt[] = [
  { what: 'a purchase whose entries move less', sql: (f) => buys(f, { yen: 21 }) },
  { what: 'a purchase whose entries move more', sql: (f) => buys(f, { yen: 19 }) },
  { what: 'a purchase of nobody', sql: (f) => buys(f, { seller: f.walletId }) },
  { what: 'a purchase from oneself', sql: (f) => buys(f, { seller: f.shopAccount }) },
  { what: 'a purchase that is a payment', sql: (f) => buys(f, { journalId: f.paymentId, yen: 300 }) },
  { what: 'a purchase that moved nothing', sql: (f) => buys(f, { journalId: 'open', yen: 1 }) },
  { what: 'a purchase that a third one was paid by, too', sql: (f) => buys(f, { journalId: 'buying-more' }) },
  { what: 'paying a reference again', sql: (f) => buys(f, { reference: 'first' }) },
  { what: 'a purchase without a reference', sql: (f) => buys(f, { reference: '' }) },
  { what: 'a purchase beyond the month, by one yen', sql: (f) => buys(f, { limit: 24 }) },
  { what: 'a purchase that counts in another month', sql: (f) => buys(f, { month: '2026-12' }) },
  { what: 'making a purchase smaller', sql: () => 'update purchases set amount_yen = 1' },
  { what: 'giving a purchase another reference', sql: () => `update purchases set purchase_reference = 'x'` },
  { what: 'removing a purchase', sql: () => 'delete from purchases' },
  { what: 'emptying the purchases', sql: () => 'truncate purchases', only: postgresql },
  {
    what: 'writing over a purchase',
    sql: () => 'insert or replace into purchases select * from purchases',
    only: sqlites,
  },
  {
    what: 'writing over a purchase through its reference',
    sql: (f) => buys(f, { reference: 'first' }).replace('insert', 'insert or replace'),
    only: sqlites,
  },
]

const entryColumns = 'journal_id, line, account_id, fund_id, lot_id, amount_yen, created_at'

/**
 * A maker that the shop paid 5 yen, and two journals that nobody closed: 20 yen on their way to the maker, and 20 of which
 * a third shop got some. The books must allow purchases.
 */
export async function openPurchases(books: TestBooks, shopId: string): Promise<string> {
  const [maker, third] = [await books.openShop(), await books.openShop()]
  const { accountId: buyerAccountId } = books.shops.get(shopId)!
  const paid = await books.ledger.purchase({
    buyerId: shopId,
    buyerAccountId,
    sellerId: maker.id,
    amountYen: 5,
    purchaseReference: 'first',
    key: books.key(),
  })
  if (!paid.ok) throw new Error(paid.error.code)
  const moves = {
    buying: [[maker.accountId, 20]],
    'buying-more': [
      [maker.accountId, 20],
      [third.accountId, 1],
    ],
  } as const
  for (const [id, gained] of Object.entries(moves)) {
    await books.store.raw(
      `insert into journals (id, kind, scope, key, body, created_at, parent_id) values ('${id}', 'purchase', 'raw', '${id}', '{}', 1, null)`,
    )
    const entries = [[buyerAccountId, -20] as const, ...gained].map(
      ([account, yen], at) => `('${id}', ${at + 1}, '${account}', 'reserve', null, ${yen}, 1)`,
    )
    await books.store.raw(`insert into entries (${entryColumns}) values ${entries.join(', ')}`)
  }
  return maker.accountId
}

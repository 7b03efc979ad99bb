import { noon } from '../currency/books.ts'
import type { TestBooks } from '../currency/books.ts'
import { postgresql, sqlites } from './hold-attempts.ts'
import type { Attempt, Facts } from './hold-attempts.ts'

const columns = 'journal_id, wallet_id, cause_id, amount_yen, created_at'
const gives = (f: Facts, journalId: string, yen: number) =>
  `insert into donations (${columns}) values ('${journalId}', '${f.walletId}', '${f.causeId}', ${yen}, ${noon})`

/** What may be tried on causes and donations. */
export const donationAttempts: readonly Attempt[] = [
  { what: 'a donation whose entries give less', sql: (f) => gives(f, 'giving', 21) },
  { what: 'a donation whose entries give more', sql: (f) => gives(f, 'giving', 19) },
  { what: 'a donation that is a payment', sql: (f) => gives(f, f.paymentId, 300) },
  { what: 'a donation that moved nothing', sql: (f) => gives(f, 'open', 1) },
  { what: 'a donation of what a town gave', sql: (f) => gives(f, 'giving-free', 20) },
  {
    what: 'a donation to a cause that has ended',
    sql: (f) =>
      `insert into donations (${columns}) values ('giving', '${f.walletId}', '${f.endedCauseId}', 20, ${noon})`,
  },
  { what: 'making a donation smaller', sql: () => 'update donations set amount_yen = 1' },
  { what: 'removing a donation', sql: () => 'delete from donations' },
  { what: 'emptying the donations', sql: () => 'truncate donations', only: postgresql },
  {
    what: 'writing over a donation',
    sql: () => 'insert or replace into donations select * from donations',
    only: sqlites,
  },
  {
    what: 'moving a cause to another account',
    sql: (f) => `update causes set merchant_account_id = 'bank' where id = '${f.causeId}'`,
  },
  {
    what: 'saying something else of what a cause does',
    sql: () => `update causes set purpose_ja = 'other'`,
  },
  {
    what: 'beginning a cause again that has ended',
    sql: (f) => `update causes set ended_at = null, ended_by = null where id = '${f.endedCauseId}'`,
  },
  { what: 'removing a cause', sql: () => 'delete from causes' },
  {
    what: 'a cause of somebody without a shop’s account',
    sql: (f) =>
      `insert into causes (id, merchant_id, merchant_account_id, name_ja, name_en, purpose_ja, purpose_en, registered_by, created_at) values ('c', 'm', '${f.walletId}', 'a', 'b', 'c', 'd', 'e', 1)`,
  },
]

const entryColumns = 'journal_id, line, account_id, fund_id, lot_id, amount_yen, created_at'

/**
 * A cause that takes donations and one that has ended, a donation of 5 yen, and two journals that nobody closed: 20 yen
 * of paid money on their way to the first cause, and 20 that a town gave.
 */
export async function openCauses(
  books: TestBooks,
  { shopId, walletId, pot }: { shopId: string; walletId: string; pot: string },
): Promise<readonly [causeId: string, endedCauseId: string]> {
  const open = async (): Promise<string> => {
    const made = await books.ledger.registerCause({
      merchantId: shopId,
      name: { ja: '屋根', en: 'The roof' },
      purpose: { ja: '葺きかえ', en: 'Thatching' },
      registeredBy: 'officer',
      key: books.key(),
    })
    if (!made.ok) throw new Error(made.error.code)
    return made.value.causeId
  }
  const [causeId, endedCauseId] = [await open(), await open()]
  const given = await books.ledger.donate({ walletId, causeId, amountYen: 5, key: books.key() })
  if (!given.ok) throw new Error(given.error.code)
  await books.ledger.endCause({ causeId: endedCauseId, endedBy: 'officer' })
  const granted = await books.grant(pot, walletId, 20)
  if (!granted.ok) throw new Error(granted.error.code)
  const paidLotId = given.value.answer.lots[0]!.lotId
  const { accountId } = books.shops.get(shopId)!
  for (const [id, lotId, fundId] of [
    ['giving', paidLotId, 'reserve'],
    ['giving-free', granted.value.answer.lotId, pot],
  ]) {
    await books.store.raw(
      `insert into journals (id, kind, scope, key, body, created_at, parent_id) values ('${id}', 'donate', 'raw', '${id}', '{}', 1, null)`,
    )
    await books.store.raw(
      `insert into entries (${entryColumns}) values ('${id}', 1, '${walletId}', '${fundId}', '${lotId}', -20, 1), ('${id}', 2, '${accountId}', '${fundId}', null, 20, 1)`,
    )
  }
  return [causeId, endedCauseId]
}

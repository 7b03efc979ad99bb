import type { Store } from '../../db/store.ts'
import { same } from '../currency/walk-world.ts'
import type { WalkChecks } from '../currency/walk-world.ts'

const listOf = (ids: readonly string[]): string => ids.map((id) => `'${id}'`).join(', ')

/** Rows as text, the same for the same rows in any order. */
async function textOf(store: Store, selects: readonly string[]): Promise<string> {
  const texts: string[] = []
  for (const select of selects)
    texts.push(
      (await store.raw(select))
        .map((row) => JSON.stringify(row))
        .toSorted()
        .join('\n'),
    )
  return texts.join('\n\n')
}

/** Tables whose rows are each of one wallet. */
const ofWallets = [
  'spendings',
  'topups',
  'repayments',
  'adjustments',
  'wallet_freezes',
  'proxies',
  'proxy_days',
]

/**
 * The invariants T1 to T6 over the accounts of one small world: their cost does not grow with the books, so that they
 * are affordable after each of many operations.
 */
export const accountsOnly: WalkChecks = {
  /** T6: a refusal leaves every row of these accounts as it was, and adds no journal to them. */
  text: (store, accounts) => {
    const [mine, wallet] = [`account_id in (${listOf(accounts)})`, `wallet_id in (${listOf(accounts)})`]
    return textOf(store, [
      `select * from balances where ${mine}`,
      `select * from lots where ${mine}`,
      `select journal_id, line, amount_yen from entries where ${mine}`,
      `select d.*, c.how from disputes d left join dispute_closings c on c.dispute_id = d.id where d.${wallet}`,
      `select r.* from hold_resolutions r join holds h on h.id = r.hold_id where h.${wallet}`,
      ...ofWallets.map((table) => `select * from ${table} where ${wallet}`),
      `select u.* from shown_code_uses u join shown_codes c on c.code_hash = u.code_hash where c.${wallet}`,
      `select a.* from proxy_acts a join proxies p on p.id = a.proxy_id where p.${wallet}`,
    ])
  },
  books: async (store, accounts) => {
    const mine = `account_id in (${listOf(accounts)})`
    for (const [name, wrong] of wrongRows(mine)) same([name, await store.raw(wrong)], [name, []])
  },
}

/** Each answers with the rows that are wrong: with none. */
const wrongRows = (mine: string): readonly (readonly [name: string, select: string])[] => [
  [
    'T1 the entries of a journal sum to zero for each fund',
    `select journal_id, fund_id from entries where journal_id in (select journal_id from entries where ${mine})
      group by journal_id, fund_id having sum(amount_yen) <> 0`,
  ],
  [
    'T2 a balance is the sum of its entries, a shop’s without what is not folded yet',
    `select b.account_id, b.fund_id from balances b where b.${mine} and b.posted_yen
      <> (select coalesce(sum(e.amount_yen), 0) from entries e where e.account_id = b.account_id and e.fund_id = b.fund_id)
       - (select coalesce(sum(c.amount_yen), 0) from credits c left join folds f on f.credit_id = c.id
          where c.account_id = b.account_id and c.fund_id = b.fund_id and f.credit_id is null)`,
  ],
  [
    'T2 an entry of a wallet records the balance after it',
    `select account_id, fund_id from (select account_id, fund_id, amount_yen, balance_after_yen,
        lag(balance_after_yen) over (partition by account_id, fund_id order by account_version) as before
      from entries where ${mine} and account_version is not null) as runs
      where balance_after_yen <> coalesce(before, 0) + amount_yen`,
  ],
  [
    'T3 nothing is below zero, held money counted',
    `select account_id from balances where ${mine} and posted_yen < held_yen`,
  ],
  [
    'T4 the lots of a wallet are its balance, fund by fund',
    `select l.account_id, l.fund_id from lots l join balances b on b.account_id = l.account_id and b.fund_id = l.fund_id
      where l.${mine} group by l.account_id, l.fund_id, b.posted_yen, b.held_yen
      having sum(l.remaining_yen) <> b.posted_yen or sum(l.held_yen) <> b.held_yen
        or min(l.remaining_yen) < 0 or max(l.remaining_yen - l.issued_yen) > 0`,
  ],
  [
    'T5 outstanding is issued less used, expired, refunded and voided',
    `select fund_id from (
        select fund_id, sum(remaining_yen) as outstanding from lots where ${mine} group by fund_id) as left_over
      where outstanding <> (select coalesce(sum(e.amount_yen), 0) from entries e join journals j on j.id = e.journal_id
        where e.${mine} and e.lot_id is not null and e.fund_id = left_over.fund_id
          and j.kind in ('top_up', 'grant', 'transfer', 'donate', 'pay', 'refund', 'expire', 'void', 'charge_back', 'adjust', 'repay', 'card_refund', 'card_return'))`,
  ],
]

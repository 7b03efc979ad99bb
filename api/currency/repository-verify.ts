import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Readable } from '../../db/store.ts'
import { invoiceChecks } from './repository-verify-invoices.ts'
import { rowChecks } from './repository-verify-rows.ts'
import type { BooksAudit } from './verify.ts'

/**
 * The books checked in the database itself, one statement a check, so that the size of the books costs no memory
 * here. Each statement names the rows that are wrong; right books answer with none.
 */
export function booksAudit(store: Omit<Readable, 'close'>): BooksAudit {
  const { tables: t, query, prepareRead } = store
  const first = (wrong: SQL) => {
    const read = prepareRead(
      query
        .select({ row: sql<string>`wrong.name` })
        .from(sql`(${wrong}) as wrong`)
        .orderBy(sql`wrong.name`)
        .limit(1),
    )
    return async () => (await read())[0]?.row
  }
  const entry = sql`'entry ' || journal_id || ' line ' || line`
  const toCard = sql`coalesce((select sum(r.amount_yen) from card_refunds r where r.lot_id = d.lot_id), 0)`
  const place = sql`account_id || ' of fund ' || fund_id`
  const counted = prepareRead(
    query
      .select({
        journals: sql<number>`(select count(*) from ${t.journals})`,
        entries: sql<number>`(select count(*) from ${t.entries})`,
      })
      .from(sql`(select 1 as one) as one_row`),
  )
  return {
    counts: async () => (await counted())[0]!,
    checks: [
      {
        name: 'the entries of each journal sum to zero for each fund',
        firstWrong: first(
          sql`select 'journal ' || journal_id || ' fund ' || fund_id as name from entries group by journal_id, fund_id having sum(amount_yen) <> 0`,
        ),
      },
      {
        name: 'each journal has entries and was closed by the database',
        firstWrong: first(
          sql`select 'journal ' || id as name from journals j where not exists (select 1 from entries e where e.journal_id = j.id) or not exists (select 1 from journal_balanced b where b.journal_id = j.id)`,
        ),
      },
      {
        name: 'each balance is the sum of its entries (a merchant’s without the credits not yet rolled up)',
        firstWrong: first(
          sql`select 'balance ' || place.account_id || ' of fund ' || place.fund_id as name
            from (select account_id, fund_id from balances union select account_id, fund_id from entries) place
            left join balances b on b.account_id = place.account_id and b.fund_id = place.fund_id
            where coalesce(b.posted_yen, 0)
              <> coalesce((select sum(e.amount_yen) from entries e where e.account_id = place.account_id and e.fund_id = place.fund_id), 0)
               - coalesce((select sum(c.amount_yen) from credits c where c.account_id = place.account_id and c.fund_id = place.fund_id and c.folded_at is null), 0)`,
        ),
      },
      {
        name: 'each entry of a wallet or pot records the balance after it, without a gap',
        firstWrong: first(
          sql`select ${entry} as name from (
            select e.journal_id, e.line, e.balance_after_yen, e.account_version,
              sum(e.amount_yen) over (partition by e.account_id, e.fund_id order by e.account_version) as running_yen,
              row_number() over (partition by e.account_id, e.fund_id order by e.account_version) as step
            from entries e join accounts a on a.id = e.account_id where a.kind in ('wallet', 'pot')) recorded
            where balance_after_yen is null or balance_after_yen <> running_yen or account_version <> step`,
        ),
      },
      {
        name: 'each lot holds the sum of its entries, between nothing and what was issued',
        firstWrong: first(
          sql`select 'lot ' || l.id as name from lots l
            where l.remaining_yen <> coalesce((select sum(e.amount_yen) from entries e where e.account_id = l.account_id and e.lot_id = l.id), 0)
              or l.remaining_yen < 0 or l.remaining_yen > l.issued_yen`,
        ),
      },
      {
        name: 'the lots of each wallet and fund sum to its balance',
        firstWrong: first(
          sql`select 'wallet ' || ${place} as name from (
            select b.account_id, b.fund_id, b.posted_yen,
              coalesce((select sum(l.remaining_yen) from lots l where l.account_id = b.account_id and l.fund_id = b.fund_id), 0) as lots_yen
            from balances b join accounts a on a.id = b.account_id where a.kind = 'wallet') held
            where posted_yen <> lots_yen`,
        ),
      },
      {
        name: 'lots stand on entries of wallets, and on nothing else',
        firstWrong: first(
          sql`select ${entry} as name from entries e join accounts a on a.id = e.account_id where (a.kind = 'wallet') <> (e.lot_id is not null)`,
        ),
      },
      {
        name: 'each payment was made from the lots it names and gave back what its refunds say',
        firstWrong: first(
          sql`select 'payment ' || p.journal_id as name from payments p
            where p.amount_yen <> coalesce((select sum(l.amount_yen) from payment_lots l where l.payment_id = p.journal_id), 0)
              or p.refunded_yen <> coalesce((select sum(l.refunded_yen) from payment_lots l where l.payment_id = p.journal_id), 0)
              or p.refunded_yen <> coalesce((select sum(e.amount_yen) from journals j join entries e on e.journal_id = j.id where j.parent_id = p.journal_id and j.kind = 'refund' and e.amount_yen > 0), 0)`,
        ),
      },
      {
        name: 'what is held of each lot and balance is what the holds that have not ended hold',
        firstWrong: first(
          sql`select 'lot ' || l.id as name from lots l
            where l.held_yen <> coalesce((select sum(hl.amount_yen) from hold_lots hl
              where hl.lot_id = l.id and not exists (select 1 from hold_resolutions r where r.hold_id = hl.hold_id)), 0)
            union all
            select 'balance ' || ${place} as name from balances b
            where b.held_yen <> coalesce((select sum(l.held_yen) from lots l where l.account_id = b.account_id and l.fund_id = b.fund_id), 0)`,
        ),
      },
      {
        name: 'each hold holds of lots what it says, and became the payment that it names',
        firstWrong: first(
          sql`select 'hold ' || h.id as name from holds h
            left join hold_resolutions r on r.hold_id = h.id
            left join payments p on p.journal_id = r.journal_id
            where h.amount_yen <> coalesce((select sum(hl.amount_yen) from hold_lots hl where hl.hold_id = h.id), 0)
              or (r.how = 'captured' and (p.amount_yen is null or p.amount_yen <> r.captured_yen or p.amount_yen > h.amount_yen
                or p.wallet_id <> h.wallet_id or p.merchant_account_id <> h.merchant_account_id))`,
        ),
      },
      {
        name: 'each transfer is what its entries say, out of lots that end when those end that they became',
        firstWrong: first(
          sql`select 'transfer ' || t.journal_id as name from transfers t
            where t.amount_yen <> coalesce((select sum(e.amount_yen) from entries e where e.journal_id = t.journal_id and e.account_id = t.to_wallet_id), 0)
              or t.amount_yen <> -coalesce((select sum(e.amount_yen) from entries e where e.journal_id = t.journal_id and e.account_id = t.from_wallet_id), 0)
              or t.amount_yen <> coalesce((select sum(l.amount_yen) from transfer_lots l join lots f on f.id = l.from_lot_id join lots r on r.id = l.to_lot_id
                where l.journal_id = t.journal_id and r.issued_yen = l.amount_yen and r.valid_until = f.valid_until), 0)
            union all
            select 'journal ' || j.id as name from journals j
            where j.kind = 'transfer' and not exists (select 1 from transfers t where t.journal_id = j.id)`,
        ),
      },
      {
        name: 'each correction is what its entries say, and goes no further than what it corrects',
        firstWrong: first(
          sql`select 'adjustment ' || a.journal_id as name from adjustments a
            where a.amount_yen <> coalesce((select sum(e.amount_yen) from entries e where e.journal_id = a.journal_id and e.account_id = a.wallet_id), 0)
              or not exists (select 1 from journals j where j.id = a.journal_id and j.kind = 'adjust' and j.parent_id = a.corrects_id)
              or abs((select sum(b.amount_yen) from adjustments b where b.corrects_id = a.corrects_id and b.wallet_id = a.wallet_id))
                > abs(coalesce((select sum(e.amount_yen) from entries e where e.journal_id = a.corrects_id and e.account_id = a.wallet_id), 0))
            union all
            select 'journal ' || j.id as name from journals j
            where j.kind = 'adjust' and not exists (select 1 from adjustments a where a.journal_id = j.id)`,
        ),
      },
      {
        name: 'each donation is paid money for its cause, as its entries say',
        firstWrong: first(
          sql`select 'donation ' || d.journal_id as name from donations d join causes c on c.id = d.cause_id
            where d.amount_yen <> coalesce((select sum(e.amount_yen) from entries e where e.journal_id = d.journal_id and e.account_id = c.merchant_account_id), 0)
              or d.amount_yen <> -coalesce((select sum(e.amount_yen) from entries e join lots l on l.id = e.lot_id
                where e.journal_id = d.journal_id and e.account_id = d.wallet_id and l.instrument = 'paid'), 0)
            union all
            select 'journal ' || j.id as name from journals j
            where j.kind = 'donate' and not exists (select 1 from donations d where d.journal_id = j.id)`,
        ),
      },
      {
        name: 'each purchase left one merchant for another, as its entries say',
        firstWrong: first(
          sql`select 'purchase ' || p.journal_id as name from purchases p
            where p.amount_yen <> -coalesce((select sum(e.amount_yen) from entries e where e.journal_id = p.journal_id and e.account_id = p.buyer_account_id), 0)
              or p.amount_yen <> coalesce((select sum(e.amount_yen) from entries e where e.journal_id = p.journal_id and e.account_id = p.seller_account_id), 0)
            union all
            select 'journal ' || j.id as name from journals j
            where j.kind = 'purchase' and not exists (select 1 from purchases p where p.journal_id = j.id)`,
        ),
      },
      {
        name: 'each closed account is empty, and is closed as its history says',
        firstWrong: first(
          sql`select 'account ' || a.id as name from accounts a
            where coalesce(a.closed_at, 0) <> coalesce((select case c.what when 'closed' then c.created_at end from account_changes c
                where c.account_id = a.id order by c.number desc limit 1), 0)
              or (a.closed_at is not null and exists (select 1 from balances b where b.account_id = a.id and b.posted_yen <> 0))`,
        ),
      },
      {
        name: 'each repayment is paid money of its wallet, as its entries say, and counted in its base period',
        firstWrong: first(
          sql`select 'repayment ' || r.id as name from repayments r where r.decision = 'granted'
              and r.amount_yen <> -coalesce((select sum(e.amount_yen) from entries e join lots l on l.id = e.lot_id
                where e.journal_id = r.journal_id and e.account_id = r.wallet_id and l.instrument = 'paid'), 0)
            union all
            select 'journal ' || j.id as name from journals j
            where (j.kind = 'repay' or j.kind = 'card_refund' and j.parent_id is null)
              and not exists (select 1 from repayments r where r.journal_id = j.id and r.way = case j.kind when 'repay' then 'counter' else 'card' end)
            union all
            select 'base period ' || place.period as name
            from (select period from repayments where period is not null union select period from card_refunds
              union select period from repayment_periods) place
            where coalesce((select p.repaid_yen from repayment_periods p where p.period = place.period), 0)
              <> (select coalesce(sum(r.amount_yen), 0) from repayments r where r.period = place.period)
                + (select coalesce(sum(c.amount_yen), 0) from card_refunds c where c.period = place.period and c.refund_journal_id is not null)`,
        ),
      },
      {
        name: 'what a wallet spent is counted by day and by month',
        firstWrong: first(
          sql`select 'wallet ' || w.account_id as name from wallets w
            cross join (select 10 as letters union all select 7) counted
            where coalesce((select sum(s.spent_yen) from spendings s where s.wallet_id = w.account_id and length(s.period) = counted.letters), 0)
              <> coalesce((select sum(p.amount_yen) from payments p where p.wallet_id = w.account_id
                and not exists (select 1 from hold_resolutions r where r.journal_id = p.journal_id)), 0)
               + coalesce((select sum(d.amount_yen) from donations d where d.wallet_id = w.account_id), 0)
               + coalesce((select sum(h.amount_yen) from holds h where h.wallet_id = w.account_id), 0)`,
        ),
      },
      {
        name: 'each disputed top-up is frozen whole, and what was lost of it was taken or is owed',
        firstWrong: first(
          sql`select 'dispute ' || d.id as name from disputes d
            left join dispute_closings c on c.dispute_id = d.id
            where not exists (select 1 from lots l where l.id = d.lot_id and l.journal_id = d.top_up_journal_id
                and l.account_id = d.wallet_id and d.amount_yen between l.issued_yen - ${toCard} and l.issued_yen)
              or (c.how = 'lost' and (c.taken_yen + c.receivable_yen > d.amount_yen
                or (c.taken_yen + c.receivable_yen < d.amount_yen
                  and c.taken_yen + c.receivable_yen < (select l.issued_yen from lots l where l.id = d.lot_id) - ${toCard})
                or c.taken_yen <> -coalesce((select sum(e.amount_yen) from entries e where e.journal_id = c.journal_id and e.lot_id = d.lot_id), 0)
                or c.receivable_yen <> -coalesce((select sum(e.amount_yen) from entries e where e.journal_id = c.journal_id and e.account_id = 'receivable'), 0)))
            union all
            select 'journal ' || j.id as name from journals j
            where j.kind = 'charge_back' and not exists (select 1 from dispute_closings c where c.journal_id = j.id)`,
        ),
      },
      {
        name: 'each merchant’s takings are credits',
        firstWrong: first(
          sql`select ${entry} as name from entries e join accounts a on a.id = e.account_id
            where a.kind = 'merchant' and e.amount_yen > 0
              and not exists (select 1 from credits c where c.id = e.journal_id || '.' || e.line
                and c.journal_id = e.journal_id and c.account_id = e.account_id and c.fund_id = e.fund_id and c.amount_yen = e.amount_yen)`,
        ),
      },
      {
        name: 'each credit is rolled up as its fold says, and each fold is of a credit',
        firstWrong: first(
          sql`select 'credit ' || c.id as name from credits c left join folds f on f.credit_id = c.id
            where coalesce(c.folded_at, 0) <> coalesce(f.folded_at, 0)
            union all
            select 'fold ' || f.credit_id as name from folds f where not exists (select 1 from credits c where c.id = f.credit_id)`,
        ),
      },
      ...rowChecks(store).map(({ name, wrong }) => ({ name, firstWrong: first(wrong) })),
      ...invoiceChecks(store),
    ],
  }
}

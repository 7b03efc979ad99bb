import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Readable } from '../../db/store.ts'
import { cardRefundCheck } from './repository-verify-card-refunds.ts'
import { potChecks } from './repository-verify-pots.ts'
import { proxyChecks } from './repository-verify-proxies.ts'

/** A statement that names the rows that are wrong, in a column `name`. */
export type RowCheck = { readonly name: string; readonly wrong: SQL }

/**
 * The rows beside the journals, compared with the journals: a journal is in the sealed record, and what is told of it to
 * people and limits (who was paid, when, in which month, on whose approval) is read of these. `tests/contract/
 * verify-columns.test.ts` changes every column of every row and lists those that nothing else tells of.
 */
export const rowChecks = ({ dialect }: Pick<Readable, 'dialect'>): readonly RowCheck[] => {
  const placeOf = dialect === 'postgresql' ? sql.raw('strpos') : sql.raw('instr')
  /** Whether the journal's body, a JSON text, has a field of this value, which is a name or a hash and needs no escaping. */
  const says = (field: string, value: SQL) =>
    sql`${placeOf}(j.body, '"' || ${sql.raw(`'${field}'`)} || '":"' || ${value} || '"') > 0`
  const names = (field: string) => sql`${placeOf}(j.body, '"' || ${sql.raw(`'${field}'`)} || '":') > 0`
  const monthOf = (at: SQL) =>
    dialect === 'postgresql'
      ? sql`to_char(to_timestamp((${at} + 32400000) / 1000) at time zone 'UTC', 'YYYY-MM')`
      : sql`strftime('%Y-%m', (${at} + 32400000) / 1000, 'unixepoch')`
  const dayOf = (at: SQL) =>
    dialect === 'postgresql'
      ? sql`to_char(to_timestamp((${at} + 32400000) / 1000) at time zone 'UTC', 'YYYY-MM-DD')`
      : sql`strftime('%Y-%m-%d', (${at} + 32400000) / 1000, 'unixepoch')`
  /** By the journal's own entries: the few of one journal, never the many of one account. */
  const movedOf = (account: SQL) =>
    sql`coalesce((select sum(case when e.account_id = ${account} then e.amount_yen else 0 end) from entries e where e.journal_id = p.journal_id), 0)`
  return [
    {
      name: 'each payment stands for its journal: who paid, who was paid, and when',
      wrong: sql`select 'payment ' || p.journal_id as name from payments p left join journals j on j.id = p.journal_id
          where j.id is null or j.kind <> 'pay' or j.created_at <> p.created_at
            or p.amount_yen <> ${movedOf(sql`p.merchant_account_id`)} or p.amount_yen <> -${movedOf(sql`p.wallet_id`)}
          union all
          select 'journal ' || j.id as name from journals j
          where j.kind = 'pay' and not exists (select 1 from payments p where p.journal_id = j.id)`,
    },
    {
      name: 'entries, credits and lots were made when their journal was',
      wrong: sql`select 'entry ' || e.journal_id || ' line ' || e.line as name from entries e join journals j on j.id = e.journal_id
          where e.created_at <> j.created_at
          union all
          select 'credit ' || c.id as name from credits c join journals j on j.id = c.journal_id where c.created_at <> j.created_at
          union all
          select 'lot ' || l.id as name from lots l join journals j on j.id = l.journal_id where l.created_at <> j.created_at`,
    },
    {
      name: 'each journal has its proof of balance for each fund, and for no other',
      wrong: sql`select 'journal ' || b.journal_id || ' fund ' || b.fund_id as name from journal_balanced b
          where b.sum_yen <> 0 or not exists (select 1 from entries e where e.journal_id = b.journal_id and e.fund_id = b.fund_id)
          union all
          select 'journal ' || e.journal_id || ' fund ' || e.fund_id as name from entries e
          where not exists (select 1 from journal_balanced b where b.journal_id = e.journal_id and b.fund_id = e.fund_id)`,
    },
    {
      name: 'each balance has the floor of its account, and of a wallet or pot the number of its entries',
      wrong: sql`select 'balance ' || b.account_id || ' of fund ' || b.fund_id as name from balances b join accounts a on a.id = b.account_id
          where (b.floor_yen is null) <> (a.kind in ('card_clearing', 'bank', 'fee', 'breakage', 'receivable')) or b.floor_yen <> 0
            or (a.kind in ('wallet', 'pot') and b.version <>
              (select count(*) from entries e where e.account_id = b.account_id and e.fund_id = b.fund_id))`,
    },
    {
      name: 'each key of a journal is that journal’s, and was not refused',
      wrong: sql`select 'key ' || k.scope || ' ' || k.key as name from journals j join keys k on k.scope = j.scope and k.key = j.key
          where k.refused or coalesce(k.journal_id, '') <> j.id or k.created_at <> j.created_at
          union all
          select 'key ' || k.scope || ' ' || k.key as name from keys k
          where k.journal_id is not null and not exists (select 1 from journals j where j.id = k.journal_id and j.scope = k.scope and j.key = k.key)`,
    },
    {
      name: 'each pot has its account and its fund, and what it gave keeps its rule of use',
      wrong: sql`select 'pot ' || p.account_id as name from pots p
          left join accounts a on a.id = p.account_id left join funds f on f.id = p.fund_id
          where coalesce(a.kind, '') <> 'pot' or coalesce(a.municipality, '') <> p.municipality
            or coalesce(f.instrument, '') <> 'free' or coalesce(f.pot_account_id, '') <> p.account_id or coalesce(f.municipality, '') <> p.municipality
          union all
          select 'lot ' || l.id as name from lots l join pots p on p.fund_id = l.fund_id where l.rule <> p.rule
          union all
          select 'fund ' || f.id as name from funds f
          where (f.instrument = 'free') <> exists (select 1 from pots p where p.fund_id = f.id and p.account_id = f.pot_account_id)
            or (f.instrument = 'free') <> (f.pot_account_id is not null)`,
    },
    {
      name: 'each wallet has its account, and is stopped as its history says',
      wrong: sql`select 'wallet ' || w.account_id as name from wallets w left join accounts a on a.id = w.account_id
          where coalesce(a.kind, '') <> 'wallet' or a.created_at <> w.created_at
            or coalesce(w.frozen_at, 0) <> coalesce((select case f.what when 'frozen' then f.created_at end from wallet_freezes f
              where f.wallet_id = w.account_id order by f.number desc limit 1), 0)
          union all
          select 'account ' || a.id as name from accounts a
          where a.kind = 'wallet' and not exists (select 1 from wallets w where w.account_id = a.id)`,
    },
    {
      name: 'stops of wallets and closings of accounts come in turn, without a gap',
      wrong: sql`select 'stop ' || f.number || ' of wallet ' || f.wallet_id as name from wallet_freezes f
          where f.what <> case f.number % 2 when 1 then 'frozen' else 'thawed' end
            or (f.number > 1 and not exists (select 1 from wallet_freezes b where b.wallet_id = f.wallet_id and b.number = f.number - 1))
            or not exists (select 1 from wallets w where w.account_id = f.wallet_id)
          union all
          select 'change ' || c.number || ' of account ' || c.account_id as name from account_changes c
          where c.what <> case c.number % 2 when 1 then 'closed' else 'reopened' end
            or (c.number > 1 and not exists (select 1 from account_changes b where b.account_id = c.account_id and b.number = c.number - 1))`,
    },
    {
      name: 'each hold is of a merchant and of lots of its wallet, and ended as its end allows',
      wrong: sql`select 'hold ' || h.id as name from holds h left join accounts m on m.id = h.merchant_account_id
          left join hold_resolutions r on r.hold_id = h.id left join journals j on j.id = r.journal_id
          where coalesce(m.kind, '') <> 'merchant' or r.how not in ('captured', 'voided', 'expired')
            or (r.how = 'expired') <> (r.resolved_at > h.ends_at)
            or (r.how = 'captured') <> (r.journal_id is not null) or (r.how <> 'captured' and r.captured_yen <> 0)
            or (r.how = 'captured' and coalesce(j.created_at, 0) <> r.resolved_at)
          union all
          select 'hold ' || hl.hold_id as name from hold_lots hl left join holds h on h.id = hl.hold_id left join lots l on l.id = hl.lot_id
          where h.id is null or coalesce(l.account_id, '') <> h.wallet_id or l.fund_id <> hl.fund_id or l.valid_until < h.ends_at
            or (hl.position > 0 and not exists (select 1 from hold_lots b where b.hold_id = hl.hold_id and b.position = hl.position - 1))`,
    },
    {
      name: 'each transfer and purchase is of its journal’s month',
      wrong: sql`select 'transfer ' || t.journal_id as name from transfers t join journals j on j.id = t.journal_id
          where t.created_at <> j.created_at or t.month <> ${monthOf(sql`j.created_at`)} or t.amount_yen > t.month_limit_yen
          union all
          select 'purchase ' || p.journal_id as name from purchases p join journals j on j.id = p.journal_id
          where p.created_at <> j.created_at or p.month <> ${monthOf(sql`j.created_at`)} or p.amount_yen > p.month_limit_yen`,
    },
    {
      name: 'corrections, donations, repayments and lost disputes say what their journal says',
      wrong: sql`select 'adjustment ' || a.journal_id as name from adjustments a join journals j on j.id = a.journal_id
          where a.created_at <> j.created_at or not (${says('approvedHash', sql`a.approved_hash`)})
          union all
          select 'donation ' || d.journal_id as name from donations d join journals j on j.id = d.journal_id
          where d.created_at <> j.created_at or not (${says('causeId', sql`d.cause_id`)})
            or not exists (select 1 from causes c where c.id = d.cause_id)
          union all
          select 'repayment ' || r.id as name from repayments r left join journals j on j.id = r.journal_id
          where coalesce(r.decision, '') <> case when r.journal_id is not null then 'granted' when r.decided_at is not null then 'declined' else '' end
            or (r.journal_id is not null and (coalesce(j.created_at, 0) <> r.decided_at
              or not (${says('requestId', sql`r.id`)} and ${says('reason', sql`r.reason`)} and ${says('period', sql`r.period`)})))
          union all
          select 'dispute ' || c.dispute_id as name from dispute_closings c left join journals j on j.id = c.journal_id
          where not exists (select 1 from disputes d where d.id = c.dispute_id) or c.how <> case when c.journal_id is null then 'won' else 'lost' end
            or (c.journal_id is not null and (coalesce(j.created_at, 0) <> c.created_at or not (${says('disputeId', sql`c.dispute_id`)})))`,
    },
    {
      name: 'each gift and transfer was held to what its wallet may hold',
      wrong: sql`select 'fill ' || f.journal_id as name from wallet_fills f left join journals j on j.id = f.journal_id
          where coalesce(j.kind, '') not in ('grant', 'transfer') or j.created_at <> f.created_at
            or coalesce((select max(case when e.account_id = f.wallet_id then e.amount_yen else 0 end) from entries e where e.journal_id = f.journal_id), 0) not between 1 and f.limit_yen`,
    },
    {
      name: 'each shown code is of its wallet’s device, and was used up to its end by a payment of that wallet',
      wrong: sql`select 'shown code ' || s.code_hash as name from shown_codes s left join wallet_devices d on d.id = s.device_id
          where coalesce(d.wallet_id, '') <> s.wallet_id or s.ends_at <= s.created_at
          union all
          select 'key to codes ' || o.handle as name from offline_keys o left join wallet_devices d on d.id = o.device_id
          where coalesce(d.wallet_id, '') <> o.wallet_id or o.ends_at <= o.created_at
          union all
          select 'use of ' || u.code_hash as name from shown_code_uses u
          left join shown_codes s on s.code_hash = u.code_hash left join payments p on p.journal_id = u.journal_id
          where coalesce(s.wallet_id, '') <> coalesce(p.wallet_id, ' ') or p.created_at <> u.created_at or u.created_at > s.ends_at
          union all
          select 'sale ' || s.reference as name from sale_code_ends s left join payments p on p.journal_id = s.journal_id
          where (s.journal_id is null) = (s.withdrawn_by is null)
            or (s.journal_id is not null and (coalesce(p.merchant_account_id, '') <> s.merchant_account_id or p.created_at <> s.created_at))
          union all
          select 'decline ' || d.number || ' of ' || d.code_hash as name from shown_code_declines d
          where not exists (select 1 from shown_codes s where s.code_hash = d.code_hash)
            or (d.number > 1 and not exists (select 1 from shown_code_declines b where b.code_hash = d.code_hash and b.number = d.number - 1))`,
    },
    {
      name: 'each fee took of its shop what its row says, and the year’s sum is that of its rows',
      wrong: sql`select 'fee ' || f.journal_id as name from merchant_fees f left join journals j on j.id = f.journal_id
          left join merchants m on m.id = f.merchant_id
          where coalesce(j.kind, '') <> 'fee' or j.created_at <> f.created_at or not (${says('runId', sql`f.settlement_id`)})
            or f.amount_yen <> -coalesce((select sum(e.amount_yen) from entries e where e.journal_id = f.journal_id and e.account_id = m.account_id), 0)
            or f.year_yen <> (select sum(b.amount_yen) from merchant_fees b where b.merchant_id = f.merchant_id and b.financial_year = f.financial_year and b.number <= f.number)
            or f.year_yen > f.yearly_cap_yen
          union all
          select 'journal ' || j.id as name from journals j
          where j.kind = 'fee' and not exists (select 1 from merchant_fees f where f.journal_id = j.id)`,
    },
    cardRefundCheck(says),
    ...potChecks({ dialect }),
    ...proxyChecks({ says, names, dayOf }),
  ]
}

import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { RowCheck } from './repository-verify-rows.ts'

type Says = (field: string, value: SQL) => SQL

/** What went to cards, and came back, compared with the journals that moved it. */
export const cardRefundCheck = (says: Says): RowCheck => ({
  name: 'what went to cards, and came back from them, is what its journals say',
  wrong: sql`select 'card refund ' || c.id as name from card_refunds c
      left join journals j on j.id = c.journal_id left join lots l on l.id = c.lot_id left join topups t on t.id = c.topup_id
      where coalesce(j.kind, '') <> 'card_refund' or j.created_at <> c.created_at or coalesce(t.journal_id, '') <> coalesce(l.journal_id, ' ')
        or not ((c.refund_journal_id is null or ${says('refundId', sql`c.refund_journal_id`)}) and ${says('reason', sql`c.reason`)} and ${says('period', sql`c.period`)})
        or c.amount_yen <> -coalesce((select sum(e.amount_yen) from entries e where e.journal_id = c.journal_id and e.lot_id = c.lot_id), 0)
        or not (case when c.refund_journal_id is null then exists (select 1 from repayments p where p.journal_id = j.id and p.way = 'card')
          else exists (select 1 from journals r where r.id = c.refund_journal_id and r.kind = 'refund' and j.parent_id = r.id) end)
      union all
      select 'journal ' || j.id as name from journals j where j.kind = 'card_refund'
        and coalesce((select sum(c.amount_yen) from card_refunds c where c.journal_id = j.id), 0)
          <> (select sum(e.amount_yen) from entries e where e.journal_id = j.id and e.account_id = 'card_clearing')
      union all
      select 'end of card refund ' || x.card_refund_id as name from card_refund_ends x
      left join card_refunds c on c.id = x.card_refund_id left join journals j on j.id = x.journal_id
      where c.id is null or x.how <> case when x.journal_id is null then 'arrived' else 'returned' end
        or (x.journal_id is not null and (coalesce(j.kind, '') <> 'card_return' or j.created_at <> x.created_at
          or not (${says('cardRefundId', sql`c.id`)})
          or c.amount_yen <> coalesce((select sum(e.amount_yen) from entries e where e.journal_id = j.id and e.lot_id = c.lot_id), 0)))
      union all
      select 'journal ' || j.id as name from journals j
      where j.kind = 'card_return' and not exists (select 1 from card_refund_ends x where x.journal_id = j.id)`,
})

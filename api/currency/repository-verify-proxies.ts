import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { RowCheck } from './repository-verify-rows.ts'

type Words = {
  /** Whether the body of the journal `j` has a field of this value. */
  readonly says: (field: string, value: SQL) => SQL
  /** Whether it has the field at all. */
  readonly names: (field: string) => SQL
  /** The day in Japan of an instant. */
  readonly dayOf: (at: SQL) => SQL
}

/** Who acted for whom, compared with the payments and with what the sealed journals say of it. */
export const proxyChecks = ({ says, names, dayOf }: Words): readonly RowCheck[] => [
  {
    name: 'each proxy was let in by its wallet’s side, as it said, or opened the wallet',
    wrong: sql`select 'proxy ' || p.id as name from proxies p
        left join proxy_invitations i on i.id = p.invitation_id left join wallet_devices d on d.id = p.device_id
        left join wallets w on w.account_id = p.wallet_id
        where w.account_id is null or d.id is null or d.wallet_id = p.wallet_id
          or (p.number > 1 and not exists (select 1 from proxies b where b.wallet_id = p.wallet_id and b.number = p.number - 1))
          or (p.invitation_id is null and (p.number <> 1 or p.created_at <> w.created_at))
          or (p.invitation_id is not null and (i.id is null or i.wallet_id <> p.wallet_id or i.relation <> p.relation
            or i.payment_yen_max <> p.payment_yen_max or i.day_yen_max <> p.day_yen_max
            or coalesce(i.ends_at, 0) <> coalesce(p.ends_at, 0) or p.created_at > i.valid_until))
        union all
        select 'end of proxy ' || e.proxy_id as name from proxy_endings e left join proxies p on p.id = e.proxy_id
        where p.id is null or (e."by" = 'proxy' and e.ended_by <> p.device_id)`,
  },
  {
    name: 'each payment in an owner’s name is of that wallet, by whom its journal says, within what they might pay',
    wrong: sql`select 'act ' || a.id as name from proxy_acts a left join proxies p on p.id = a.proxy_id
        left join payments y on y.journal_id = a.id left join journals j on j.id = a.id left join topups t on t.id = a.id
        where p.id is null or a.created_at > coalesce(p.ends_at, a.created_at) or a.day <> ${dayOf(sql`a.created_at`)}
          or (a.what = 'pay' and (y.journal_id is null or y.wallet_id <> p.wallet_id or y.amount_yen <> a.amount_yen
            or y.created_at <> a.created_at or a.amount_yen > p.payment_yen_max or not (${says('proxyId', sql`a.proxy_id`)})))
          or (a.what = 'top_up' and (t.id is null or t.wallet_id <> p.wallet_id or t.amount_yen <> a.amount_yen or t.created_at <> a.created_at))
        union all
        select 'journal ' || j.id as name from journals j
        where j.kind = 'pay' and ${names('proxyId')} and not exists (select 1 from proxy_acts a where a.id = j.id)`,
  },
  {
    name: 'what proxies paid on a day is the sum of their payments of that day, within its limit',
    wrong: sql`select 'day ' || c.day || ' of proxy ' || c.number || ' of wallet ' || c.wallet_id as name from proxy_days c
        where c.paid_yen > c.limit_yen or c.paid_yen <> coalesce((select sum(a.amount_yen) from proxy_acts a
          join proxies p on p.id = a.proxy_id where p.wallet_id = c.wallet_id and a.day = c.day and a.what = 'pay'
          and (c.number = 0 or p.number = c.number)), 0)
        union all
        select 'act ' || a.id as name from proxy_acts a join proxies p on p.id = a.proxy_id
        where a.what = 'pay' and 2 <> (select count(*) from proxy_days c
          where c.wallet_id = p.wallet_id and c.day = a.day and c.number in (0, p.number))`,
  },
]

import { eq, sql } from 'drizzle-orm'
import type { Store, Write } from '../../db/store.ts'
import type { NewAccountChange } from './close.ts'
import type { AccountBook } from './ports.ts'

/** What a closing or reopening is stored with; the database moves the account with it, and refuses what is in use. */
export function accountChangeWrites({ tables: t, query, prepareWrite }: Store) {
  const ph = sql.placeholder
  const change = prepareWrite(
    query.insert(t.accountChanges).values({
      accountId: ph('accountId'),
      number: ph('number'),
      what: ph('what'),
      reason: ph('reason'),
      changedBy: ph('changedBy'),
      approvedHash: ph('approvedHash'),
      createdAt: ph('at'),
    }),
  )
  return (made: NewAccountChange, at: number): Write => change({ ...made, at })
}

/** Accounts as their closing sees them, on any engine. */
export function accountBook({ tables: t, query, prepareRead }: Store): AccountBook {
  const account = prepareRead(
    query
      .select({
        closedAt: t.accounts.closedAt,
        kind: t.accounts.kind,
        changes: sql<number>`(select count(*) from account_changes c where c.account_id = accounts.id)`,
        balanceYen: sql<number>`coalesce((select sum(b.posted_yen) from balances b where b.account_id = accounts.id), 0)
          + coalesce((select sum(c.amount_yen) from credits c where c.account_id = accounts.id and c.folded_at is null), 0)`,
        holds: sql<number>`(select count(*) from holds h where (h.wallet_id = accounts.id or h.merchant_account_id = accounts.id)
          and not exists (select 1 from hold_resolutions r where r.hold_id = h.id))`,
        disputes: sql<number>`(select count(*) from disputes d where d.wallet_id = accounts.id
          and not exists (select 1 from dispute_closings e where e.dispute_id = d.id))`,
        topUps: sql<number>`(select count(*) from topups u where u.wallet_id = accounts.id and u.status in ('opened', 'waiting'))
          + (select count(*) from card_refunds r join lots l on l.id = r.lot_id where l.account_id = accounts.id
            and not exists (select 1 from card_refund_ends e where e.card_refund_id = r.id))`,
      })
      .from(t.accounts)
      .where(eq(t.accounts.id, sql.placeholder('accountId'))),
  )
  return {
    findClosing: async (accountId) => {
      const [row] = await account({ accountId })
      if (row === undefined || (row.kind !== 'wallet' && row.kind !== 'merchant')) return undefined
      const { closedAt, changes, balanceYen, holds, disputes, topUps } = row
      return {
        accountId,
        closed: closedAt !== null,
        changes,
        balanceYen,
        pending: { holds, disputes, topUps },
      }
    },
  }
}

import { desc, eq, sql } from 'drizzle-orm'
import type { Store, Write } from '../../db/store.ts'
import type { FrozenBy, NewWalletFreeze } from './freeze.ts'
import type { FreezeBook, FreezeReads } from './ports.ts'

/** What a stopping or letting go is stored with; the database moves the wallet with it. */
export function freezeWrites({ tables: t, query, prepareWrite }: Store) {
  const ph = sql.placeholder
  const freeze = prepareWrite(
    query.insert(t.walletFreezes).values({
      walletId: ph('walletId'),
      number: ph('number'),
      what: ph('what'),
      by: ph('by'),
      changedBy: ph('changedBy'),
      reason: ph('reason'),
      createdAt: ph('at'),
    }),
  )
  return (made: NewWalletFreeze, at: number): Write => freeze({ ...made, at })
}

/** Wallets as their stopping sees them, on any engine. */
export function freezeBook({ tables: t, query, prepareRead }: Store): FreezeBook {
  const last = sql`(select max(f.number) from wallet_freezes f where f.wallet_id = wallets.account_id)`
  const wallet = prepareRead(
    query
      .select({
        closedAt: t.accounts.closedAt,
        frozenAt: t.wallets.frozenAt,
        changes: sql<number>`coalesce(${last}, 0)`,
        by: sql<
          string | null
        >`(select f."by" from wallet_freezes f where f.wallet_id = wallets.account_id and f.number = ${last})`,
      })
      .from(t.wallets)
      .innerJoin(t.accounts, eq(t.accounts.id, t.wallets.accountId))
      .where(eq(t.wallets.accountId, sql.placeholder('walletId'))),
  )
  return {
    findFreezing: async (walletId) => {
      const [row] = await wallet({ walletId })
      if (row === undefined) return undefined
      const frozenBy = row.frozenAt === null ? null : (row.by as FrozenBy)
      return { walletId, closed: row.closedAt !== null, frozenBy, changes: row.changes }
    },
  }
}

/** The stops as staff read them. */
export function freezeReads({ tables: t, query, prepareRead }: Store): FreezeReads {
  const newest = prepareRead(
    query
      .select({
        walletId: t.walletFreezes.walletId,
        what: t.walletFreezes.what,
        by: t.walletFreezes.by,
        reason: t.walletFreezes.reason,
        changedAt: t.walletFreezes.createdAt,
        changedBy: t.users.name,
        isNow: sql<number>`case when ${t.walletFreezes.what} = 'frozen' and ${t.walletFreezes.createdAt} = ${t.wallets.frozenAt} then 1 else 0 end`,
      })
      .from(t.walletFreezes)
      .innerJoin(t.wallets, eq(t.wallets.accountId, t.walletFreezes.walletId))
      .leftJoin(t.users, eq(t.users.id, t.walletFreezes.changedBy))
      .orderBy(desc(t.walletFreezes.createdAt), desc(t.walletFreezes.number))
      .limit(sql.placeholder('limit')),
  )
  const ofPayment = prepareRead(
    query
      .select({ walletId: t.payments.walletId })
      .from(t.payments)
      .where(eq(t.payments.journalId, sql.placeholder('paymentId'))),
  )
  const frozen = prepareRead(
    query
      .select({ frozenAt: t.wallets.frozenAt })
      .from(t.wallets)
      .where(eq(t.wallets.accountId, sql.placeholder('walletId'))),
  )
  return {
    newest: async (limit) =>
      (await newest({ limit })).map(({ what, by, isNow, ...row }) => ({
        ...row,
        what: what as NewWalletFreeze['what'],
        by: by as FrozenBy,
        isNow: isNow === 1,
      })),
    payerOf: async (paymentId) => (await ofPayment({ paymentId }))[0]?.walletId,
    isFrozen: async (walletId) => ((await frozen({ walletId }))[0]?.frozenAt ?? null) !== null,
  }
}

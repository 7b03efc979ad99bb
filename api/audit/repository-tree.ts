import { and, eq, gte, lt, lte, sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { hashOf } from './hash.ts'
import type { Hash } from './hash.ts'
import { nameOf } from './merkle.ts'
import type { NodeAt } from './merkle.ts'

/** The hash in a column that only this file writes; where somebody else did, a hash that fits nothing. */
export const storedHash = (text: string): Hash => hashOf(text) ?? new Uint8Array(32)

/** Looks subtrees up, many in one read. */
export function storedNodes(store: Store) {
  const { tables: t, query, prepareRead } = store
  const [asked, sequences] =
    store.dialect === 'postgresql'
      ? [
          sql`(select (value->>0)::bigint, (value->>1)::bigint from json_array_elements(${sql.placeholder('asked')}::json))`,
          sql`(select value::bigint from json_array_elements_text(${sql.placeholder('asked')}::json))`,
        ]
      : [
          sql`(select json_extract(value, '$[0]'), json_extract(value, '$[1]') from json_each(${sql.placeholder('asked')}))`,
          sql`(select value from json_each(${sql.placeholder('asked')}))`,
        ]
  const leaves = prepareRead(
    query
      .select({ position: t.seals.sequence, hash: t.seals.hash })
      .from(t.seals)
      .where(sql`${t.seals.sequence} in ${sequences}`),
  )
  const above = prepareRead(
    query
      .select({ level: t.sealNodes.level, position: t.sealNodes.position, hash: t.sealNodes.hash })
      .from(t.sealNodes)
      .where(sql`(${t.sealNodes.level}, ${t.sealNodes.position}) in ${asked}`),
  )
  return async (wanted: readonly NodeAt[]): Promise<Map<string, Hash>> => {
    const [low, high] = [
      wanted.filter(({ level }) => level === 0).map(({ position }) => position),
      wanted.filter(({ level }) => level > 0).map(({ level, position }) => [level, position]),
    ]
    const [leafRows, nodeRows] = await Promise.all([
      low.length === 0 ? [] : leaves({ asked: JSON.stringify(low) }),
      high.length === 0 ? [] : above({ asked: JSON.stringify(high) }),
    ])
    const rows = [...leafRows.map((row) => ({ level: 0, ...row })), ...nodeRows]
    return new Map(rows.map((row) => [nameOf(row), storedHash(row.hash)]))
  }
}

/** Sums of what stretches of the record moved. */
export function movementsIn(store: Store) {
  const { tables: t, query, prepareRead } = store
  const ph = sql.placeholder
  const moved = sql`(select ${t.funds.instrument} as instrument, ${t.accounts.kind} as account_kind, ${t.entries.amountYen} as yen,
      case when exists (select 1 from entries other join accounts whose on whose.id = other.account_id
        where other.journal_id = ${t.entries.journalId} and other.fund_id = ${t.entries.fundId} and whose.kind = 'wallet')
      then 1 else 0 end as with_wallet
    from ${t.seals}
    join ${t.entries} on ${eq(t.entries.journalId, t.seals.journalId)}
    join ${t.accounts} on ${eq(t.accounts.id, t.entries.accountId)}
    join ${t.funds} on ${eq(t.funds.id, t.entries.fundId)}
    join ${t.journals} on ${eq(t.journals.id, t.seals.journalId)}
    where ${and(gte(t.seals.sequence, ph('from')), lt(t.seals.sequence, ph('to')), lte(t.journals.createdAt, ph('untilAt')))}) as moved`
  const read = prepareRead(
    query
      .select({
        instrument: sql<string>`moved.instrument`,
        accountKind: sql<string>`moved.account_kind`,
        withWallet: sql<number>`moved.with_wallet`,
        gainedYen: sql<number>`sum(case when moved.yen > 0 then moved.yen else 0 end)`,
        lostYen: sql<number>`sum(case when moved.yen < 0 then -moved.yen else 0 end)`,
      })
      .from(moved)
      .groupBy(sql`moved.instrument`, sql`moved.account_kind`, sql`moved.with_wallet`),
  )
  return async (from: number, to: number, untilAt: number = Number.MAX_SAFE_INTEGER) =>
    (await read({ from, to, untilAt })).map((row) => ({ ...row, withWallet: row.withWallet === 1 }))
}

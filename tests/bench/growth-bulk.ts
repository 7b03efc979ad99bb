import { statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { openPool } from '../../db/pool-postgresql.ts'
import { columns, spendingLimit } from './growth-rows.ts'
import type { LaidWallet, Rows } from './growth-rows.ts'

/** Writes past the code: no trigger looks on, and nothing waits for the disk. */
export type Bulk = {
  readonly write: (rows: Rows) => Promise<void>
  /** What the wallets hold and spent by now, and what the card company owes for so many top-ups. */
  readonly settle: (wallets: readonly LaidWallet[], clearing: { yen: number; times: number }) => Promise<void>
  /** Rolls up the shops' takings, as their settlements would, but those written within this time. */
  readonly rollUp: (waiting: { readonly from: number; readonly until: number }) => Promise<void>
  /** Puts the triggers back and everything on the disk. Answers the bytes that the database takes. */
  readonly finish: () => Promise<number>
}

type Table = keyof typeof columns
const tables = Object.keys(columns) as Table[]
const namesOf = (table: Table): string[] => columns[table].split(' ')

const statements = {
  lot: 'update lots set remaining_yen = ? where id = ?',
  balance: 'update balances set posted_yen = ?, version = ? where account_id = ?',
  spending: `insert into spendings (wallet_id, period, spent_yen, limit_yen) values (?, ?, ?, ?)
    on conflict (wallet_id, period) do update set spent_yen = excluded.spent_yen`,
  clearing: `insert into balances (account_id, fund_id, posted_yen, held_yen, floor_yen, version)
    values ('card_clearing', 'reserve', ?, 0, null, ?) on conflict (account_id, fund_id)
    do update set posted_yen = balances.posted_yen + excluded.posted_yen, version = balances.version + excluded.version`,
} as const

/** As the triggers and the shipped roll-up do it, for all shops at once. */
const rollUps = ({ from, until }: { from: number; until: number }): string[] => [
  `insert into folds (credit_id, folded_at) select id, created_at from credits
    where folded_at is null and not (created_at between ${from} and ${until})`,
  `update credits set folded_at = created_at where folded_at is null and not (created_at between ${from} and ${until})`,
  `insert into balances (account_id, fund_id, posted_yen, held_yen, floor_yen, version)
    select account_id, fund_id, sum(amount_yen), 0, 0, 1 from credits where folded_at is not null group by account_id, fund_id
    on conflict (account_id, fund_id) do update set posted_yen = excluded.posted_yen, version = balances.version + 1`,
]

type Change = { readonly statement: keyof typeof statements; readonly values: readonly (string | number)[] }

const changesOf = ({ walletId, lotId, leftYen, version, spentYen }: LaidWallet): Change[] => [
  { statement: 'lot', values: [leftYen, lotId] },
  { statement: 'balance', values: [leftYen, version, walletId] },
  ...[...spentYen].map(([period, yen]): Change => ({
    statement: 'spending',
    values: [walletId, period, yen, spendingLimit(period)],
  })),
]

/** The file of a hub on SQLite that nobody writes meanwhile. */
export function bulkOnSqlite(folder: string): Bulk {
  const file = join(folder, 'hub.sqlite')
  const client = new Database(file)
  for (const pragma of ['journal_mode = WAL', 'synchronous = OFF', 'cache_size = -524288'])
    client.pragma(pragma)
  const triggers = client.prepare("select name, sql from sqlite_master where type = 'trigger'").all() as {
    name: string
    sql: string
  }[]
  client.exec(triggers.map(({ name }) => `drop trigger "${name}";`).join('\n'))
  const inserts = tables.map((table) => {
    const [names, marks] = [
      namesOf(table).join(),
      namesOf(table)
        .map(() => '?')
        .join(),
    ]
    return { table, insert: client.prepare(`insert into ${table} (${names}) values (${marks})`) }
  })
  const write = client.transaction((rows: Rows) => {
    for (const { table, insert } of inserts)
      for (const row of rows[table])
        insert.run(...row.map((value) => (typeof value === 'boolean' ? Number(value) : value)))
  })
  const change = client.transaction((changes: readonly Change[]) => {
    const prepared = Object.fromEntries(
      Object.entries(statements).map(([name, text]) => [name, client.prepare(text)]),
    )
    for (const { statement, values } of changes) prepared[statement]!.run(...values)
  })
  return {
    write: async (rows) => write.immediate(rows),
    settle: async (wallets, { yen, times }) =>
      change.immediate([...wallets.flatMap(changesOf), { statement: 'clearing', values: [-yen, times] }]),
    rollUp: async (waiting) =>
      client.transaction(() => rollUps(waiting).forEach((text) => client.exec(text)))(),
    finish: async () => {
      client.exec(triggers.map(({ sql }) => `${sql};`).join('\n'))
      client.pragma('synchronous = FULL')
      client.pragma('wal_checkpoint(TRUNCATE)')
      client.close()
      return statSync(file).size
    },
  }
}

/** A database of PostgreSQL, by one connection that counts as a copy of another server. */
export function bulkOnPostgresql(url: string): Bulk {
  const pool = openPool(url, 1, 0)
  const begin = async (): Promise<void> => {
    await pool.query(
      "begin; set local session_replication_role = 'replica'; set local synchronous_commit = off",
    )
  }
  const objects = (table: Table, rows: Rows) =>
    rows[table].map((row) => Object.fromEntries(namesOf(table).map((name, index) => [name, row[index]])))
  return {
    write: async (rows) => {
      await begin()
      for (const table of tables.filter((name) => rows[name].length > 0)) {
        const names = namesOf(table).join()
        const insert = `insert into ${table} (${names}) select ${names} from json_populate_recordset(null::${table}, $1)`
        await pool.query(insert, [JSON.stringify(objects(table, rows))])
      }
      await pool.query('commit')
    },
    settle: async (wallets, { yen, times }) => {
      await begin()
      for (const { statement, values } of wallets.flatMap(changesOf)) await changeOne(statement, values)
      await changeOne('clearing', [-yen, times])
      await pool.query('commit')
    },
    rollUp: async (waiting) => {
      await begin()
      for (const text of rollUps(waiting)) await pool.query(text)
      await pool.query('commit')
    },
    finish: async () => {
      await pool.query('vacuum analyze')
      await pool.query('checkpoint')
      const { rows } = await pool.query<{ bytes: string }>(
        'select pg_database_size(current_database()) as bytes',
      )
      await pool.end()
      return Number(rows[0]!.bytes)
    },
  }

  async function changeOne(statement: keyof typeof statements, values: readonly unknown[]): Promise<void> {
    let count = 0
    const text = statements[statement].replaceAll('?', () => `$${++count}`)
    await pool.query({ name: statement, text, values: [...values] })
  }
}

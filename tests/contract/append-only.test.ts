import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { getTableName } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appendOnlyTriggers } from '../../db/append-only.ts'
import { sqliteKit } from '../../db/kit.ts'
import type { Store } from '../../db/store.ts'
import { allTables } from '../../db/tables/index.ts'
import { Violation } from '../../db/violation.ts'
import { openEngine } from '../support/engines.ts'
import type { OpenEngine } from '../support/engines.ts'

type Dialect = 'sqlite' | 'postgresql'

/** Tables whose rows change or go, each because of what it is. A new table is not among them: it has to refuse. */
const mayChange: ReadonlySet<string> = new Set([
  // What runs: counted, leased, waiting, asked for.
  'rate_counters',
  'job_leases',
  'stand_in_objects',
  'stand_in_deliveries',
  'topups',
  // People, their doors and their purses' doors.
  'users',
  'sessions',
  'sign_in_methods',
  'verifications',
  'passkeys',
  'memberships',
  // Whom an invitation is for, until it is over.
  'institution_invitation_addresses',
  'wallets',
  'wallet_devices',
  'visitors',
  'check_ins',
  // What is closed and opened again (a trigger holds it to `account_changes`), and what is named anew.
  'accounts',
  'funds',
  'pots',
  // Shops as they say they are, and how far a run is.
  'merchants',
  'merchant_bank_accounts',
  'merchant_members',
  'clerks',
  'till_devices',
  'settlements',
  'payouts',
  // What waits to be sent, and where people want it as long as they do.
  'message_queue',
  'mail_addresses',
  'push_addresses',
  'shop_browsers',
  // What is served of the railway now.
  'rail_feeds',
  'rail_feed_parts',
  'rail_notices',
  'rail_realtime',
  // An institution decides anew how a work may be shown.
  'images',
  // Files on their way.
  'museum_uploads',
  // What the search looks at: made of what is published, and made again at any time.
  'search_entries',
  'search_batches',
  'search_gone',
  'search_spellings',
  // What institutions bring in tables, until it is done or given up; what became of each row only grows.
  'museum_imports',
  'museum_import_pieces',
  // How often pages were looked at: sums that grow during their day, and the batches of two days.
  'museum_looks',
  'museum_look_batches',
  // How far a partner's collection is; what was read of it and what became of it only grows.
  'museum_partner_imports',
])

/** Tables of which some columns move, and no row ever goes: `ledger-guards.test.ts` tries the columns that may not. */
const onlyGrows: ReadonlySet<string> = new Set([
  'balances',
  'lots',
  'credits',
  'payments',
  'payment_lots',
  'spendings',
  'wallet_addresses',
  'causes',
  'repayments',
  'repayment_periods',
  'clerk_refund_days',
  'proxy_days',
])

/** Counters that each write adds to by an upsert: on SQLite whatever comes under a key that is there is added, too. */
const counters: ReadonlySet<string> = new Set([
  'spendings',
  'repayment_periods',
  'clerk_refund_days',
  'proxy_days',
])

const all = Object.values(allTables(sqliteKit)).map((table): string => getTableName(table))
const kept = all.filter((table) => !mayChange.has(table))
const fixed = kept.filter((table) => !onlyGrows.has(table))

type Column = { readonly name: string; readonly type: string; readonly inKey: boolean }

async function columnsOf(store: Store, table: string): Promise<Column[]> {
  const rows =
    store.dialect === 'sqlite'
      ? await store.raw(`select name, type, pk as place from pragma_table_info('${table}')`)
      : await store.raw(`select a.attname as name, format_type(a.atttypid, null) as type,
          coalesce(array_position(i.indkey::int2[], a.attnum), -1) + 1 as place
          from pg_attribute a left join pg_index i on i.indrelid = a.attrelid and i.indisprimary
          where a.attrelid = '${table}'::regclass and a.attnum > 0 and not a.attisdropped`)
  return rows.map((row) => ({
    name: String(row['name']),
    type: String(row['type']).toLowerCase(),
    inKey: Number(row['place']) > 0,
  }))
}

const valueOf = ({ type }: Column): string => {
  if (type === 'boolean') return 'true'
  if (/json/.test(type)) return `'{}'`
  return /int|real|numeric|double/.test(type) ? '1' : `'x'`
}

const otherThan = (column: Column): string =>
  ({ "'x'": `'y'`, '1': '2', "'{}'": `'{"a":1}'` })[valueOf(column)] ?? 'false'

/** What a row can be in the way of another one by: each key, and the number that SQLite gives a row where no key is one. */
async function keysOf(store: Store, table: string): Promise<string[][]> {
  const indexes = await store.raw(
    `select name from pragma_index_list('${table}') where "unique" = 1 and partial = 0`,
  )
  const keys = await Promise.all(
    indexes.map(({ name }) => store.raw(`select name from pragma_index_info('${String(name)}')`)),
  )
  const first = (await columnsOf(store, table)).find(({ inKey }) => inKey)
  const isIndexed = indexes.some(({ name }) => String(name).startsWith('sqlite_autoindex'))
  return [isIndexed ? ['rowid'] : [first!.name], ...keys.map((key) => key.map(({ name }) => String(name)))]
}

/** Another row in everything but one key of the row that is there. */
async function replacing(store: Store, table: string, key: readonly string[]): Promise<string> {
  const columns = await columnsOf(store, table)
  const values = columns.map((column) => (key.includes(column.name) ? valueOf(column) : otherThan(column)))
  const names = columns.map(({ name }) => `"${name}"`)
  return key[0] === 'rowid'
    ? `replace into ${table} (rowid, ${names.join(', ')}) values (1, ${values.join(', ')})`
    : `replace into ${table} (${names.join(', ')}) values (${values.join(', ')})`
}

/** Guards that are tried here; whatever else a table asks of a row is put aside, in this database that nobody uses. */
const tried = /_(no_update|no_delete|no_replace|no_renumber|no_change|no_truncate)$/

async function askNothingElse(store: Store): Promise<void> {
  if (store.dialect === 'sqlite') {
    for (const { name } of await store.raw(`select name from sqlite_master where type = 'trigger'`))
      if (!tried.test(String(name))) await store.raw(`drop trigger ${String(name)}`)
    await store.raw('pragma foreign_keys = off')
    await store.raw('pragma ignore_check_constraints = on')
    return
  }
  const checks = await store.raw(`select conname as name, conrelid::regclass as on_table from pg_constraint
    where contype = 'c' and connamespace = 'public'::regnamespace`)
  for (const { name, on_table: table } of checks)
    await store.raw(`alter table ${String(table)} drop constraint ${String(name)}`)
}

/** One row of something. */
async function fill(store: Store, table: string): Promise<void> {
  const columns = await columnsOf(store, table)
  const [names, values] = [columns.map(({ name }) => `"${name}"`), columns.map(valueOf)]
  const insert = `insert into ${table} (${names.join(', ')}) values (${values.join(', ')})`
  // PostgreSQL: triggers and foreign keys rest for the one connection that this is sent by.
  const quietly = `set session_replication_role = replica; ${insert}; set session_replication_role = origin`
  await store.raw(store.dialect === 'sqlite' ? insert : quietly)
}

/** Every statement of the committed migrations. */
function committed(dialect: Dialect): ReadonlySet<string> {
  const folder = join(import.meta.dirname, '..', '..', 'db', 'migrations', dialect)
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'))
  return new Set(
    files.flatMap((file) =>
      readFileSync(join(folder, file), 'utf8')
        .split('--> statement-breakpoint')
        .map((statement) => statement.replaceAll(/^--.*$/gm, '').trim()),
    ),
  )
}

test('every table that may change, or only grows, is there', () => {
  expect([...mayChange, ...onlyGrows].filter((table) => !all.includes(table))).toEqual([])
})

describe.each(['sqlite', 'postgresql'] as const)('on %s', (dialect) => {
  let engine: OpenEngine
  const refused = async (statement: string): Promise<void> =>
    expect(engine.store.raw(statement)).rejects.toBeInstanceOf(Violation)

  beforeAll(async () => {
    engine = await openEngine(dialect)
    await askNothingElse(engine.store)
    for (const table of kept) await fill(engine.store, table)
  }, 60_000)
  afterAll(() => engine.dispose())

  test.each(kept)('no row of %s is removed, or written over', async (table) => {
    await refused(`delete from ${table}`)
    if (dialect === 'postgresql') await refused(`truncate ${table} cascade`)
    else if (!counters.has(table)) await refused(`insert or replace into ${table} select * from ${table}`)
    const [left] = await engine.store.raw(`select count(*) as n from ${table}`)
    expect(Number(left!['n'])).toBe(1)
  })

  test.each(dialect === 'sqlite' ? kept : [])(
    'no row of %s gives way to another one, by any key',
    async (table) => {
      const rows = () => engine.store.raw(`select rowid as number, * from ${table}`)
      const before = await rows()
      for (const key of await keysOf(engine.store, table)) {
        const replace = await replacing(engine.store, table, key)
        if (!counters.has(table) || key[0] === 'rowid') await refused(replace)
        else await engine.store.raw(replace)
      }
      if (counters.has(table)) expect(Object.values((await rows())[0]!)).toContain(3)
      else expect(await rows()).toEqual(before)
      expect((await rows()).length).toBe(1)
    },
  )

  test.each(dialect === 'sqlite' ? [...onlyGrows] : [])(
    'no row of %s takes the number of another one',
    async (table) => {
      for (const number of ['rowid', 'oid', '_rowid_'])
        await refused(`update or replace ${table} set ${number} = 7`)
    },
  )

  test.each(fixed)('no row of %s is changed, not even to what it is', async (table) => {
    const [column] = await columnsOf(engine.store, table)
    await refused(`update ${table} set "${column!.name}" = "${column!.name}"`)
  })

  test.each(fixed)('the guards of %s are the ones that are made for every such table', async (table) => {
    const key = (await columnsOf(engine.store, table)).filter(({ inKey }) => inKey).map(({ name }) => name)
    const there = committed(dialect)
    // What else is unique in a table was added to its third statement by hand.
    const made = appendOnlyTriggers(dialect, table, key).slice(0, 2)
    expect(made.filter((statement) => !there.has(statement))).toEqual([])
  })
})

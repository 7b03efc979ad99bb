import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { systemClock } from '../../api/platform/clock.ts'
import { newId } from '../../api/platform/ids.ts'
import { openPool } from '../../db/pool-postgresql.ts'
import { scratchFolder } from '../support/scratch-folder.ts'
import { inLanes, loop } from './row.ts'

/** What is inserted for one pair of entries, and where. */
type Peer = { readonly schema: string; readonly pair: (client: Database.Database) => (pair: number) => void }

/** Two rows of three columns, with no key but the number of the row: the least that SQLite can be asked. */
const bare: Peer = {
  schema: 'create table entries (id integer primary key, account text not null, amount integer not null)',
  pair: (client) => {
    const insert = client.prepare('insert into entries (account, amount) values (?, ?)')
    return () => {
      insert.run('wallet', -1)
      insert.run('merchant', 1)
    }
  },
}

/** Two entries and their journal in tables with the ledger's own columns, keys and indexes: what has to be kept at least. */
const keyed: Peer = {
  schema: `
    create table journals (id text primary key not null, kind text not null, scope text not null, key text not null,
      body text not null, created_at integer not null, parent_id text) strict;
    create unique index journals_scope_key on journals (scope, key);
    create index journals_parent on journals (parent_id);
    create unique index journals_payout_return on journals (parent_id) where kind = 'payout_return';
    create index journals_created on journals (created_at);
    create table entries (journal_id text not null, line integer not null, account_id text not null, fund_id text not null,
      lot_id text, amount_yen integer not null, balance_after_yen integer, account_version integer,
      created_at integer not null, primary key (journal_id, line)) strict;
    create index entries_account on entries (account_id, created_at);`,
  pair: (client) => {
    const journal = client.prepare('insert into journals values (?, ?, ?, ?, ?, ?, ?)')
    const entry = client.prepare('insert into entries values (?, ?, ?, ?, ?, ?, ?, ?, ?)')
    const wallets = Array.from({ length: 2_000 }, () => newId())
    const merchantId = newId()
    return (pair) => {
      const [id, at] = [newId(), systemClock.now()]
      const walletId = wallets[pair % wallets.length]!
      journal.run(id, 'pay', `wallet:${walletId}`, `bench-${pair}`, '{"amountYen":100}', at, null)
      entry.run(id, 1, walletId, 'reserve', id, -100, 100, pair, at)
      entry.run(id, 2, merchantId, 'reserve', null, 100, null, null, at)
    }
  },
}

/** What SQLite itself can do, nothing read, checked or counted, as durable as the hub's own file. */
export const sqlitePeers = { bare, keyed } as const

/** Inserts pairs of entries for `forMs`; `group` pairs share a transaction. Answers pairs a second. */
export function insertedPairs({ schema, pair }: Peer, group: number, forMs: number): number {
  const folder = scratchFolder('meguri-bare-')
  const client = new Database(join(folder, 'bare.sqlite'))
  try {
    client.pragma('journal_mode = WAL')
    client.pragma('synchronous = FULL')
    client.exec(schema)
    const insert = pair(client)
    const store = client.transaction((from: number) => {
      for (let n = from; n < from + group; n++) insert(n)
    })
    const started = performance.now()
    let pairs = 0
    for (; performance.now() - started < forMs; pairs += group) store.immediate(pairs)
    return Math.round(pairs / ((performance.now() - started) / 1000))
  } finally {
    client.close()
    rmSync(folder, { recursive: true })
  }
}

/** The statements of a ledger made of functions: `transfer` is given payer, payee and yen. */
type Transfer = { readonly schema: string; readonly open: string; readonly transfer: string }

/**
 * A transfer in one function call, in the shape of pgledger (https://github.com/pgr0ss/pgledger, MIT): both accounts are
 * locked in the order of their ids, both balances changed and checked, one transfer and two entries written. No key, no
 * lot, no fund, no limit, no outbox. Written for this comparison: `--pgledger=FILE` measures the real one (its SQL,
 * with the ULID functions it needs, in one file) instead.
 */
const ownShape: Transfer = {
  schema: `
    create table accounts (id text primary key default gen_random_uuid()::text, balance numeric not null default 0,
      version bigint not null default 0, lowest numeric, updated_at timestamptz not null default now());
    create table transfers (id text primary key default gen_random_uuid()::text,
      payer text not null references accounts, payee text not null references accounts,
      amount numeric not null check (amount > 0), created_at timestamptz not null default now());
    create index on transfers (payer);
    create index on transfers (payee);
    create index on transfers (created_at);
    create table entries (id text primary key default gen_random_uuid()::text,
      account_id text not null references accounts, transfer_id text not null references transfers,
      amount numeric not null, balance_before numeric not null, balance_after numeric not null,
      account_version bigint not null, created_at timestamptz not null default now());
    create index on entries (account_id);
    create index on entries (transfer_id);
    create function move(payer_id text, payee_id text, yen numeric) returns text language plpgsql as $$
    declare payer accounts; payee accounts; made text;
    begin
      perform 1 from accounts where id = least(payer_id, payee_id) for update;
      perform 1 from accounts where id = greatest(payer_id, payee_id) for update;
      update accounts set balance = balance - yen, version = version + 1, updated_at = now()
        where id = payer_id returning * into payer;
      if payer.balance < payer.lowest then raise exception 'account % has too little', payer_id; end if;
      update accounts set balance = balance + yen, version = version + 1, updated_at = now()
        where id = payee_id returning * into payee;
      insert into transfers (payer, payee, amount) values (payer_id, payee_id, yen) returning id into made;
      insert into entries (account_id, transfer_id, amount, balance_before, balance_after, account_version) values
        (payer_id, made, -yen, payer.balance + yen, payer.balance, payer.version);
      insert into entries (account_id, transfer_id, amount, balance_before, balance_after, account_version) values
        (payee_id, made, yen, payee.balance - yen, payee.balance, payee.version);
      return made;
    end $$;`,
  open: 'insert into accounts default values returning id',
  transfer: 'select move($1, $2, $3)',
}

const realOne = (file: string): Transfer => ({
  schema: readFileSync(file, 'utf8'),
  open: `select id from pgledger_create_account('bench', 'JPY')`,
  transfer: 'select id from pgledger_create_transfer($1, $2, $3)',
})

export type PeerRun = {
  readonly clients: number
  readonly payees: number
  /** Transfers before the clock starts, by the same clients. */
  readonly uncounted: number
  readonly forMs: number
}

/** Transfers from many payers by some clients to one or many payees; `url` names an empty database. */
export async function openTransfers(url: string, file: string | undefined, clientsMost: number) {
  const { schema, open, transfer } = file === undefined ? ownShape : realOne(file)
  const pool = openPool(url, clientsMost)
  await pool.query(schema)
  const account = async (): Promise<string> => (await pool.query(open)).rows[0].id
  const payers = await Promise.all(Array.from({ length: 256 }, account))
  const payees = await Promise.all(Array.from({ length: 64 }, account))
  return {
    run: async ({ clients, payees: count, uncounted, forMs }: PeerRun) => {
      const move = async (turn: number): Promise<void> => {
        const values = [payers[turn % payers.length], payees[turn % count], 1]
        await pool.query({ name: 'transfer', text: transfer, values })
      }
      await inLanes(clients, uncounted, move)
      return loop(clients, forMs, (lane, round) => move(round * clients + lane))
    },
    close: () => pool.end(),
  }
}

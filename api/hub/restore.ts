import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { copyRows, holdsRows } from '../../db/copy-rows.ts'
import { migrate } from '../../db/migrate.ts'
import { openPostgresql } from '../../db/open-postgresql.ts'
import { openSqlite } from '../../db/open-sqlite.ts'
import type { Store } from '../../db/store.ts'
import { auditStore } from '../audit/repository.ts'
import type { Where } from '../open-store.ts'
import { readConfiguration } from '../platform/configuration.ts'
import { createDatabase, readMode } from '../platform/mode.ts'
import { readOptions, say, UsageFault, type Command } from './command.ts'
import { verifyAll } from './verify.ts'

const tell = (line: string): void => void process.stderr.write(`${line}\n`)

/** The root hash of the newest signed checkpoint, in base64; what is compared before and after. */
async function rootOf(store: Store): Promise<string> {
  const newest = await auditStore(store).newestCheckpoint()
  return newest === undefined ? 'none: nothing is sealed yet' : newest.note.split('\n')[2]!
}

/** Lends a migrated copy of the file, so that the rows of the file itself stay as they are. */
async function withCopyOf<T>(file: string, use: (store: Store) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'meguri-restore-'))
  try {
    const copy = join(folder, 'hub.sqlite')
    const original = openSqlite(file)
    await original.raw(`vacuum into '${copy.replaceAll("'", "''")}'`)
    await original.close()
    const store = openSqlite(copy)
    try {
      await migrate(store)
      return await use(store)
    } finally {
      await store.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function fill(from: Store, to: Store, where: Where): Promise<number> {
  const mode = await readMode(from)
  if (mode === undefined) throw new Error('That file is not the database of a hub: nobody has marked it.')
  await copyRows(from, to, (table, rows) => tell(`${table}: ${rows} rows`))
  const wrong = await verifyAll(to, where)
  const [before, after] = [await rootOf(from), await rootOf(to)]
  say(`Root hash in the file: ${before}`)
  say(`Root hash now:         ${after}`)
  if (wrong > 0 || before !== after) {
    say('What was copied is not right. This database stays shut: make a new one, and look at the file first.')
    return 1
  }
  const [marked] = (await from.raw(`select created_at as at from marks where name = 'mode'`)) as {
    at: number
  }[]
  await createDatabase(to, mode, { now: () => marked!.at })
  say(`Restored as ${mode}. Take the file data/secret along: it signs the sessions and the record.`)
  return 0
}

export const restore: Command = {
  summary: 'fills an empty PostgreSQL database with a SQLite one: a backup, or a hub that moves',
  help: `npm run hub -- restore --from FILE

Copies people, shops, money and the sealed record from a SQLite file (hub.sqlite, or what "backup" wrote) into the empty
PostgreSQL database of DATABASE_URL, reads the books again there and compares the root hash of the record. Stop the hub
first, so that nothing is paid after the copy. To restore to SQLite, put the file in the place of hub.sqlite instead.`,
  run: async (words) => {
    const { from } = readOptions(words, { from: { type: 'string' } })
    if (from === undefined) throw new UsageFault('Say from where: --from FILE')
    if (!existsSync(from)) throw new UsageFault(`There is no file ${from}.`)
    const where = readConfiguration(process.env)
    const { DATABASE_URL } = where
    if (DATABASE_URL === undefined) throw new UsageFault('Say where to: DATABASE_URL=postgres://…')
    const to = openPostgresql(DATABASE_URL)
    try {
      await migrate(to)
      if ((await readMode(to)) !== undefined || (await holdsRows(to)))
        throw new Error('That database is not empty; nothing was written. Make a new one.')
      return await withCopyOf(from, (store) => fill(store, to, where))
    } finally {
      await to.close()
    }
  },
}

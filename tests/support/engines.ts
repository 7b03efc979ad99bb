import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, inject } from 'vitest'
import { migrate } from '../../db/migrate.ts'
import { openPostgresql } from '../../db/open-postgresql.ts'
import { openSqlite } from '../../db/open-sqlite.ts'
import type { Store } from '../../db/store.ts'
import { freshD1 } from './fresh-d1.ts'
import { scratch } from './scratch.ts'

export type EngineName = 'sqlite' | 'postgresql' | 'd1'

/** An empty, migrated database of one engine and how to be rid of it. */
export type OpenEngine = { readonly store: Store; readonly dispose: () => Promise<void> }

/**
 * Opens a fresh database of this engine. PostgreSQL and D1 are the servers that the test run started. All come with
 * their tables, because many tests want a database of their own.
 */
export function openEngine(name: EngineName): Promise<OpenEngine> {
  return { sqlite: freshSqlite, postgresql: freshPostgresql, d1: freshD1 }[name]()
}

let migrated: Promise<Buffer> | undefined

/** The file of a migrated database, made once for each worker. */
async function migratedFile(): Promise<Buffer> {
  const folder = mkdtempSync(join(scratch(), 'meguri-template-'))
  const file = join(folder, 'hub.sqlite')
  const store = openSqlite(file)
  await migrate(store)
  // Closing brings the write-ahead log home: the one file is the whole database.
  await store.close()
  const bytes = readFileSync(file)
  rmSync(folder, { recursive: true })
  return bytes
}

async function freshSqlite(): Promise<OpenEngine> {
  migrated ??= migratedFile()
  const folder = mkdtempSync(join(scratch(), 'meguri-test-'))
  const file = join(folder, 'hub.sqlite')
  writeFileSync(file, await migrated)
  const store = openSqlite(file)
  return {
    store,
    dispose: async () => {
      await store.close()
      rmSync(folder, { recursive: true })
    },
  }
}

let databases = 0

async function freshPostgresql(): Promise<OpenEngine> {
  const server = inject('postgresqlUrl')
  const name = `test_${process.pid}_${++databases}`
  const admin = openPostgresql(`${server}/postgres`, 1)
  await admin.raw(`create database ${name} template ${inject('postgresqlTemplate')}`)
  const store = openPostgresql(`${server}/${name}`)
  return {
    store,
    dispose: async () => {
      await store.close()
      await admin.raw(`drop database ${name} with (force)`)
      await admin.close()
    },
  }
}

export const engineNames: readonly EngineName[] = ['sqlite', 'postgresql', 'd1']

/** Runs one suite on every engine: `store()` gives the engine's database, opened once for the suite. */
export function onEveryEngine(title: string, suite: (store: () => Store, engine: EngineName) => void): void {
  describe.each(engineNames)(`${title} on %s`, (name) => {
    let engine: OpenEngine
    beforeAll(async () => {
      engine = await openEngine(name)
    }, 60_000)
    afterAll(() => engine.dispose())
    suite(() => engine.store, name)
  })
}

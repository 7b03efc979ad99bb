import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, inject } from 'vitest'
import { migrate } from '../../db/migrate.ts'
import { openPostgresql } from '../../db/open-postgresql.ts'
import { openSqlite } from '../../db/open-sqlite.ts'
import type { Store } from '../../db/store.ts'
import { freshD1 } from './fresh-d1.ts'

export type EngineName = 'sqlite' | 'postgresql' | 'd1'

/** An empty, migrated database of one engine and how to be rid of it. */
export type OpenEngine = { readonly store: Store; readonly dispose: () => Promise<void> }

/**
 * Opens a fresh database of this engine. PostgreSQL and D1 are the servers that the test run started. Both come with
 * their tables, because many tests want a database of their own.
 */
export function openEngine(name: EngineName): Promise<OpenEngine> {
  return { sqlite: freshSqlite, postgresql: freshPostgresql, d1: freshD1 }[name]()
}

async function freshSqlite(): Promise<OpenEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'meguri-test-'))
  const store = openSqlite(join(folder, 'hub.sqlite'))
  await migrate(store)
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

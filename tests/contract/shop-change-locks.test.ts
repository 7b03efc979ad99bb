import type pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPool } from '../../db/pool-postgresql.ts'
import { smallRegion } from '../merchants/support/region.ts'
import { openEngine } from '../support/engines.ts'
import type { OpenEngine } from '../support/engines.ts'
import { secondOf } from './second-writer.ts'

/**
 * Changes of shops are numbered one transaction after the other, so that whoever sees a number has seen all before it. On
 * PostgreSQL the turn is taken at the end of a transaction alone. SQLite and D1 write one list at a time.
 */
let engine: OpenEngine
let pool: pg.Pool
let [shopId, otherId] = ['', '']

beforeAll(async () => {
  engine = await openEngine('postgresql')
  const region = await smallRegion(engine.store)
  shopId = (await region.openShop()).id
  otherId = (await region.openShop()).id
  const [row] = await engine.store.raw('select current_database() as name')
  pool = openPool(`${inject('postgresqlUrl')}/${String(row!['name'])}`, 3)
}, 60_000)

afterAll(async () => {
  await pool.end()
  await engine.dispose()
})

const renames = (id: string, kana: string): string =>
  `update merchants set name_kana = '${kana}' where id = '${id}'`
const ends = 'set constraints all immediate'

test('who changes another shop waits for the number of the first', async () => {
  const told = await secondOf(pool, [renames(shopId, 'ヌ'), ends], [renames(otherId, 'ヌ'), ends])
  expect(told).toEqual({ waited: true, told: 'stored' })
})

test('who changes another shop waits for nothing before the end', async () => {
  const told = await secondOf(pool, [renames(shopId, 'ネ')], [renames(otherId, 'ネ')])
  expect(told).toEqual({ waited: false, told: 'stored' })
})

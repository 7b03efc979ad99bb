import { expect, inject, it } from 'vitest'
import { appliedNames } from '../../db/migrated.ts'
import { migrate } from '../../db/migrate.ts'
import type { Store } from '../../db/store.ts'
import { emptyD1 } from '../support/d1-databases.ts'
import { freshD1 } from '../support/fresh-d1.ts'

/** Tables, indexes and triggers with their words, also those that the engine makes by itself. */
const shapeOf = (store: Store): Promise<readonly Record<string, unknown>[]> =>
  store.raw('select type, name, tbl_name, sql from sqlite_master order by type, name')

it('a D1 database that a test is given is what the migrations make of an empty one', async () => {
  const migrated = await emptyD1(inject('d1Url'))
  const names = await migrate(migrated)
  const { store } = await freshD1()
  expect(await shapeOf(store)).toEqual(await shapeOf(migrated))
  expect([...(await appliedNames(store))]).toEqual(names)
  expect(await migrate(store)).toEqual([])
})

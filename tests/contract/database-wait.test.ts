import { expect, inject, test } from 'vitest'
import { readConfiguration } from '../../api/platform/configuration.ts'
import { openStore } from '../../api/open-store.ts'
import { openPool } from '../../db/pool-postgresql.ts'
import { newPlace } from '../support/prepared-hub.ts'

test('a hub waits for a locked file as long as it was told to', async () => {
  const place = await newPlace('sqlite', '')
  const store = openStore(readConfiguration({ ...place.environment, DATABASE_WAIT_MS: '700' }))
  expect(await store.raw('pragma busy_timeout')).toEqual([{ timeout: 700 }])
  await store.close()
  await place.remove()
})

test('a hub waits for a connection as long as it was told to, and five seconds if it was not', async () => {
  const url = inject('postgresqlUrl')
  const [told, not] = [openPool(url, 1, undefined, 700), openPool(url, 1)]
  expect([told, not].map(({ options }) => options.connectionTimeoutMillis)).toEqual([700, 5_000])
  await Promise.all([told.end(), not.end()])
})

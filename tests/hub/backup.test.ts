import { statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { backup } from '../../api/hub/backup.ts'
import { openSqlite } from '../../db/open-sqlite.ts'
import { newPlace, prepareAt, type Place } from '../support/prepared-hub.ts'

let place: Place
beforeAll(async () => {
  place = await newPlace('sqlite', '')
  await prepareAt(place, 1, 1_000)
  for (const [name, value] of Object.entries(place.environment)) vi.stubEnv(name, value)
}, 60_000)
afterAll(() => {
  vi.unstubAllEnvs()
  return place.remove()
})

test('a backup is whole, its owner’s alone, and never overwrites', async () => {
  const copy = join(place.environment['DATA_DIR']!, 'copy.sqlite')
  expect(await backup.run(['--to', copy])).toBe(0)
  expect(statSync(copy).mode & 0o777).toBe(0o600)
  const store = openSqlite(copy)
  expect(await store.raw('select count(*) as n from wallets')).toEqual([{ n: 1 }])
  await store.close()
  await expect(backup.run(['--to', copy])).rejects.toThrow(/never overwrites/)
})

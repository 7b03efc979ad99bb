import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { UsageFault } from '../../api/hub/command.ts'
import { exportMuseum } from '../../api/hub/export-museum.ts'
import { openHub } from '../../api/open-hub.ts'
import { newPlace, type Place } from '../support/prepared-hub.ts'

let place: Place
let publicIds: readonly string[]
const said: string[] = []
beforeAll(async () => {
  place = await newPlace('sqlite', '')
  for (const [name, value] of Object.entries(place.environment)) vi.stubEnv(name, value)
  const { hub, store } = await openHub(process.env, 'demonstration')
  await hub.museum.takeIn()
  publicIds = (await hub.museum.records.items()).map(({ id }) => id).toSorted()
  await store.close()
}, 60_000)
afterAll(async () => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  await place.remove()
})
beforeEach(() => {
  said.length = 0
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0)
})
const file = (name: string): string => join(place.environment['DATA_DIR']!, name)
const idsIn = (rows: readonly Record<string, unknown>[]) => rows.map((row) => String(row['ID'])).toSorted()

test('everything that is public is written once, as a table and as JSON, and it is said whose terms are known', async () => {
  expect(publicIds.length).toBeGreaterThan(5)
  expect(await exportMuseum.run(['--to', file('all.csv')])).toBe(0)
  expect(idsIn(parse(readFileSync(file('all.csv')), { columns: true, bom: true }))).toEqual(publicIds)
  expect(said.join('')).toMatch(
    /aizu-meguri: \d+ public, https:\/\/creativecommons\.org\/publicdomain\/zero\/1\.0\//,
  )
  expect(said.join('')).toContain('no licence of their texts yet')
  expect(await exportMuseum.run(['--to', file('all.json')])).toBe(0)
  const all = JSON.parse(readFileSync(file('all.json'), 'utf8')) as Record<string, unknown>[]
  expect(idsIn(all)).toEqual(publicIds)
  expect(await exportMuseum.run(['--to', file('given.json'), '--granted'])).toBe(0)
  const given = JSON.parse(readFileSync(file('given.json'), 'utf8')) as Record<string, unknown>[]
  expect(given).toEqual(all.filter((one) => one['メタデータの利用条件'] !== undefined))
  expect(given.length > 0 && given.length < all.length).toBe(true)
})

test('nothing is written over, and words that are not understood write nothing', async () => {
  const before = readFileSync(file('all.csv'))
  await expect(exportMuseum.run(['--to', file('all.csv')])).rejects.toThrow('never overwrites')
  expect(readFileSync(file('all.csv')).equals(before)).toBe(true)
  await expect(exportMuseum.run(['--to', file('all.xlsx')])).rejects.toThrow(UsageFault)
  await expect(exportMuseum.run([])).rejects.toThrow(UsageFault)
  expect(existsSync(file('all.xlsx'))).toBe(false)
})

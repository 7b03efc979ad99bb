import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { searchRebuild } from '../../api/hub/search-rebuild.ts'
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
afterEach(() => vi.restoreAllMocks())

test('the index is made anew, as often as one likes, and words that it does not know are refused', async () => {
  const said: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0)
  expect(await searchRebuild.run([])).toBe(0)
  expect(await searchRebuild.run([])).toBe(0)
  const [first, second] = said.map((line) => /^(\d+) entries can be found\.\n$/.exec(line)?.[1])
  expect(Number(first)).toBeGreaterThan(200)
  expect(second).toBe(first)
  await expect(searchRebuild.run(['--fast'])).rejects.toThrow('--fast')
})

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { UsageFault } from '../../api/hub/command.ts'
import { importManifest } from '../../api/hub/import-manifest.ts'
import { partnersCheck } from '../../api/hub/partners-check.ts'
import { collectionThree, manifestThree, openPartner } from '../museum/partner-server.ts'
import { newPlace, type Place } from '../support/prepared-hub.ts'

let place: Place
let partner: Awaited<ReturnType<typeof openPartner>>
const said: string[] = []
beforeAll(async () => {
  partner = await openPartner({})
  const { origin } = partner
  Object.assign(partner.answers, {
    '/all': collectionThree(origin, 'all', [
      { id: `${origin}/map`, type: 'Manifest' },
      { id: `${origin}/scroll`, type: 'Manifest' },
    ]),
    '/map': manifestThree(origin, 'map'),
    '/scroll': manifestThree(origin, 'scroll'),
  })
  place = await newPlace('sqlite', '')
  for (const [name, value] of Object.entries({ ...place.environment, PLAIN_PARTNERS: origin }))
    vi.stubEnv(name, value)
}, 60_000)
afterAll(async () => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  await Promise.all([partner.close(), place.remove()])
})
beforeEach(() => {
  said.length = 0
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((text) => said.push(String(text)) > 0)
})
const house = ['--institution', 'karamushi-museum']

test('a collection is looked at, then taken without being fetched again, then as it was before', async () => {
  expect(await importManifest.run([`${partner.origin}/all`, ...house, '--dry-run'])).toBe(0)
  const id = /Import (\S+)/.exec(said.join(''))![1]!
  expect(said.join('')).toContain('2 new, 0 change')
  const before = partner.asked.length
  expect(await importManifest.run(['--go-on', id])).toBe(0)
  expect([partner.asked.length, said.join('').includes('2 new, 0 changed')]).toEqual([before, true])
  said.length = 0
  expect(await importManifest.run([`${partner.origin}/all`, ...house])).toBe(0)
  expect(said.join('')).toContain('0 new, 0 changed, 2 as before, 0 refused.')
})

test('a file is read; what is wrong in it is refused with its reason', async () => {
  const path = join(place.environment['DATA_DIR']!, 'brought.json')
  writeFileSync(path, JSON.stringify(manifestThree('https://archive.example', 'letter')))
  expect(await importManifest.run([path, ...house])).toBe(0)
  expect(said.join('')).toContain('https://archive.example/letter')
  writeFileSync(path, '<html>')
  expect(await importManifest.run([path, ...house])).toBe(1)
  expect(said.join('')).toContain('This cannot be brought. This cannot be read as JSON.')
})

test('an address that leads nowhere is told of, and refused', async () => {
  expect(await importManifest.run([`${partner.origin}/nothing`, ...house])).toBe(1)
  expect(said.join('')).toContain('It is not there (any more).')
})

test('words that are not understood are a fault of usage', async () => {
  const wrong = [
    [],
    house,
    ['a', 'b', ...house],
    ['https://a.example/'],
    ['--go-on', 'x', 'y'],
    ['no-file', ...house],
  ]
  for (const words of wrong) await expect(importManifest.run(words)).rejects.toThrow(UsageFault)
  await expect(partnersCheck.run(['--most', '0'])).rejects.toThrow('--most')
})

test('what is gone at a partner is told, and what is back', async () => {
  const { answers, origin } = partner
  const map = answers['/map']!
  delete answers['/map']
  expect(await partnersCheck.run(['--after', origin])).toBe(1)
  expect(said.join('')).toMatch(/Gone {2}karamushi-museum-\w+ {2}http:\S+\/map/)
  answers['/map'] = map
  said.length = 0
  // What stands before is not asked again.
  expect(await partnersCheck.run(['--after', `${origin}/a`, '--most', '2'])).toBe(0)
  expect(said.join('')).toMatch(/Back {2}.*2 asked, 0 missing/s)
})

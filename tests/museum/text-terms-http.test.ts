import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { faultsIn } from './harvest-schema.ts'
import { openHarvest } from './harvest-world.ts'
import { basket, house, letter } from './record-builders.ts'
import { type Desk, openDesks } from './upload-world.ts'

let hub: Awaited<ReturnType<typeof openDesks>>
let [desk, colleague, stranger]: Desk[] = []
beforeAll(async () => {
  hub = await openDesks()
  desk = await hub.desk('karamushi')
  colleague = await hub.desk('karamushi-2')
  stranger = await hub.desk('crafts')
}, 60_000)
afterAll(() => hub.close())

const institution = 'karamushi-museum'
const path = `/api/museum/text-terms/${institution}`
const cc0 = 'https://creativecommons.org/publicdomain/zero/1.0/'
const by = 'https://creativecommons.org/licenses/by/4.0/'

type Now = {
  readonly version: number
  readonly terms: string | null
  readonly said: readonly { readonly terms: string; readonly byName: string }[]
  readonly code?: string
  readonly field?: string
  readonly facts?: { readonly byName: string }
}
const ask = async (method: string, body?: object, who = desk) =>
  (await who!.ask(method, path, body)) as unknown as { status: number; told: Now }
const say = (version: number, terms: string, who = desk) => ask('PUT', { version, terms }, who)
const text = async (at: string) => (await hub.reach(at, {})).text()

/** What the portal and harvesters are told of the institution's first item. */
async function told() {
  const described = JSON.parse(await text('/api/museum/portal')) as {
    institutions: { id: string; items: number; licence: string | null }[]
  }
  const own = described.institutions.find(({ id }) => id === institution)!
  const granted = JSON.parse(
    await text(`/api/museum/portal/items.json?institution=${institution}&granted=yes`),
  ) as Record<string, string>[]
  const records: string[] = []
  for (const prefix of ['oai_dc', 'lido'])
    records.push(await text(`/oai?verb=ListRecords&metadataPrefix=${prefix}&set=${institution}`))
  for (const answer of records) expect(faultsIn(answer)).toEqual([])
  const refs = records.map((answer) =>
    [...answer.matchAll(/<rightsReference ref="([^"]+)"/g)].map(([, ref]) => ref),
  )
  return { own, granted, refs }
}

describe('on which terms texts are handed on', () => {
  test('nobody has said at first, and nothing is granted', async () => {
    expect((await ask('GET')).told).toMatchObject({ version: 0, terms: null, said: [] })
    const { own, granted, refs } = await told()
    expect([own.items > 0, own.licence, granted, refs]).toEqual([true, null, [], [[], []]])
  })

  test.each<[string, string | undefined]>([
    ['cc0', cc0],
    ['by', by],
    ['none', undefined],
    ['cc0', cc0],
  ])('said as %s holds at once for the portal and for who harvests', async (terms, address) => {
    const { version } = (await ask('GET')).told
    const said = await say(version, terms)
    expect([said.status, said.told.terms, said.told.version]).toEqual([200, terms, version + 1])
    expect(said.told.said[0]).toMatchObject({ terms, byName: expect.any(String) })
    const { own, granted, refs } = await told()
    expect(own.licence).toBe(address ?? null)
    expect(granted).toHaveLength(address === undefined ? 0 : own.items)
    for (const row of granted) expect(row['メタデータの利用条件']).toBe(address)
    for (const all of refs) expect(all).toEqual(Array.from({ length: address === undefined ? 0 : own.items }, () => address))
  }) // prettier-ignore

  test('where no leave is given they are still read and fetched, with no terms beside them', async () => {
    const { version } = (await ask('GET')).told
    expect((await say(version, 'none')).status).toBe(200)
    const row = (JSON.parse(await text(`/api/museum/portal/items.json?institution=${institution}`)) as Record<string, string>[])[0]!
    expect([row['メタデータの利用条件'] ?? '', Object.values(row).some((value) => value.length > 20)]).toEqual(['', true])
    const harvested = await text(`/oai?verb=ListRecords&metadataPrefix=oai_dc&set=${institution}`)
    expect(harvested).toContain('<dc:description')
    expect(harvested).not.toContain('rightsReference')
    expect((await say(version + 1, 'cc0')).status).toBe(200)
  }) // prettier-ignore

  test('promises no refusal that is never sent', async () => {
    const { paths } = JSON.parse(await text('/api/openapi.json')) as { paths: Record<string, Record<string, { responses: object }>> }
    const own = paths['/api/museum/text-terms/{institution}'] ?? paths['/museum/text-terms/{institution}']!
    expect([Object.keys(own['get']!.responses), Object.keys(own['put']!.responses)]).toEqual([
      ['200', '400', '401', '403'],
      ['200', '400', '401', '403', '409'],
    ])
  }) // prettier-ignore

  test('is written down with who said it, once however often it is sent, and nothing of it goes', async () => {
    const before = (await ask('GET')).told
    expect((await say(before.version, 'cc0')).told.version).toBe(before.version)
    expect(before.said.map(({ terms }) => terms)).toEqual(['cc0', 'none', 'cc0', 'none', 'by', 'cc0'])
  })

  test('of two who say something else the second is told who was first', async () => {
    const { version } = (await ask('GET')).told
    expect((await say(version, 'by', colleague)).status).toBe(200)
    const late = await say(version, 'none')
    expect([late.status, late.told.code, late.told.field]).toEqual([409, 'text_terms_changed', 'version'])
    expect(late.told.facts!.byName).toBe((await ask('GET')).told.said[0]!.byName)
    const both = await Promise.all([say(version + 1, 'cc0'), say(version + 1, 'none', colleague)])
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([200, 409]))
  })

  test.each([
    ['terms that nobody knows', { version: 0, terms: 'gpl' }, 'terms'],
    ['no terms', { version: 0 }, 'terms'],
    ['no number', { terms: 'cc0' }, 'version'],
    ['something besides', { version: 0, terms: 'cc0', by: 'x' }, 'by'],
  ])('refuses %s', async (_what, body, field) => {
    const refused = await ask('PUT', body)
    expect([refused.status, refused.told.field]).toEqual([400, field])
  })

  test('is read by who writes for the institution, and said by its editors only', async () => {
    const writer = await hub.desk('karamushi-writer')
    expect((await ask('GET', undefined, writer)).status).toBe(200)
    expect((await say(0, 'cc0', writer)).status).toBe(403)
  })

  test('is nobody’s of another institution', async () => {
    for (const refused of [await say(0, 'cc0', stranger), await ask('GET', undefined, stranger)])
      expect(refused.status).toBe(403)
    expect((await hub.reach(path, {})).status).toBe(401)
  })
})

test('what another house says of its thing is not the institution’s to give', async () => {
  const museum = await openHarvest({ pageSize: 10, licenceOf: () => 'cc0' })
  try {
    await museum.publish('storehouse', house())
    await museum.publish('basket', basket())
    await museum.publish('map', letter({ partner: { manifest: 'https://partner.example/m' } }))
    await museum.publish('sold', basket())
    await museum.withdraw('sold')
    const of = (id: string) => museum.harvest(`verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:meguri.example:${id}`)
    const found = [await of('basket'), await of('map'), await of('sold')]
    expect(found.map((answer) => answer.includes('<about>'))).toEqual([true, false, false])
    for (const answer of found) expect(faultsIn(answer)).toEqual([])
  } finally {
    await museum.dispose()
  }
}) // prettier-ignore

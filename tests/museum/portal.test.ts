import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { metadataLicenceOf } from '../../api/museum/holders-content.ts'
import { type MetadataLicence, portalFields } from '../../api/museum/portal-row.ts'
import { portalSeparator, portalService } from '../../api/museum/portal-service.ts'
import { hubInstitution } from '../../api/museum/record.ts'
import { rights } from '../../api/museum/rights.ts'
import { portalRoutes } from '../../api/museum/routes-portal.ts'
import { content } from '../../content/index.ts'
import { openHarvest } from './harvest-world.ts'
import { origin } from './presentation-world.ts'
import { basket, house, letter } from './record-builders.ts'

const museum = await openHarvest({ pageSize: 100 })
const licences: Record<string, MetadataLicence> = { storehouse: 'cc0', mill: 'by' }
const portal = portalService({ ...museum, licences: async () => (id) => licences[id], origin: () => origin })
const routes = new Hono().route('/api', portalRoutes({ portal }))
const ask = async (path: string) => routes.request(`${origin}/api/museum/portal${path}`)

/** Another house's thing, that the mill shows. */
const borrowed = letter({
  institution: 'mill',
  partner: { manifest: 'https://partner.example/map/manifest', provider: { ja: ['となりの館'] } },
})
const publicIds: string[] = []

beforeAll(async () => {
  for (const id of ['storehouse', 'mill', 'silent']) await museum.publish(id, house({ label: { ja: [`館 ${id}`], en: [id] } })) // prettier-ignore
  // More than what is looked up at once, so that pages meet.
  for (let n = 0; n < 410; n++) {
    const id = `basket-${n}`
    await museum.publish(id, basket({ label: { ja: [`籠 ${n}`] } }))
    publicIds.push(id)
  }
  await museum.publish('letter', letter({ institution: 'silent' }))
  await museum.publish('borrowed', borrowed)
  publicIds.push('letter', 'borrowed')
  await museum.publish('gone', basket())
  await museum.withdraw('gone')
  // Written again and back from withdrawal: still one.
  await museum.publish('basket-7', basket({ label: { ja: ['籠 7、直した'] } }))
  await museum.withdraw('basket-8')
  await museum.publish('basket-8', basket({ label: { ja: ['籠 8'] } }))
}, 60_000)
afterAll(() => museum.dispose())

type Row = Readonly<Record<string, string>>
const labelOf = (name: string): string => portalFields.find((one) => one.name === name)!.label
const table = async (query = ''): Promise<readonly Row[]> => {
  const answer = await ask(`/items.csv${query}`)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8; header=present']) // prettier-ignore
  const bytes = new Uint8Array(await answer.arrayBuffer())
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  return parse(new TextDecoder().decode(bytes), { columns: true })
}
const list = async (query = ''): Promise<readonly Record<string, string | string[]>[]> =>
  (await (await ask(`/items.json${query}`)).json()) as never
const idsOf = (rows: readonly object[]) => rows.map((row) => String((row as Row)['ID'])).toSorted()

describe('what the national portal takes', () => {
  test('has every public record once, as the table, as JSON and as what is harvested', async () => {
    const all = publicIds.toSorted()
    expect(idsOf(await table())).toEqual(all)
    expect(idsOf(await list())).toEqual(all)
    const harvested: string[] = []
    for (let token = 'metadataPrefix=oai_dc'; token !== '';) {
      const page = await museum.harvest(`verb=ListIdentifiers&${token}`)
      const headers = [...page.matchAll(/<header>.*?<identifier>oai:[^:]+:([^<]+)<\/identifier>/gs)]
      harvested.push(...headers.map(([, id]) => id!))
      const next = /<resumptionToken[^>]*>([^<]+)</.exec(page)?.[1]
      token = next === undefined ? '' : `resumptionToken=${encodeURIComponent(next)}`
    }
    expect(harvested.toSorted()).toEqual(all)
  })

  test('says the same in both, whatever is several being a list', async () => {
    const [rows, things] = [await table(), await list()]
    const several = new Set(['作者・関係者', '時代・日付', '場所', 'コンテンツ', 'そのほかの項目'])
    for (const [n, thing] of things.entries())
      for (const { label } of portalFields) {
        const told = thing[label] ?? ''
        expect(Array.isArray(told) ? told.join(portalSeparator) : told).toBe(rows[n]![label])
        expect(told === '' || several.has(label) === Array.isArray(told), label).toBe(true)
      }
  })

  test('tells of an item what is asked for, with the terms of the thing and of the words apart', async () => {
    const rows = await table()
    const of = (id: string): Row => rows.find((row) => row['ID'] === id)!
    expect(of('basket-7')).toEqual({
      ID: 'basket-7',
      タイトル: '籠 7、直した',
      'タイトル（英語）': '',
      説明: '山へ行くときに背負いました。',
      '説明（英語）': 'Carried on the back to the mountain.',
      '作者・関係者': '',
      '時代・日付': '1930~',
      場所: '蔵の家',
      緯度: '37.5',
      経度: '139.5',
      種類: 'もの',
      所蔵先: '館 storehouse',
      詳細ページ: `${origin}/items/basket-7`,
      サムネイル: `${origin}/iiif/3/basket/full/!400,400/0/default.jpg`,
      コンテンツ: `${origin}/iiif/3/basket/full/max/0/default.jpg`,
      コンテンツの種類: 'image',
      コンテンツのありか: 'internet',
      IIIFマニフェスト: `${origin}/iiif/presentation/basket-7/manifest`,
      コンテンツの権利: 'ccby',
      コンテンツの権利のURL: 'https://creativecommons.org/licenses/by/4.0/',
      出典の書き方: '蔵の家',
      そのほかの項目: '材料：山ぶどうの皮|季節：皮は6月にとる|来歴：村の家から|実物：現地で見られます',
      もとの記録: '',
      メタデータの利用条件: 'https://creativecommons.org/publicdomain/zero/1.0/',
      更新日時: expect.stringMatching(/^2026-11-01T/) as string,
    })
    expect(of('borrowed')).toMatchObject({ 所蔵先: 'となりの館', もとの記録: 'https://partner.example/map/manifest', メタデータの利用条件: '' }) // prettier-ignore
    expect(of('letter')['メタデータの利用条件']).toBe('')
  })

  test('of one institution, or only what may be handed on', async () => {
    expect(idsOf(await table('?institution=silent'))).toEqual(['letter'])
    expect(idsOf(await list('?institution=nobody'))).toEqual([])
    const granted = await table('?granted=yes')
    expect(granted).toHaveLength(410)
    expect(granted.every((row) => row['メタデータの利用条件'] !== '')).toBe(true)
    expect((await ask('/items.csv?granted=perhaps')).status).toBe(400)
  })

  test('is described: columns with the common items they are labelled with, and whose terms are known', async () => {
    const told = (await (await ask('')).json()) as Awaited<ReturnType<typeof portal.description>>
    expect(told.columns.map(({ label }) => label)).toEqual(Object.keys((await table())[0]!))
    const common = told.columns.flatMap(({ common: name }) => name ?? [])
    for (const wanted of ['id', 'title', 'linkUrl', 'thumbnailUrl', 'contentsRightsType', 'ownerOrg', 'temporal', 'location']) expect(common).toContain(wanted) // prettier-ignore
    expect(told.items).toBe(publicIds.length)
    const by = told.institutions.map(({ id, items, fromPartners, licence }) => [
      id,
      items,
      fromPartners,
      licence,
    ])
    expect(by).toEqual([
      ['mill', 1, 1, 'https://creativecommons.org/licenses/by/4.0/'],
      ['silent', 1, 0, null],
      ['storehouse', 410, 0, 'https://creativecommons.org/publicdomain/zero/1.0/'],
    ])
  })
})

test('each kind of right has a word of the portal', async () => {
  const codes: string[] = []
  for (const [n, address] of Object.values(rights).entries()) {
    await museum.publish('kind', basket({ rights: address, label: { ja: [`${n}`] } }))
    codes.push(
      (await table('?institution=storehouse')).find((row) => row['ID'] === 'kind')!['コンテンツの権利']!,
    )
  }
  await museum.withdraw('kind')
  expect(codes).toEqual(['cc0', 'pdm', 'ccby', 'ccbysa', 'ccbync', 'ccbyncnd', 'incr', 'incr_edu', 'nocr_cont', 'uneval', 'undet']) // prettier-ignore
})

test('whatever a record says, its row is read back as one row of as many cells; no cell is a formula', async () => {
  const signs = fc.string({ unit: fc.constantFrom('籠', 'a', '"', ',', '\n', '\r', '|', '=', '@', ' ', '+') })
  const text = signs.filter((one) => one.trim() !== '')
  await fc.assert(
    fc.asyncProperty(text, text, async (title, material) => {
      await museum.publish('odd', letter({ institution: 'silent', label: { ja: [title] }, descriptions: [{ field: 'maker', value: { ja: [material, 'b'] } }] })) // prettier-ignore
      const row = (await table('?institution=silent')).find((one) => one['ID'] === 'odd')!
      expect(Object.keys(row)).toHaveLength(portalFields.length)
      expect(row[labelOf('title')]!.replace(/^'/, '')).toBe(title)
      // One value stays one, also where it has the sign that stands between values.
      expect(row[labelOf('contributors')]!.split(portalSeparator)).toHaveLength(1)
      for (const [label, cell] of Object.entries(row))
        if (label !== '緯度' && label !== '経度') expect(cell).not.toMatch(/^[=+\-@\t\r]/)
      // The list is as it was written, whatever stands in it.
      const thing = (await list('?institution=silent')).find((one) => one['ID'] === 'odd')!
      expect([thing[labelOf('title')], thing[labelOf('contributors')]]).toEqual([title, [`${material} b`]])
    }),
    { numRuns: 50 },
  )
  await museum.withdraw('odd')
})

test('of the project itself the hub gives what it wrote; of others only what their institution says', () => {
  expect(metadataLicenceOf(hubInstitution)).toBe('cc0')
  expect(metadataLicenceOf('nobody')).toBeUndefined()
  for (const { id, metadataLicence } of content.institutions)
    expect(metadataLicenceOf(id)).toBe(metadataLicence)
})

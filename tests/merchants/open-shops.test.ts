import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEngine, type OpenEngine } from '../support/engines.ts'
import { smallApi, type SmallApi } from './support/http.ts'
import { application, smallRegion, type Region } from './support/region.ts'

let engine: OpenEngine
let region: Region
let api: SmallApi

type Shops = { shops: { name: { ja: string }; station: string | null }[]; total: number }

const asked = async (query: string): Promise<Shops> =>
  (await (await api.get(`/shops${query}`)).json()) as Shops
const names = async (query: string) => (await asked(query)).shops.map(({ name }) => name.ja)

beforeAll(async () => {
  engine = await openEngine('sqlite')
  region = await smallRegion(engine.store)
  api = smallApi(region)
  await region.openShop({ nameJa: 'う', nameKana: 'ウ', municipality: '074446', stationId: 'aizu-miyashita' })
  await region.openShop({ nameJa: 'い', nameKana: 'イ', municipality: '074446' })
  await region.openShop({ nameJa: 'え', nameKana: 'エ', municipality: '074454', stationId: 'aizu-miyashita' })
  await region.openShop({ nameJa: 'お', nameKana: 'オ', municipality: '074454' })
  const waiting = {
    nameJa: 'あ',
    nameKana: 'ア',
    stationId: 'aizu-miyashita',
    contactEmail: 'a@shop.example',
  }
  await region.merchants.apply(application(waiting), { password: 'a long enough password' }, 'waits')
})
afterAll(() => engine.dispose())

describe('GET /shops', () => {
  it('tells of the shops of a station first, then of the others of the municipality; never of one that waits', async () => {
    expect(await names('?station=aizu-miyashita&municipality=074446')).toEqual(['う', 'え', 'い'])
    expect(await names('?station=aizu-miyashita')).toEqual(['う', 'え'])
    expect(await names('?municipality=074454')).toEqual(['え', 'お'])
    expect(await names('')).toEqual(['い', 'う', 'え', 'お'])
    expect(await names('?station=nowhere')).toEqual([])
  })

  it('tells how many there are where it shows fewer, and nothing of who keeps them', async () => {
    const { shops, total } = await asked('?limit=1')
    expect({ shown: shops.length, total }).toEqual({ shown: 1, total: 4 })
    expect(Object.keys(shops[0]!).toSorted()).toEqual(
      ['demonstration', 'id', 'merchantClass', 'municipality', 'name', 'station'].toSorted(),
    )
  })

  it.each(['?municipality=abc', '?limit=0', '?limit=201', '?station='])(
    'refuses %s and names the field',
    async (query) => {
      const answer = await api.get(`/shops${query}`)
      expect(answer.status).toBe(400)
      expect(await answer.json()).toMatchObject({ field: /[a-z]+/.exec(query)![0] })
    },
  )
})

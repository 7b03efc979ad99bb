import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ledgerReads } from '../../api/currency/repository-reads.ts'
import { growthRoutes } from '../../api/growth/routes.ts'
import { growthService, growthSettings } from '../../api/growth/index.ts'
import { merchantStore } from '../../api/merchants/repository.ts'
import { visitorStore } from '../../api/visitors/repository.ts'
import { openEngine, type OpenEngine } from '../support/engines.ts'
import { lineOfTown, now, seedOn, spots, towns } from './world.ts'

type Answer = {
  region: {
    money: { payments: number; spentYen: number; refundedYen: number }
    arrivals: { visits: number; people: number; personTrips: number }
  }
  tables: {
    towns: { code: string; money: { payments: number } | null; arrivals: { people: number } | null }[]
  }
}

describe('the public numbers of the demonstration region', () => {
  let engine: OpenEngine
  const ask = async (query: string) => {
    const { store } = engine
    const shops = merchantStore(store)
    const growth = growthService({
      takings: ledgerReads(store),
      visits: visitorStore(store),
      shops: {
        all: async () =>
          (await shops.inStatus('approved')).map((shop) => ({ ...shop, accountId: shop.accountId! })),
      },
      region: {
        towns: towns.map((town) => ({ ...town, guideline: true })),
        lines: ['tadami', 'banetsu-west', 'aizu'].map((id) => ({ id, nameJa: id, nameEn: id })),
        lineOfStation: (id) => spots.find((spot) => spot.id === id)?.lineId ?? null,
        spots: towns.map(({ code }) => ({ municipality: code, lineId: lineOfTown(code) })),
      },
      clock: { now: () => now },
      settings: growthSettings,
      demonstration: true,
    })
    return growthRoutes({ growth, guard: () => (_c, next) => next() }).request(`/numbers${query}`)
  }
  const all = async () => (await (await ask('?period=all')).json()) as Answer

  beforeAll(async () => {
    engine = await openEngine('sqlite')
    await seedOn(engine.store, { days: 60 })
  }, 120_000)
  afterAll(() => engine.dispose())

  test('are exactly what the ledger and the visits hold', async () => {
    const { region } = await all()
    const [paid] = await engine.store.raw(
      'select count(*) as n, sum(amount_yen - refunded_yen) as spent, sum(refunded_yen) as back from payments',
    )
    expect(region.money).toMatchObject({
      payments: paid?.['n'],
      spentYen: paid?.['spent'],
      refundedYen: paid?.['back'],
    })
    const [visited] = await engine.store.raw(
      'select count(*) as visits, count(distinct visitor_id) as people from check_ins',
    )
    expect(region.arrivals).toMatchObject({ visits: visited?.['visits'], people: visited?.['people'] })
    expect(region.arrivals.personTrips).toBeGreaterThan(region.arrivals.people)
  })

  test('show several towns and hide others', async () => {
    const { tables } = await all()
    expect(tables.towns.filter((town) => town.arrivals !== null).length).toBeGreaterThan(3)
    expect(tables.towns.filter((town) => town.arrivals === null).length).toBeGreaterThan(3)
    expect(tables.towns.filter((town) => town.money === null).length).toBeGreaterThan(3)
  })

  test('name no wallet, no shop and no visitor', async () => {
    const text = await (await ask('?period=all')).text()
    const [shop] = await engine.store.raw('select id, name_ja from merchants limit 1')
    const [visitor] = await engine.store.raw('select id from visitors limit 1')
    for (const secret of [shop?.['id'], shop?.['name_ja'], visitor?.['id']])
      expect(text).not.toContain(secret)
  })

  test.each(['?period=8', '?period=', '?period=30&period=7;drop'])(
    'refuse %s and name the field',
    async (query) => {
      const answer = await ask(query)
      expect(answer.status).toBe(400)
      expect(await answer.json()).toMatchObject({ field: 'period' })
    },
  )
})

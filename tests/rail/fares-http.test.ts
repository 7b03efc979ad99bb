import { describe, expect, test } from 'vitest'
import { holidaysOfJapan } from '../../api/merchants/holidays-holiday-jp.ts'
import { setLocale } from '../../api/platform/http/locale.ts'
import { createRouter } from '../../api/platform/http/validation.ts'
import { railService } from '../../api/rail/index.ts'
import { contentNetwork } from '../../api/rail/network-content.ts'
import { railRoutes } from '../../api/rail/routes.ts'

const clock = { now: () => Date.parse('2026-11-28T09:00:00+09:00') }
const rail = railService({ network: contentNetwork, holidays: holidaysOfJapan, clock })
const api = createRouter().use(setLocale).route('/', railRoutes({ rail }))

async function get(path: string) {
  const answer = await api.request(path)
  return { status: answer.status, body: await answer.json() }
}

describe('GET /rail/fare', () => {
  test('tells fare, way, passes, carbon and their sources, there and back', async () => {
    const { body } = await get('/rail/fare?from=会津若松&to=Tadami&trip=return&date=2026-11-28')
    expect(body).toMatchObject({
      from: { id: 'aizu-wakamatsu' },
      to: { id: 'tadami', name: { ja: '只見' } },
      fare: { yen: 3580 },
      rides: [{ line: 'tadami', km: 88.4 }],
      passes: [
        { id: 'holiday-pass', paysOff: 'price_not_current', lastPriceYen: 2720 },
        { id: 'aizu-gurutto-card', paysOff: 'record' },
      ],
      carbon: { km: 176.8, railGrams: 3182, fiscalYear: 2018 },
    })
    expect(body.sources.map(({ id }: { id: string }) => id)).toEqual(
      expect.arrayContaining([
        'fare-steps-2026',
        'jr-east-fares-2026',
        'farert',
        'tomotabi',
        'mlit-co2-2018',
      ]),
    )
  })

  test('takes today and an adult where nothing is said, a child where it is', async () => {
    expect((await get('/rail/fare?from=tadami&to=koide')).body).toMatchObject({
      date: '2026-11-28',
      passenger: 'adult',
      fare: { yen: 1040 },
    })
    expect((await get('/rail/fare?from=tadami&to=koide&passenger=child')).body.fare).toEqual({ yen: 520 })
  })

  test('says why there is none, and on which lines', async () => {
    const { body } = await get('/rail/fare?from=郡山&to=喜多方&date=2026-11-28')
    expect(body.fare).toEqual({ unavailable: 'no_trunk_table', lines: ['banetsu-west'] })
    const through = await get('/rail/fare?from=会津若松&to=新藤原&date=2026-11-28')
    expect(through.body.fare).toEqual({ unavailable: 'company_fare_unknown', lines: ['aizu'] })
  })

  test('names the field of a bad question', async () => {
    expect(await get('/rail/fare?from=会津若松&to=Atlantis')).toMatchObject({
      status: 404,
      body: { code: 'station_unknown', field: 'to' },
    })
    expect((await get('/rail/fare?from=会津若松&to=只見&date=2026-02-30')).status).toBe(400)
    expect((await get('/rail/fare?from=会津若松')).status).toBe(400)
    expect((await get('/rail/fare?from=会津若松&to=只見&passenger=dog')).status).toBe(400)
  })
})

test('journeys carry their fare', async () => {
  const { body } = await get('/rail/journeys?from=会津若松&to=只見&date=2026-11-28&time=06:00')
  expect(body.journeys[0]).toMatchObject({ fare: { yen: 1790 } })
})

test('a journey tells the passes and the carbon of its way, with their sources', async () => {
  const { body } = await get('/rail/journeys?from=aizu-wakamatsu&to=tadami&date=2026-11-28&time=03:00')
  expect(body.journeys[0]).toMatchObject({
    passes: [
      { id: 'holiday-pass', paysOff: 'price_not_current' },
      { id: 'aizu-gurutto-card', paysOff: 'record' },
    ],
    carbon: { km: 88.4, railGrams: 1591 },
  })
  expect(body.sources.map(({ id }: { id: string }) => id)).toEqual(
    expect.arrayContaining(['tomotabi', 'mlit-co2-2018']),
  )
})

import { describe, expect, test } from 'vitest'
import { railService } from '../../api/rail/index.ts'
import { setLocale } from '../../api/platform/http/locale.ts'
import { createRouter } from '../../api/platform/http/validation.ts'
import { railRoutes } from '../../api/rail/routes.ts'
import { drawnRail, feed, run } from './drawn-service.ts'
import { at, holidays, network, train } from './small-network.ts'

const trains = [
  train('td1', [at('castle', { dep: '06:08' }), at('snow', { arr: '09:07', dep: '09:30' })], {
    number: '423D',
  }),
  train('tu1', [at('snow', { dep: '07:11' }), at('castle', { arr: '10:32' })], { direction: 'up' }),
  train('gone', [at('castle', { dep: '12:29' })], { standing: 'withdrawn' }),
  train('through', [at('castle', { dep: '07:51' })], { lines: ['hill'], direction: 'up' }),
]
/** 2026-11-20 05:00 in Japan. */
const clock = { now: () => Date.parse('2026-11-20T05:00:00+09:00') }
const api = railRoutes({ rail: railService({ network: network(trains), holidays, clock }) })

const localised = createRouter().use(setLocale).route('/', api)

async function get(path: string) {
  const answer = await api.request(path)
  return { status: answer.status, headers: answer.headers, body: await answer.json() }
}

describe('GET /rail/lines', () => {
  test('tells each line with how much of it is known, and may be kept for a minute', async () => {
    const { body, headers } = await get('/rail/lines')
    expect(body).toMatchObject({
      date: '2026-11-20',
      lines: [
        { id: 'valley', stations: 3, coverage: { known: 2, running: 12, complete: false } },
        { id: 'hill', coverage: { known: 1, running: null, complete: false } },
      ],
    })
    expect(headers.get('cache-control')).toBe('public, max-age=60')
  })
})

describe('GET /rail/lines/{id}', () => {
  test('tells stations in order, trains with both times, and their sources', async () => {
    const { body, headers } = await get('/rail/lines/valley?date=2026-11-21')
    expect(body.stations.map((one: { station: string }) => one.station)).toEqual(['castle', 'bridge', 'snow'])
    expect(body.trains.map((one: { id: string }) => one.id)).toEqual(['td1', 'tu1'])
    expect(body.trains[0].stops.map((one: { station: string }) => one.station)).toEqual([
      'castle',
      'bridge',
      'snow',
    ])
    expect(body.trains[0].stops[2].departure).toEqual({
      time: '09:30',
      at: '2026-11-21T09:30:00+09:00',
      exact: true,
    })
    expect(body.sources).toEqual([{ id: 'drawn', title: { ja: '作り物', en: 'Drawn' } }])
    expect(headers.get('cache-control')).toBe('public, max-age=600')
  })

  test('tells an estimate as one, with both bounds', async () => {
    const { body } = await get('/rail/lines/valley?date=2026-11-21')
    expect(body.trains[0].stops[1]).toMatchObject({
      arrival: { exact: false, at: '2026-11-21T07:49:00+09:00', orAt: '2026-11-21T07:37:00+09:00' },
      departure: { exact: false, at: '2026-11-21T07:37:00+09:00', orAt: '2026-11-21T07:49:00+09:00' },
    })
  })

  test('knows no other line', async () => {
    expect(await get('/rail/lines/nowhere')).toMatchObject({ status: 404, body: { code: 'line_unknown' } })
  })
})

describe('GET /rail/stations/{id}', () => {
  test('tells the station by any name, with the sun of the day', async () => {
    const { body } = await get(`/rail/stations/${encodeURIComponent('会津若松駅')}?date=2024-11-10`)
    expect(body).toMatchObject({ station: { id: 'castle' }, sun: { sunrise: '06:15', sunset: '16:33' } })
  })

  test('counts a line whose trains run on to the station', async () => {
    const { body } = await get('/rail/stations/castle')
    expect(body.lines.map((one: { id: string }) => one.id)).toEqual(['valley', 'hill'])
  })
})

describe('a station that is not clear', () => {
  const ask = async (path: string, language: string) =>
    (
      await localised.request(path, {
        headers: { 'accept-language': language },
      })
    ).json()

  test.each([
    ['/rail/departures?station=Tadmai', 404, { field: 'station', code: 'station_unknown' }, ['snow']],
    [
      '/rail/departures?station=aizu',
      400,
      { field: 'station', code: 'station_ambiguous' },
      ['castle', 'bridge'],
    ],
    ['/rail/stations/aizu', 400, { field: 'id', code: 'station_ambiguous' }, ['castle', 'bridge']],
  ])('%s names the field and what may be meant', async (path, status, told, ids) => {
    const answer = await get(path)
    expect(answer).toMatchObject({ status, body: { status, ...told } })
    expect(answer.body.candidates.map(({ id }: { id: string }) => id)).toEqual(ids)
    expect(answer.body.candidates[0].name).toEqual({ ja: expect.any(String), en: expect.any(String) })
  })

  test('is told in the language of who asks', async () => {
    const path = '/rail/departures?station=aizu'
    expect((await ask(path, 'en')).title).toBe('More than one station fits “aizu”. Please choose one.')
    expect((await ask(path, 'zh-TW')).title).toBe('有多個車站符合「aizu」。請選擇其中一個。')
    expect((await ask(path, 'ja')).title).toContain('いくつか')
  })
})

describe('GET /rail/stations', () => {
  test('finds stations as one types, with their lines', async () => {
    const { body, headers } = await get('/rail/stations?q=wakam')
    expect(body.stations).toMatchObject([{ id: 'castle', name: { ja: '会津若松' }, lines: ['valley'] }])
    expect(headers.get('cache-control')).toBe('public, max-age=3600')
  })

  test('gives all of them for nothing, as many as are wanted', async () => {
    expect((await get('/rail/stations')).body.stations).toHaveLength(4)
    expect((await get('/rail/stations?limit=2')).body.stations).toHaveLength(2)
  })

  test.each(['/rail/stations?limit=0', `/rail/stations?q=${'x'.repeat(101)}`, '/rail/stations?q=cas%00tle'])(
    'refuses %s',
    async (path) => {
      expect(await get(path)).toMatchObject({
        status: 400,
        body: { code: 'field_invalid' },
      })
    },
  )
})

describe('GET /rail/departures', () => {
  test('starts now when nothing else is said', async () => {
    const { body } = await get('/rail/departures?station=castle')
    expect(body).toMatchObject({ date: '2026-11-20', time: '05:00', complete: false })
    expect(body.departures.map((one: { train: { id: string } }) => one.train.id)).toEqual(['td1', 'through'])
  })

  test('starts with the day when another day is said', async () => {
    expect((await get('/rail/departures?station=castle&date=2026-12-01')).body.time).toBe('00:00')
  })

  test('gives a reason and the next service day when none is left', async () => {
    const { body } = await get('/rail/departures?station=castle&time=23:00')
    expect(body).toMatchObject({
      departures: [],
      reason: 'no_known_departure',
      nextService: {
        date: '2026-11-21',
        departures: [{ departure: { at: '2026-11-21T06:08:00+09:00' } }, {}],
      },
    })
  })

  test('names where a train goes only as far as it is known', async () => {
    const { body } = await get('/rail/departures?station=castle')
    expect(body.departures[0]).toMatchObject({ towards: { en: 'Tadami' }, towardsBasis: 'last-known-stop' })
    expect(body.departures[1]).not.toHaveProperty('towards')
  })

  test.each([
    ['no station', '/rail/departures', 400, 'field_missing'],
    ['a day that does not exist', '/rail/departures?station=castle&date=2026-02-30', 400, 'field_invalid'],
    ['a time that does not exist', '/rail/departures?station=castle&time=24:00', 400, 'field_invalid'],
    ['an endless name', `/rail/departures?station=${'x'.repeat(101)}`, 400, 'field_invalid'],
    ['a name with a NUL', '/rail/departures?station=cas%00tle', 400, 'field_invalid'],
    ['an unknown station', '/rail/departures?station=nowhere', 404, 'station_unknown'],
  ])('refuses %s', async (_what, path, status, code) => {
    expect(await get(path)).toMatchObject({ status, body: { code } })
  })
})

test('an empty board says "no departure" only where every train of the day is known', async () => {
  const board = async (complete: boolean) => {
    const on = () => [feed({ complete }), feed({ complete, line: 'hill' })]
    const rail = drawnRail({ feeds: on })
    return (await railRoutes({ rail }).request('/rail/departures?station=castle')).json()
  }
  expect(await board(true)).toMatchObject({ departures: [], complete: true, reason: 'no_departure' })
  expect(await board(false)).toMatchObject({ departures: [], complete: false, reason: 'no_known_departure' })
})

test('a substitute bus is told as one', async () => {
  const runs = [run('bus', [['castle', 600], ['snow', 660]], { mode: 'substitute-bus' })] // prettier-ignore
  const rail = drawnRail({ feeds: () => [feed({ runs })] })
  const answer = await railRoutes({ rail }).request('/rail/departures?station=castle')
  expect(await answer.json()).toMatchObject({ departures: [{ train: { mode: 'substitute-bus' } }] })
})

describe('what hinders the trains', () => {
  const words = { ja: '運休', en: 'Suspended' }
  const suspension = {
    id: 'snow-2026',
    line: 'valley',
    from: ['bridge'],
    to: 'snow',
    start: '2026-11-01',
    open: true as const,
    endWords: words,
    substitute: { ...words, source: ['drawn'], none: true as const },
  }
  const snowed = railRoutes({
    rail: railService({
      network: { ...network(trains), suspensions: [suspension] },
      holidays,
      clock,
      notices: {
        version: () => '1',
        sources: () => [],
        on: () => [{ id: 'alert', words, lines: ['valley'], stations: [], sources: ['drawn'] }],
      },
    }),
  })

  test.each(['/rail/lines/valley', '/rail/departures?station=castle'])('stands in %s', async (path) => {
    const answer = await snowed.request(path)
    expect(await answer.json()).toMatchObject({
      suspensions: [
        {
          id: 'snow-2026',
          from: ['bridge'],
          to: 'snow',
          endBasis: 'open',
          substitute: { state: 'none', words },
          source: ['drawn'],
        },
      ],
      notices: [{ id: 'alert', words, source: ['drawn'] }],
    })
  })

  test('does not stand in the answer for another line', async () => {
    const answer = await snowed.request('/rail/lines/hill')
    expect(await answer.json()).toMatchObject({ suspensions: [], notices: [] })
  })
})

test('every address stands in the OpenAPI document', () => {
  const { paths } = api.getOpenAPI31Document({ openapi: '3.1.0', info: { title: 't', version: '1' } })
  expect(Object.keys(paths ?? {})).toEqual([
    '/rail/stations',
    '/rail/openings/{id}',
    '/rail/journeys',
    '/rail/lines/{id}/now',
    '/rail/stations/{id}/between-trains',
    '/rail/timetable',
    '/rail/fare',
    '/rail/viewpoints',
    '/rail/viewpoints/{id}',
    '/rail/day-plans',
    '/rail/day-plans/{id}',
    '/rail/two-day-plans',
    '/rail/trip-kinds',
    '/rail/lines',
    '/rail/lines/{id}',
    '/rail/stations/{id}',
    '/rail/departures',
  ])
})

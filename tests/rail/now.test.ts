import { describe, expect, test } from 'vitest'
import type { Closure, Place } from '../../content/index.ts'
import { railRoutes } from '../../api/rail/routes.ts'
import { drawnRail, feed, run, tuesday } from './drawn-service.ts'
import { at, train } from './small-network.ts'

const said = { ja: '言', en: 'said', source: ['drawn'] }
const place = (id: string, told: Partial<Place>): Place => ({
  id,
  name: { ja: id, en: id },
  category: 'onsen',
  municipality: 'town',
  municipalityName: { ja: '町', en: 'Town' },
  station: 'bridge',
  access: said,
  season: { ...said, months: [] },
  facilities: { stepFree: 'unknown', toilet: 'unknown', stroller: 'unknown', signs: 'unknown' },
  summary: said,
  source: ['drawn'],
  ...told,
})
const walk = (minutes: number) => ({ station: 'bridge', minutes, basis: 'stated' as const, source: ['walk'] })
const shutTrail: Closure = {
  id: 'trail',
  kind: 'trail',
  effect: 'closed',
  places: ['shut'],
  stations: [],
  when: { kind: 'months', months: [11], basis: 'stated' },
  words: { ja: '通れません', en: 'Closed' },
  source: ['drawn'],
}

const rail = drawnRail({
  trains: [
    train('old', [at('bridge', { dep: '10:30' }), at('snow', { arr: '10:40' })], { standing: 'dated' }),
    train('old-up', [at('snow', { dep: '12:00' }), at('castle', { arr: '13:00' })], {
      standing: 'dated',
      direction: 'up',
    }),
  ],
  feeds: () => [
    feed({
      runs: [
        run('down', [['castle', 600], ['bridge', 620], ['snow', 660]]), // prettier-ignore
        run('up', [['snow', 700], ['bridge', 740], ['castle', 760]], { direction: 'up' }), // prettier-ignore
        run('late', [['castle', 1430], ['snow', 1470]]), // prettier-ignore
      ],
    }),
  ],
  places: [
    place('near', { walk: walk(10) }),
    place('far', { walk: walk(56) }),
    place('shut', { walk: walk(5) }),
    place('unsourced', {}),
    place('elsewhere', { walk: { ...walk(5), station: 'snow' } }),
  ],
  closures: [shutTrail],
})
const api = railRoutes({ rail })
const get = async (path: string) => {
  const answer = await api.request(path)
  return { status: answer.status, body: await answer.json() }
}

describe('GET /rail/lines/{id}/now', () => {
  test('tells between which stops each train is, as reckoned from the timetable', async () => {
    const { body } = await get('/rail/lines/valley/now?time=10:25')
    expect(body).toMatchObject({ line: { id: 'valley' }, date: tuesday, time: '10:25', basis: 'timetable' })
    expect(body.trains).toMatchObject([
      { run: { direction: 'down' }, behind: { id: 'bridge' }, ahead: { id: 'snow' }, source: ['drawn'] },
    ])
  })

  test('tells yesterday’s train after midnight, on the day after', async () => {
    const { body } = await get('/rail/lines/valley/now?time=00:05')
    expect(body.trains).toMatchObject([{ behind: { id: 'castle' }, ahead: { id: 'snow' } }])
    expect(body.stations[0].next[0].departure.at).toBe(`${tuesday}T10:00:00+09:00`)
  })

  test('tells what leaves next each way; one of an older timetable only where there is no other', async () => {
    const { body } = await get('/rail/lines/valley/now?time=09:00')
    type Told = { next: { train: { id: string } }[] }
    expect(body.stations.map(({ next }: Told) => next.map(({ train: { id } }) => id))).toEqual([
      ['down'],
      ['down', 'up'],
      ['up'],
    ])
  })

  test('tells the next day that has a train when none is left', async () => {
    const { body } = await get('/rail/lines/valley/now?time=13:00')
    const snow = body.stations[2]
    expect(snow).toMatchObject({
      next: [],
      nextService: { date: '2026-11-25', next: [{ train: { direction: 'up' } }] },
    })
  })

  test.each([
    ['an unknown line', '/rail/lines/nowhere/now', 404, 'line_unknown'],
    ['a time that does not exist', '/rail/lines/valley/now?time=25:61', 400, 'field_invalid'],
    ['a day that does not exist', '/rail/lines/valley/now?date=2026-02-30', 400, 'field_invalid'],
  ])('refuses %s', async (_what, path, status, code) => {
    expect(await get(path)).toMatchObject({ status, body: { code } })
  })
})

describe('GET /rail/stations/{id}/between-trains', () => {
  const path = '/rail/stations/bridge/between-trains'

  type Told = { arrival?: object; visits: { place: { id: string } }[] }
  const visitsOf = (pause: Told) => pause.visits.map(({ place: { id } }) => id)

  test('counts from the arrival to the next departure, and what is left after both walks', async () => {
    const { body } = await get(`${path}?time=10:15`)
    expect(body.pauses.find((one: Told) => one.arrival !== undefined)).toMatchObject({
      arrival: { at: `${tuesday}T10:20:00+09:00` },
      departure: { at: `${tuesday}T12:20:00+09:00`, run: { direction: 'up' } },
      minutes: 120,
      visits: [{ place: { id: 'near' }, walkMinutes: 10, minutesThere: 100, source: ['walk'] }],
    })
  })

  test('leaves out what is shut, without a sourced walk, or walked to from another station', async () => {
    const { body } = await get(`${path}?time=00:00`)
    expect(new Set(body.pauses.flatMap(visitsOf))).toEqual(new Set(['near', 'far']))
  })

  test('leaves out a place where less than ten minutes would be left', async () => {
    const waiting = async (time: string) => (await get(`${path}?time=${time}`)).body.pauses.at(0)
    expect(visitsOf(await waiting('10:21'))).toEqual(['near'])
    expect((await waiting('08:17')).minutes).toBe(123)
    expect(visitsOf(await waiting('08:18'))).toEqual(['near', 'far'])
    expect(visitsOf(await waiting('08:19'))).toEqual(['near'])
  })

  test('an ambiguous name offers stations', async () => {
    const { status, body } = await get('/rail/stations/aizu/between-trains')
    expect({ status, code: body.code, field: body.field }).toEqual({
      status: 400,
      code: 'station_ambiguous',
      field: 'id',
    })
  })

  test('nothing is left in the night', async () => {
    expect((await get(`${path}?time=23:00`)).body.pauses).toEqual([])
  })
})

import { describe, expect, test } from 'vitest'
import { holidaysOfJapan } from '../../api/merchants/holidays-holiday-jp.ts'
import { setLocale } from '../../api/platform/http/locale.ts'
import { createRouter } from '../../api/platform/http/validation.ts'
import { railService } from '../../api/rail/index.ts'
import { contentNetwork } from '../../api/rail/network-content.ts'
import { railRoutes } from '../../api/rail/routes.ts'
import { sunOf, sunPosition } from '../../api/rail/sun.ts'
import { lightAt } from '../../api/rail/viewpoint.ts'
import { content } from '../../content/index.ts'

const clock = { now: () => Date.parse('2026-11-24T05:00:00+09:00') }
const rail = railService({ network: contentNetwork, holidays: holidaysOfJapan, clock })
const api = createRouter().use(setLocale).route('/', railRoutes({ rail }))

const passingsAt = (id: string, date = '2026-11-24') => {
  const found = rail.viewpoint(id, date)
  if (!found.ok) throw new Error(found.error.code)
  return found.value.passings
}
const minute = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

describe('the first bridge', () => {
  /** Directions of the trains that may be on the bridge at a time and are bounded on both sides. */
  const surely = (time: string) =>
    passingsAt('first-bridge')
      .filter(
        ({ earliestMinute, latestMinute }) =>
          latestMinute !== undefined && earliestMinute <= minute(time) && minute(time) <= latestMinute,
      )
      .map(({ direction }) => direction)

  test('09:20 is the up train from Aizu-Kawaguchi, whatever a trip plan wrote beside it', () => {
    expect(surely('09:20')).toEqual(['up'])
    expect(surely('09:01')).toEqual([])
  })

  test('09:01 can only be the down train of 7:41, of which one time is known: no end is made up', () => {
    const open = passingsAt('first-bridge').filter(
      ({ latestMinute, direction }) => latestMinute === undefined && direction === 'down',
    )
    expect(open).toHaveLength(1)
    expect(open[0]!.earliestMinute).toBeLessThanOrEqual(minute('09:01'))
    expect(open[0]!.earliestMinute).toBeGreaterThanOrEqual(minute('08:45'))
  })

  test('the train of 6:08 passes before it leaves Aizu-Miyashita at 7:38', () => {
    const first = passingsAt('first-bridge').find(({ direction }) => direction === 'down')!
    expect(first.latestMinute).toBeLessThan(minute('07:38'))
    expect(first.earliestMinute).toBeGreaterThan(minute('07:15'))
  })

  test('in November the train of 17:00 comes in the dark', () => {
    const evening = passingsAt('first-bridge').find(
      ({ direction, earliestMinute }) => direction === 'down' && earliestMinute > minute('17:00'),
    )!
    expect(evening.light!.map(({ light }) => light)).toEqual(['dark', 'dark'])
  })
})

test('every passing lies between the stated times around it, at every viewpoint on many days', () => {
  for (const date of ['2026-11-24', '2026-11-29', '2027-01-20', '2026-05-05'])
    for (const { id } of content.viewpoints)
      for (const { train, earliestMinute, latestMinute } of passingsAt(id, date)) {
        if (latestMinute === undefined) continue
        expect(earliestMinute, train).toBeLessThanOrEqual(latestMinute)
        const calls = rail.dayOf(date).runs.find((run) => run.id === train)!.calls
        const times = calls.flatMap(({ arrival, departure }) =>
          [arrival, departure].flatMap((at) => at ?? []),
        )
        expect(earliestMinute).toBeGreaterThanOrEqual(times[0]!.earliestMinute)
        expect(latestMinute).toBeLessThanOrEqual(times.at(-1)!.latestMinute)
      }
})

test('one is brought there in time for the walk, and taken back after it', () => {
  const walk = content.places.find(({ id }) => id === 'second-bridge')!.walk!
  const passings = passingsAt('second-bridge')
  expect(passings.some(({ there }) => there !== undefined)).toBe(true)
  for (const { earliestMinute, latestMinute, there, back } of passings) {
    if (there !== undefined) expect(there.minute + walk.minutes).toBeLessThanOrEqual(earliestMinute)
    if (back !== undefined) expect(back.minute).toBeGreaterThanOrEqual(latestMinute! + walk.minutes)
  }
})

test('a place without a sourced walk promises no train there and back', () => {
  expect(
    passingsAt('sixth-bridge').every(({ there, back }) => there === undefined && back === undefined),
  ).toBe(true)
})

describe('the sun', () => {
  const [lat, lng] = [37.486, 139.673]
  test('stands at the horizon when it rises and sets, in the east and in the west', () => {
    const { riseAt, setAt } = sunOf('2026-11-24', lat, lng)
    expect(sunPosition(riseAt, lat, lng).altitude).toBeCloseTo(-0.833, 1)
    expect(sunPosition(setAt, lat, lng).altitude).toBeCloseTo(-0.833, 1)
    expect(sunPosition(riseAt, lat, lng).azimuth).toBeGreaterThan(90)
    expect(sunPosition(riseAt, lat, lng).azimuth).toBeLessThan(135)
    expect(sunPosition(setAt, lat, lng).azimuth).toBeGreaterThan(225)
    expect(sunPosition(setAt, lat, lng).azimuth).toBeLessThan(270)
  })
  test.each([
    [-7, 'dark'],
    [-3, 'twilight'],
    [2, 'golden'],
    [20, 'day'],
  ])('at %i degrees it is %s', (altitude, light) => expect(lightAt(altitude)).toBe(light))
})

describe('late in the evening', () => {
  const at = (time: string, network: typeof contentNetwork = contentNetwork) =>
    railService({
      network,
      holidays: holidaysOfJapan,
      clock: { now: () => Date.parse(`2026-11-24T${time}+09:00`) },
    })
  const nextOf = (service: typeof rail, date?: string) =>
    service.viewpoints(date).map(({ nextService }) => nextService?.date)

  test('each viewpoint tells the trains of the next day, from the first one on', () => {
    const viewpoints = at('23:30:00').viewpoints()
    expect(viewpoints.length).toBeGreaterThan(5)
    for (const { viewpoint, nextService } of viewpoints)
      expect(nextService).toEqual({ date: '2026-11-25', passings: passingsAt(viewpoint.id, '2026-11-25') })
  })

  test('and none as long as one may still come', () => {
    expect(new Set(nextOf(at('05:00:00')))).toEqual(new Set([undefined]))
    const last = Math.max(...passingsAt('first-bridge').map(({ latestMinute, earliestMinute }) => latestMinute ?? earliestMinute)) // prettier-ignore
    const clockOf = (minutes: number) =>
      `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
    const nextAt = (time: string) => {
      const found = at(time).viewpoint('first-bridge')
      return found.ok && found.value.nextService?.date
    }
    expect(nextAt(`${clockOf(last)}:30`)).toBeUndefined()
    expect(nextAt(`${clockOf(last + 1)}:00`)).toBe('2026-11-25')
  })

  test('a day that is over leads to what is to come, and none known within a month is none', () => {
    expect(new Set(nextOf(at('12:00:00'), '2026-11-22'))).toEqual(new Set(['2026-11-24']))
    expect(new Set(nextOf(at('23:30:00', { ...contentNetwork, trains: [] })))).toEqual(new Set([undefined]))
  })
})

describe('GET /rail/viewpoints', () => {
  const get = async (path: string) => {
    const answer = await api.request(path)
    return { status: answer.status, body: await answer.json() }
  }

  test('lists every viewpoint with the trains of the day and their sources', async () => {
    const { body } = await get('/rail/viewpoints')
    expect(body.viewpoints).toHaveLength(content.viewpoints.length)
    expect(body.sources.length).toBeGreaterThan(3)
  })

  test('tells one with light, closures of the season and what is not known', async () => {
    const { body } = await get('/rail/viewpoints/first-bridge-viewpoint?date=2027-01-20')
    expect(body.viewpoint).toMatchObject({
      walkMinutes: 40,
      complete: false,
      station: { id: 'aizu-miyashita' },
    })
    expect(body.viewpoint.closures.map(({ id }: { id: string }) => id)).toEqual([
      'mishima-cycle-winter',
      'first-bridge-path-snow',
    ])
    for (const { earliest, light } of body.viewpoint.passings) expect(light[0].at).toBe(earliest)
  })

  test('refuses an unknown viewpoint and a day that is none', async () => {
    expect(await get('/rail/viewpoints/atlantis')).toMatchObject({
      status: 404,
      body: { code: 'viewpoint_unknown' },
    })
    expect((await get('/rail/viewpoints/first-bridge?date=2026-02-30')).status).toBe(400)
  })
})

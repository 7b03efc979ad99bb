import { unzipSync, strFromU8 } from 'fflate'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { content } from '../../content/index.ts'
import { holidaysOfJapan } from '../../api/merchants/holidays-holiday-jp.ts'
import { openDataService } from '../../api/open-data/index.ts'
import { packZip } from '../../api/open-data/pack-fflate.ts'
import { openDataFiles } from '../../api/open-data/routes.ts'
import { railService } from '../../api/rail/index.ts'
import { fileOf } from '../rail/drawn-zip.ts'
import { readFeed, told } from '../rail/read-feed.ts'

const clock = { now: () => Date.parse('2026-11-27T10:00:00+09:00') }
const rail = railService({ network: content, holidays: holidaysOfJapan, clock })
const made = () =>
  openDataService({ published: content, rail, pack: packZip, clock, origin: () => 'https://meguri.example' })
const openData = made()
const zip = openData.fileOf('aizu-rail-gtfs.zip')
const files = unzipSync(zip)
type Row = Readonly<Record<string, string>>
const rows = (name: string): Row[] => parse(strFromU8(files[name]!), { columns: true }) as Row[]

/** The dates of a service by the two files, as any reader of the format counts them. */
function datesOf(service: string): Set<string> {
  const dates = new Set<string>()
  const names = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
  for (const week of rows('calendar.txt').filter((row) => row['service_id'] === service))
    for (let at = Date.UTC(2026, 0, 1); at <= Date.UTC(2027, 11, 31); at += 86_400_000) {
      const day = new Date(at).toISOString().slice(0, 10).replaceAll('-', '')
      const runs = week[names[new Date(at).getUTCDay()]!] === '1'
      if (runs && day >= week['start_date']! && day <= week['end_date']!) dates.add(day)
    }
  for (const { service_id: id, date, exception_type: type } of rows('calendar_dates.txt'))
    if (id === service) dates[type === '1' ? 'add' : 'delete'](date!)
  return dates
}

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

describe('our own GTFS', () => {
  test('breaks no rule of severity error, nor one of warning', async () => {
    const { report } = await readFeed(fileOf(zip))
    expect(report.errors, told(report).join('\n')).toBe(0)
    expect(report.warnings, told(report).join('\n')).toBe(0)
  })

  test('is the same bytes for the same content', () => {
    expect(Buffer.from(made().fileOf('aizu-rail-gtfs.zip')).equals(Buffer.from(zip))).toBe(true)
  })

  test.each(['2026-11-20', '2026-11-22', '2026-11-23', '2027-01-01', '2027-02-28'])(
    'has on %s the trains that the railway knows, with their times and bounds',
    (day) => {
      const known = rail
        .dayOf(day)
        .runs.filter((run) => run.day === day)
        .map((run) => ({
          train: run.id.split('@')[0],
          calls: run.calls.map(({ stop, arrival, departure }) => [
            stop,
            arrival?.earliestMinute,
            arrival?.latestMinute,
            arrival?.exact,
            departure?.earliestMinute,
            departure?.latestMinute,
            departure?.exact,
          ]),
        }))
      const minute = (cell = '') => (cell === '' ? undefined : minuteOf(cell))
      const exact = (cell = '') => (cell === '' ? undefined : cell === '1')
      const written = rows('trips.txt')
        .filter((trip) => datesOf(trip['service_id']!).has(day.replaceAll('-', '')))
        .map((trip) => ({
          train: trip['trip_id']!.split('~')[0],
          calls: rows('stop_times.txt')
            .filter((row) => row['trip_id'] === trip['trip_id'])
            .map((row) => [
              row['stop_id'],
              minute(row['arrival_earliest_time']),
              minute(row['arrival_latest_time']),
              exact(row['arrival_exact']),
              minute(row['departure_earliest_time']),
              minute(row['departure_latest_time']),
              exact(row['departure_exact']),
            ]),
        }))
      const byId = (all: typeof written) => all.toSorted((a, b) => (a.train! < b.train! ? -1 : 1))
      expect(known.length).toBeGreaterThan(5)
      expect(byId(written)).toEqual(byId(known))
    },
  )

  test('promises no boarding later than the earliest minute, and forbids changes that may be missed', () => {
    const times = rows('stop_times.txt')
    const forbidden = new Set(
      rows('transfers.txt').map((row) =>
        [row['from_stop_id'], row['from_trip_id'], row['to_trip_id']].join(),
      ),
    )
    for (const row of times.filter((one) => one['departure_earliest_time'] !== ''))
      expect(row['departure_time']).toBe(row['departure_earliest_time'])
    for (const from of times.filter((one) => one['arrival_latest_time'] !== ''))
      for (const to of times.filter(
        (one) => one['stop_id'] === from['stop_id'] && one['departure_time'] !== '',
      )) {
        const looksPossible =
          to['departure_time']! >= from['arrival_time']! && to['trip_id'] !== from['trip_id']
        if (!looksPossible || to['departure_time']! >= from['arrival_latest_time']!) continue
        expect(forbidden).toContain([from['stop_id'], from['trip_id'], to['trip_id']].join())
      }
    expect(
      times.find((row) => row['trip_id'] === 'td3' && row['stop_id'] === 'aizu-miyashita'),
    ).toMatchObject({
      departure_time: '14:20:00',
      arrival_latest_time: '15:03:00',
      timepoint: '0',
    })
  })

  test('names the source, its day and how sure it is, of every stop time', () => {
    const sources = new Set(rows('sources.txt').map((row) => row['source_id']))
    const grounds = rows('stop_time_sources.txt')
    const grounded = new Set(grounds.map((row) => `${row['trip_id']} ${row['stop_sequence']}`))
    for (const row of rows('stop_times.txt').filter((one) => one['departure_time'] !== ''))
      expect(grounded).toContain(`${row['trip_id']} ${row['stop_sequence']}`)
    for (const row of grounds) expect(sources).toContain(row['source_id'])
    expect(grounds.every((row) => row['timetable_as_of'] !== '' && Number(row['confidence']) > 0)).toBe(true)
  })

  test('leaves out trains of older timetables and those that are gone', () => {
    const current = new Set(content.trains.filter((one) => one.standing === 'current').map(({ id }) => id))
    for (const trip of rows('trips.txt')) expect(current).toContain(trip['trip_id']!.split('~')[0])
  })

  test('keeps the drawn track within 200 m of each stop', () => {
    const shapes = rows('shapes.txt')
    for (const trip of rows('trips.txt')) {
      const path = shapes.filter((row) => row['shape_id'] === trip['shape_id'])
      const calls = rows('stop_times.txt').filter((row) => row['trip_id'] === trip['trip_id'])
      const ends = [
        [path[0]!, calls[0]!],
        [path.at(-1)!, calls.at(-1)!],
      ] as const
      for (const [point, call] of ends) {
        const stop = rows('stops.txt').find((row) => row['stop_id'] === call['stop_id'])!
        expect(Math.abs(Number(point['shape_pt_lat']) - Number(stop['stop_lat']))).toBeLessThan(0.002)
        expect(Math.abs(Number(point['shape_pt_lon']) - Number(stop['stop_lon']))).toBeLessThan(0.002)
      }
    }
  })
})

describe('the other files', () => {
  const text = (name: Parameters<typeof openData.fileOf>[0]) => strFromU8(openData.fileOf(name))

  test('give no exact position that nobody checked', () => {
    const { features } = JSON.parse(text('places.geojson')) as {
      features: { id: string; geometry: { coordinates: number[] } | null }[]
    }
    expect(features).toHaveLength(content.places.length)
    for (const place of content.places) {
      const { geometry } = features.find(({ id }) => id === place.id)!
      if (place.position?.source.includes('unverified') === true) expect(geometry, place.id).toBeNull()
    }
    expect(features.some(({ geometry }) => geometry !== null)).toBe(true)
  })

  test('tell the standing of each train and hold none that is gone', () => {
    const { trains } = JSON.parse(text('timetable.json')) as { trains: { standing: string }[] }
    expect(new Set(trains.map(({ standing }) => standing))).toEqual(new Set(['current', 'dated']))
    const table = parse(text('timetable.csv'), { columns: true }) as Row[]
    expect(table.every((row) => row['sources'] !== '' && row['as_of_en'] !== '')).toBe(true)
  })

  test('are one row or feature for each thing', () => {
    for (const name of ['stations', 'lines', 'places'] as const) {
      const { features } = JSON.parse(text(`${name}.geojson`)) as { features: unknown[] }
      expect(features).toHaveLength(content[name].length)
      expect(parse(text(`${name}.csv`), { columns: true })).toHaveLength(content[name].length)
    }
  })
})

describe('the licence of the collection', () => {
  const stated = { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' }

  test('stands in the feed, beside the credits of the sources', () => {
    const files = new Map(Object.entries(unzipSync(openData.fileOf('aizu-rail-gtfs.zip'))))
    const text = (name: string) => new TextDecoder().decode(files.get(name))
    expect(text('feed_info.txt')).toContain(`${stated.name},${stated.url}`)
    expect(text('attributions.txt')).toContain('会津めぐり (CC BY 4.0)')
    expect(text('attributions.txt')).toContain('CC BY 4.0')
  })

  test.each(['timetable.json', 'stations.geojson', 'lines.geojson', 'places.geojson'] as const)(
    'stands in %s with its sources',
    (name) => {
      const told = JSON.parse(new TextDecoder().decode(openData.fileOf(name))) as {
        licence: object
        sources: object[]
      }
      expect(told.licence).toMatchObject(stated)
      expect(told.sources.length).toBeGreaterThan(0)
    },
  )
})

describe('over HTTP', () => {
  const app = openDataFiles({ openData })

  test('a file has its kind and an ETag, and is not sent twice', async () => {
    const first = await app.request('/aizu-rail-gtfs.zip')
    expect(first.headers.get('content-type')).toBe('application/zip')
    const tag = first.headers.get('etag')!
    const again = await app.request('/aizu-rail-gtfs.zip', { headers: { 'if-none-match': tag } })
    expect([first.status, again.status]).toEqual([200, 304])
  })

  test('an unknown file is not there', async () => {
    expect((await app.request('/secrets.zip')).status).toBe(404)
  })

  test('the catalogue has what DCAT-AP asks for, and only files that are there', async () => {
    const catalogue = (await (await app.request('/catalog.jsonld')).json()) as ReturnType<
      typeof openData.catalogue
    >
    const mandatory = ['dct:title', 'dct:description', 'dct:publisher', 'dcat:dataset'] as const
    for (const name of [...mandatory, 'dct:license', 'dct:modified', 'dct:spatial'] as const)
      expect(catalogue[name], name).toBeTruthy()
    expect(catalogue['@type']).toBe('dcat:Catalog')
    for (const set of catalogue['dcat:dataset']) {
      expect(set['@type']).toBe('dcat:Dataset')
      for (const name of [
        'dct:title',
        'dct:description',
        'dct:publisher',
        'dct:license',
        'dct:modified',
        'dct:spatial',
        'dct:temporal',
        'dcat:contactPoint',
        'dcat:theme',
      ] as const)
        expect(set[name], name).toBeTruthy()
      for (const one of set['dcat:distribution']) {
        expect(one['@type']).toBe('dcat:Distribution')
        expect(one['dcat:accessURL']['@id']).toBe('https://meguri.example/open-data/')
        expect(one['dct:license']['@id']).toBe('https://creativecommons.org/licenses/by/4.0/')
        expect(one['dct:rights']['@id']).toBe('https://meguri.example/sources')
        const path = new URL(one['dcat:downloadURL']['@id']).pathname.replace('/open-data', '')
        const answer = await app.request(path)
        expect(answer.status).toBe(200)
        expect(String((await answer.arrayBuffer()).byteLength)).toBe(one['dcat:byteSize']['@value'])
      }
    }
  })
})

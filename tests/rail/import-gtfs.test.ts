import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { rules } from '../../api/rail/import-rules.ts'
import { feedFile, fileOf, goodFiles, zipOf } from './drawn-zip.ts'
import { readFeed, told } from './read-feed.ts'

const found = async (...asked: Parameters<typeof readFeed>): Promise<string[]> =>
  told((await readFeed(...asked)).report)

/** A good file with one row changed. */
const withRow = (file: string, row: number, text: string): Record<string, string> => {
  const lines = goodFiles[file]!.split('\n')
  lines[row - 1] = text
  return { [file]: lines.join('\n') }
}

const badValues: readonly (readonly [string, number, string, string])[] = [
  [
    'stop_times.txt',
    3,
    't1,25:61:00,06:21:30,s2,2,10.5,1',
    'stop_times.txt:3 arrival_time invalid_time 25:61:00',
  ],
  [
    'stop_times.txt',
    3,
    't1,-1:20:00,06:21:30,s2,2,10.5,1',
    'stop_times.txt:3 arrival_time invalid_time -1:20:00',
  ],
  ['stop_times.txt', 3, 't1,06:20,06:21:30,s2,2,10.5,1', 'stop_times.txt:3 arrival_time invalid_time 06:20'],
  [
    'stop_times.txt',
    3,
    't1,06:07:00,06:21:30,s2,2,10.5,1',
    'stop_times.txt:3 arrival_time stop_time_with_arrival_before_previous_departure_time',
  ],
  [
    'stop_times.txt',
    3,
    't1,06:20:30,06:19:00,s2,2,10.5,1',
    'stop_times.txt:3 departure_time stop_time_with_arrival_before_previous_departure_time',
  ],
  [
    'stop_times.txt',
    3,
    't1,06:20:30,06:21:30,s9,2,10.5,1',
    'stop_times.txt:3 stop_id foreign_key_violation s9',
  ],
  [
    'stop_times.txt',
    3,
    't9,06:20:30,06:21:30,s2,2,10.5,1',
    'stop_times.txt:3 trip_id foreign_key_violation t9',
  ],
  [
    'stop_times.txt',
    3,
    't1,06:20:30,06:21:30,s2,1,10.5,1',
    'stop_times.txt:3 trip_id, stop_sequence duplicate_key 1',
  ],
  [
    'stop_times.txt',
    3,
    't1,06:20:30,06:21:30,s2,-2,10.5,1',
    'stop_times.txt:3 stop_sequence number_out_of_range -2',
  ],
  [
    'stop_times.txt',
    3,
    't1,06:20:30,06:21:30,s2,2.5,10.5,1',
    'stop_times.txt:3 stop_sequence invalid_integer 2.5',
  ],
  [
    'stop_times.txt',
    4,
    't1,09:07:00,09:07:00,s3,3,10.5,1',
    'stop_times.txt:4 shape_dist_traveled decreasing_or_equal_stop_time_distance 10.5',
  ],
  ['stop_times.txt', 4, 't1,,,s3,3,60,0', 'stop_times.txt:4 arrival_time missing_trip_edge'],
  [
    'stop_times.txt',
    3,
    't1,,,s2,2,10.5,1',
    'stop_times.txt:3 arrival_time stop_time_timepoint_without_times',
  ],
  [
    'stop_times.txt',
    3,
    't1,06:20:30,,s2,2,10.5,1',
    'stop_times.txt:3 departure_time stop_time_with_only_arrival_or_departure_time',
  ],
  ['stop_times.txt', 3, 't1,06:20:30,06:21:30,s2,2', 'stop_times.txt:3 - invalid_row_length 5 / 7'],
  ['stop_times.txt', 3, 't1,06:20:30,06:21:30,,2,10.5,1', 'stop_times.txt:3 stop_id missing_required_field'],
  ['calendar.txt', 2, 'W,1,1,1,1,1,0,0,20261101,20270229', 'calendar.txt:2 end_date invalid_date 20270229'],
  [
    'calendar.txt',
    2,
    'W,1,1,1,1,1,0,0,2026-11-01,20270301',
    'calendar.txt:2 start_date invalid_date 2026-11-01',
  ],
  [
    'calendar.txt',
    2,
    'W,1,1,1,1,1,0,0,20270401,20270331',
    'calendar.txt:2 end_date start_and_end_range_out_of_order 20270331',
  ],
  [
    'calendar_dates.txt',
    3,
    'W,20261123,1',
    'calendar_dates.txt:3 service_id, date duplicate_key W, 20261123',
  ],
  ['trips.txt', 2, 'R9,W,t1,只見,423D,0', 'trips.txt:2 route_id foreign_key_violation R9'],
  ['trips.txt', 2, 'R,W9,t1,只見,423D,0', 'trips.txt:2 service_id foreign_key_violation W9'],
  ['trips.txt', 3, 'R,W,t1,会津若松,424D,1', 'trips.txt:3 trip_id duplicate_key t1'],
  ['routes.txt', 2, 'R,A,,,2', 'routes.txt:2 - route_both_short_and_long_name_missing'],
  ['routes.txt', 2, 'R,B,,谷線,2', 'routes.txt:2 agency_id foreign_key_violation B'],
  ['stops.txt', 2, 's1,会津若松,,,0,', 'stops.txt:2 stop_lat stop_without_location'],
  ['stops.txt', 2, 's1,会津若松,137.4948,139.9298,0,', 'stops.txt:2 stop_lat number_out_of_range 137.4948'],
  ['stops.txt', 2, 's1,会津若松,abc,139.9298,0,', 'stops.txt:2 stop_lat invalid_float abc'],
  ['stops.txt', 2, 's1,会津若松,0.1,0.1,0,', 'stops.txt:2 stop_lat point_near_origin 0.1, 0.1'],
  ['stops.txt', 2, 's1,,37.4948,139.9298,0,', 'stops.txt:2 stop_name missing_stop_name'],
  [
    'stops.txt',
    2,
    's1,会津若松,37.4948,139.9298,0,s9',
    'stops.txt:2 parent_station foreign_key_violation s9',
  ],
  [
    'stops.txt',
    2,
    's1,会津若松,37.4948,139.9298,0,s2',
    'stops.txt:2 parent_station wrong_parent_location_type s2',
  ],
  [
    'stops.txt',
    2,
    's1,会津若松,37.4948,139.9298,1,',
    'stop_times.txt:2 stop_id location_with_unexpected_stop_time s1',
  ],
  ['agency.txt', 2, 'A,谷鉄道,valley,Asia/Tokyo,ja', 'agency.txt:2 agency_url invalid_url valley'],
  [
    'agency.txt',
    2,
    'A,谷鉄道,https://v.example/,Asia/Aizu,ja',
    'agency.txt:2 agency_timezone invalid_timezone Asia/Aizu',
  ],
  [
    'agency.txt',
    2,
    'A,谷鉄道,https://v.example/,Europe/Zurich,de',
    'agency.txt:2 agency_timezone timezone_not_japan Europe/Zurich',
  ],
]

describe('a feed', () => {
  test('that is good has no findings, and its stop times in order', async () => {
    const { report, feed } = await readFeed(feedFile())
    expect(told(report)).toEqual([])
    expect(feed!.stopTimes.count).toBe(6)
    expect([...feed!.stopTimes.starts]).toEqual([0, 3, 6])
    expect(feed!.stopTimes.arrival[5]).toBe(25 * 3600 + 600)
  })

  test('may begin with a byte order mark, and leave its stop times unsorted', async () => {
    const [head, ...rows] = goodFiles['stop_times.txt']!.trim().split('\n')
    const path = feedFile({
      'stops.txt': `\uFEFF${goodFiles['stops.txt']}`,
      'stop_times.txt': [head, ...rows.toReversed()].join('\r\n'),
    })
    const { report, feed } = await readFeed(path)
    expect(told(report)).toEqual([])
    const { order, sequence, trip } = feed!.stopTimes
    expect([...order].map((i) => [trip[i], sequence[i]])).toEqual([
      [0, 1],
      [0, 2],
      [0, 3],
      [1, 1],
      [1, 2],
      [1, 3],
    ])
  })

  test.each(badValues)('%s row %i "%s" is refused', async (file, row, text, expected) => {
    const { report, feed } = await readFeed(feedFile(withRow(file, row, text)))
    expect(told(report)).toContain(expected)
    expect(feed).toBeUndefined()
  })

  test.each(['agency.txt', 'stops.txt', 'routes.txt', 'trips.txt', 'stop_times.txt'])(
    'without %s is refused',
    async (file) => {
      expect(await found(feedFile({ [file]: null }))).toContain(`${file}:- - missing_required_file`)
    },
  )

  test('without any days is refused', async () => {
    expect(await found(feedFile({ 'calendar.txt': null, 'calendar_dates.txt': null }))).toContain(
      'calendar.txt:- - missing_calendar_and_calendar_date_files',
    )
  })

  test('with wrong columns is refused', async () => {
    const stops = 'stop_id,stop_name,stop_name,,stop_lon\ns1,a,b,c,139\n'
    expect(await found(feedFile({ 'stops.txt': stops }))).toEqual(
      expect.arrayContaining([
        'stops.txt:1 stop_name duplicated_column',
        'stops.txt:1 - empty_column_name 4',
      ]),
    )
    expect(await found(feedFile({ 'trips.txt': 'route_id,trip_id\nR,t1\n' }))).toContain(
      'trips.txt:1 service_id missing_required_column',
    )
  })

  test('in a folder, empty, or with an open quote is refused', async () => {
    expect(await found(feedFile({ 'stops.txt': null, 'feed/stops.txt': goodFiles['stops.txt']! }))).toContain(
      'feed/stops.txt:- - invalid_input_files_in_subfolder',
    )
    expect(await found(feedFile({ 'trips.txt': '' }))).toContain('trips.txt:- - empty_file')
    const header = goodFiles['stop_times.txt']!.split('\n')[0]!
    expect(await found(feedFile({ 'stop_times.txt': `${header}\n` }))).toContain(
      'stop_times.txt:- - empty_file',
    )
    expect(await found(feedFile(withRow('stops.txt', 3, 's2,"会津高田,37.4585,139.8396,0,')))).toContain(
      'stops.txt:3 - csv_parsing_failed CSV_QUOTE_NOT_CLOSED',
    )
  })

  test('in another encoding is refused, with its row', async () => {
    const name = [0x89, 0xef, 0x92, 0xc3]
    const [before, after] = goodFiles['stops.txt']!.split('会津高田')
    const shiftJis = Buffer.concat([
      Buffer.from(before!.replaceAll(/[^\0-\x7f]/g, 'a')),
      Buffer.from([...name, ...name]),
      Buffer.from(after!.replaceAll(/[^\0-\x7f]/g, 'a')),
    ])
    expect(await found(feedFile({ 'stops.txt': shiftJis }))).toContain('stops.txt:3 - encoding_shift_jis')
    expect(
      await found(feedFile({ 'stops.txt': Buffer.from(`\uFEFF${goodFiles['stops.txt']}`, 'utf16le') })),
    ).toContain('stops.txt:1 - encoding_utf16')
    const broken = Buffer.concat([Buffer.from('stop_id,stop_name\nx,'), Buffer.from([0xff, 0x0a])])
    expect(await found(feedFile({ 'stops.txt': broken }))).toContain('stops.txt:2 - invalid_character')
  })

  test('with frequencies that overlap or end before they start is refused', async () => {
    const frequencies = `trip_id,start_time,end_time,headway_secs
t1,06:00:00,09:00:00,600
t1,08:00:00,10:00:00,600
t1,12:00:00,12:00:00,600
t2,13:00:00,12:00:00,0
`
    expect(await found(feedFile({ 'frequencies.txt': frequencies }))).toEqual(
      expect.arrayContaining([
        'frequencies.txt:3 start_time overlapping_frequency t1',
        'frequencies.txt:4 end_time start_and_end_range_equal 12:00:00',
        'frequencies.txt:5 end_time start_and_end_range_out_of_order 12:00:00',
        'frequencies.txt:5 headway_secs number_out_of_range 0',
      ]),
    )
  })

  test('whose intervals stand for more trains than anybody runs is refused, with the row', async () => {
    const frequencies = `trip_id,start_time,end_time,headway_secs
t1,06:00:00,07:00:00,600
t1,07:00:00,99:00:00,1
`
    expect(await found(feedFile({ 'frequencies.txt': frequencies }))).toEqual([
      'frequencies.txt:3 headway_secs too_many_rows 1',
    ])
  })

  test('in which one vehicle runs twice at once is refused', async () => {
    const trips = `route_id,service_id,trip_id,block_id
R,W,t1,B
R,W,t2,B
`
    const times = `trip_id,arrival_time,departure_time,stop_id,stop_sequence
t1,06:08:00,06:08:00,s1,1
t1,07:08:00,07:08:00,s2,2
t2,07:00:00,07:00:00,s2,1
t2,08:08:00,08:08:00,s3,2
`
    expect(await found(feedFile({ 'trips.txt': trips, 'stop_times.txt': times }))).toContain(
      'trips.txt:3 block_id block_trips_with_overlapping_stop_times t1, t2',
    )
  })

  test('whose days are over is told, and taken', async () => {
    const calendar = goodFiles['calendar.txt']!.replace('20261101,20270331', '20240101,20241231')
    const { report, feed } = await readFeed(
      feedFile({ 'calendar.txt': calendar, 'calendar_dates.txt': null }),
    )
    expect(told(report)).toEqual(['calendar.txt:- - expired_calendar 20241231'])
    expect(feed).toBeDefined()
  })

  test('with too many mistakes is told the first hundred of each rule, and counted', async () => {
    const rows = Array.from({ length: 250 }, (_, i) => `t1,99:99:99,x,s1,${i},,`)
    const path = feedFile({
      'stop_times.txt': `${goodFiles['stop_times.txt']!.split('\n')[0]}\n${rows.join('\n')}\n`,
    })
    const { report } = await readFeed(path)
    expect(report.findings.filter(({ rule }) => rule === 'invalid_time')).toHaveLength(100)
    expect(report.counts.find(({ rule }) => rule === 'invalid_time')?.count).toBe(500)
    expect(await found(path, { rowsMax: 10 })).toContain('stop_times.txt:11 - too_many_rows')
  })
})

describe('a zip', () => {
  const all = Object.entries(goodFiles).map(([path, content]) => ({ path, content }))

  test('that is none, or is cut off, is refused', async () => {
    for (const bytes of [Buffer.from('stop_id,stop_name\n'), Buffer.alloc(0), zipOf(all).subarray(0, 400)])
      expect((await found(fileOf(bytes)))[0]).toMatch(/ zip_not_readable$/)
  })

  test.each([
    [{ encrypted: true }, 'zip_encrypted'],
    [{ badSum: true }, 'zip_entry_damaged CRC-32'],
    [{ method: 99 }, 'zip_entry_damaged method 99'],
    [{ path: '../stops.txt' }, 'zip_path_unsafe'],
    [{ path: '/etc/stops.txt' }, 'zip_path_unsafe'],
    [{ path: 'a\\stops.txt' }, 'zip_path_unsafe'],
    [{ path: 'trips.txt' }, 'zip_duplicate_entry'],
  ])('%j is refused', async (bad, rule) => {
    const path = fileOf(
      zipOf(all.map((entry) => (entry.path === 'stops.txt' ? { ...entry, ...bad } : entry))),
    )
    expect((await found(path)).some((one) => one.endsWith(` - ${rule}`))).toBe(true)
  })

  test('that would fill the disk is refused before or while it is unpacked', async () => {
    const zeros = Buffer.alloc(3 * 1024 * 1024, '0')
    const bomb = fileOf(zipOf([...all, { path: 'shapes.txt', content: zeros }]))
    expect((await found(bomb))[0]).toMatch(/^shapes.txt:- - zip_ratio_suspicious/)
    const rows = Buffer.alloc(3 * 1024 * 1024, 'a,b,c\n')
    const lying = fileOf(zipOf([...all.slice(1), { path: 'agency.txt', content: rows, saidBytes: 900_000 }]))
    expect((await found(lying)).join('\n')).toMatch(/agency.txt:- - zip_entry_damaged too many bytes/)
    const good = feedFile()
    expect((await found(good, { zipBytesMax: 100 }))[0]).toMatch(/ zip_too_large \d+$/)
    expect((await found(good, { entriesMax: 3 }))[0]).toMatch(/ zip_too_many_entries 8$/)
    expect((await found(good, { entryBytesMax: 50 }))[0]).toMatch(/ zip_too_large \d+$/)
    expect((await found(good, { totalBytesMax: 500 }))[0]).toMatch(/ zip_too_large \d+$/)
  })
})

test.each(['ja', 'en'])('every rule has a sentence in %s', (locale) => {
  const words = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../content/words', locale, 'feeds.json'), 'utf8'),
  ) as { rule: Record<string, string> }
  expect(Object.keys(words.rule).toSorted()).toEqual(Object.keys(rules).toSorted())
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contentNetwork } from '../../api/rail/network-content.ts'
import { collectFindings } from '../../api/rail/import-report.ts'
import { readRows } from '../../api/rail/rows-csv-parse.ts'
import { cellOf } from '../../api/rail/timetable-cell.ts'
import { readTimetable } from '../../api/rail/timetable-service.ts'
import { told } from './read-feed.ts'

const template = /```csv\n([\s\S]*?)```/.exec(
  readFileSync(join(import.meta.dirname, '../../api/rail/README.md'), 'utf8'),
)![1]!

const read = async (text: string | Uint8Array) => {
  const findings = collectFindings()
  const bytes = (async function* () {
    yield Buffer.from(text)
  })()
  const { lines, stations } = contentNetwork
  const found = await readTimetable(bytes, readRows, {
    id: 'sheet',
    file: 'sheet.csv',
    lines,
    stations,
    findings,
  })
  return { found, told: told(findings.report()) }
}

test('the example of the README is read as it says', async () => {
  const { found, told } = await read(template)
  expect(told).toEqual([])
  const [first, second, third] = found!.trains
  expect(found!.trains).toHaveLength(3)
  expect(first).toMatchObject({
    number: '423D',
    direction: 'down',
    days: { kind: 'daily' },
    to: { station: 'koide' },
  })
  expect(first!.stopping).toBeUndefined()
  expect(first!.events.map(({ station, arr, dep }) => [station, arr, dep])).toEqual([
    ['aizu-wakamatsu', undefined, '06:08'],
    ['nanukamachi', undefined, '06:12'],
    ['aizu-miyashita', '07:36', '07:38'],
    // It goes on to Koide: what is told here is when it leaves.
    ['aizu-kawaguchi', undefined, '08:15'],
  ])
  expect(second).toMatchObject({ stopping: 'unknown', to: { station: 'aizu-kawaguchi' } })
  expect(second!.events.map(({ arr }) => arr)).toEqual([undefined, '09:40'])
  expect(third).toMatchObject({ days: { kind: 'holidays' }, events: [{}, { estimated: ['dep'] }, {}, {}] })
  expect(found!.sources.map(({ title, checked }) => [title.ja, checked])).toEqual([
    ['会津若松駅の掲示', '2026-11-20'],
    ['駅員のメモ', '2026-11-24'],
  ])
})

test('a row 直通 says which train a train becomes, in this sheet or in that of another line', async () => {
  const { found, told } = await read(template.replace('行先,,', '直通,,425D,会津鉄道:9D,\n行先,,'))
  expect(told).toEqual([])
  expect(found!.trains.map(({ becomes }) => becomes)).toEqual([
    { number: '425D' },
    { number: '9D', line: 'aizu' },
    undefined,
  ])
})

describe('a sheet is refused', () => {
  test.each([
    ['只見線', '銀河線', 'sheet.csv:1 line foreign_key_violation 銀河線'],
    ['七日町', '八日町', 'sheet.csv:8 station foreign_key_violation 八日町'],
    ['七日町', '磐梯町', 'sheet.csv:8 station foreign_key_violation 磐梯町'],
    ['6:12', '25:61', 'sheet.csv:8 column 3 invalid_time 25:61'],
    ['6:12', '6時頃かも', 'sheet.csv:8 column 3 invalid_time 6時頃かも'],
    ['7:36', '5:36', 'sheet.csv:9 column 3 stop_time_with_arrival_before_previous_departure_time 5:36'],
    ['行先,,', '直通,,999D\n行先,,', 'sheet.csv:6 column 3 foreign_key_violation 999D'],
    ['行先,,', '直通,,銀河線:9D\n行先,,', 'sheet.csv:6 column 3 foreign_key_violation 銀河線:9D'],
    ['土休日', '金曜', 'sheet.csv:3 days days_unknown 金曜'],
    ['2026-11-24', '2026-02-30', 'sheet.csv:5 asOf invalid_date 2026-02-30'],
    ['出典,,会津若松駅の掲示,,駅員のメモ\n', '', 'sheet.csv:- source missing_required_field'],
    ['確認日,,2026-11-20,,2026-11-24\n', '', 'sheet.csv:- date missing_required_field'],
    ['路線,,只見線,,\n', '', 'sheet.csv:- line missing_required_field'],
  ])('with %j as %j', async (good, bad, expected) => {
    const { found, told } = await read(template.replace(good, bad))
    expect(told).toContain(expected)
    expect(found).toBeUndefined()
  })

  test('in Shift_JIS, empty, or with an open quote', async () => {
    const shiftJis = Buffer.from([0x98, 0x48, 0x90, 0xfc, 0x2c, 0x2c, 0x91, 0xfc, 0x8c, 0xa9, 0x0a])
    expect((await read(shiftJis)).told).toEqual(['sheet.csv:1 - encoding_shift_jis'])
    expect((await read('')).found).toBeUndefined()
    expect((await read('"路線,,只見線\n')).told[0]).toMatch(/csv_parsing_failed/)
  })
})

test('any text in a cell is a time of day, passes, is unknown or is refused', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9]{1,2}[:.]?[0-9]{2}[頃着発]?$/)), (text) => {
      const cell = cellOf(text)
      if (cell.kind === 'time') expect(cell.time).toMatch(/^([01]\d|2[0-3]):[0-5]\d$/)
    }),
  )
})

test.each([
  ['608', '06:08'],
  ['６：０８', '06:08'],
  ['24:10', '00:10'],
  ['約 6.08', '06:08'],
])('%s is a time', (text, time) => {
  expect(cellOf(text)).toMatchObject({ kind: 'time', time })
})

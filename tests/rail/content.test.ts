import { describe, expect, test } from 'vitest'
import { holidaysOfJapan } from '../../api/merchants/holidays-holiday-jp.ts'
import { addDays } from '../../api/platform/clock.ts'
import { closuresAt, railService, ridesBetween } from '../../api/rail/index.ts'
import { contentNetwork } from '../../api/rail/network-content.ts'

const clock = { now: () => Date.parse('2026-11-20T12:00:00+09:00') }
const rail = railService({ network: contentNetwork, holidays: holidaysOfJapan, clock })

/** The confirmed departures of a line: time, and * on the last one we know. */
function leaving(station: string, line: string, asked: { date?: string; time?: string } = {}) {
  const found = rail.departures({ station, ...asked })
  if (!found.ok) throw new Error(found.error.code)
  const { board } = found.value
  const told = (all: typeof board.departures) =>
    all
      .filter(({ train }) => train.standing === 'current' && train.lines.includes(line))
      .map(({ departure, lastWeKnow }) => `${departure.time}${lastWeKnow ? '*' : ''}`)
  return {
    now: told(board.departures),
    next: board.nextService?.date,
    morrow: told(board.nextService?.departures ?? []),
  }
}

describe('the published timetable', () => {
  test('leaves Aizu-Wakamatsu on the Tadami Line in the afternoon as sources say', () => {
    expect(leaving('会津若松', 'tadami').now).toEqual(['13:05', '17:00*'])
  })

  test('offers the morning train of the next day in the evening', () => {
    expect(leaving('会津若松', 'tadami', { time: '20:00' })).toMatchObject({ now: [], next: '2026-11-21' })
    expect(leaving('会津若松', 'tadami', { time: '20:00' }).morrow[0]).toBe('06:08')
  })

  test('runs the weekday connection of Aizu-Tajima on a Friday, not on the holiday of Monday 23 November', () => {
    const ids = (date: string) => {
      const found = rail.line('aizu', date)
      return found.ok ? found.value.trains.map(({ id }) => id) : []
    }
    expect(ids('2026-11-20')).toContain('a4')
    expect(ids('2026-11-23')).not.toContain('a4')
  })

  test('tells 8 of 18 trains of the Tadami Line and nothing withdrawn', () => {
    const found = rail.line('tadami', '2026-11-20')
    expect(found.ok && found.value.coverage).toEqual({ known: 8, running: 18, complete: false })
    expect(found.ok && found.value.trains.some(({ id }) => id.startsWith('tw') || id.startsWith('tx'))).toBe(
      false,
    )
  })

  test('names every station that its trains and lines name', () => {
    const named = [
      ...contentNetwork.lines.flatMap(({ parts }) =>
        parts.flatMap(({ stops }) => stops.map((stop) => stop.station)),
      ),
      ...contentNetwork.trains.flatMap(({ events }) => events.flatMap((event) => event.station ?? [])),
    ]
    expect(named.filter((id) => rail.stationById(id) === undefined)).toEqual([])
  })

  test('finds each station by its Japanese name, its reading and its romaji', () => {
    const lost = contentNetwork.stations.flatMap(({ id, name, kana }) =>
      [name.ja, `${name.ja}駅`, kana, name.en].filter((asked) => {
        const found = rail.station(asked)
        return !found.ok || found.value.station.id !== id
      }),
    )
    expect(lost).toEqual([])
  })
})

describe('the estimates of the published trains', () => {
  const day = rail.dayOf('2026-11-20')
  const callOf = (train: string, stop: string) => {
    const run = day.runs.find(({ id }) => id === `${train}@2026-11-20`)!
    return run.calls.find((call) => call.stop === stop)!
  }

  test('the 13:05 train at Aizu-Miyashita: boards by 14:35, the pace of the 6:08 train, not at 14:52', () => {
    const { arrival, departure } = callOf('td3', 'aizu-miyashita')
    const pace608 = 7 * 60 + 38 - (6 * 60 + 8)
    expect(departure!.earliestMinute).toBeLessThanOrEqual(13 * 60 + 5 + pace608)
    // Other trains have been faster still: the arithmetic stands in api/rail/README.md.
    expect(departure!.earliestMinute).toBe(14 * 60 + 20)
    // Straight interpolation says 14:52: who gets off is told no earlier.
    expect(arrival!.latestMinute).toBe(15 * 60 + 3)
  })

  test('its 15:29 at Aizu-Kawaguchi is a departure: when it arrives is not known', () => {
    const { arrival, departure } = callOf('td3', 'aizu-kawaguchi')
    expect(departure).toMatchObject({ earliestMinute: 929, latestMinute: 929, exact: true })
    expect(arrival).toMatchObject({ latestMinute: 929, exact: false })
    expect(arrival!.earliestMinute).toBeLessThan(15 * 60)
  })

  test('a train known at one station only has no run', () => {
    expect(day.runs.some(({ id }) => id.startsWith('td2'))).toBe(false)
    expect(day.trains.some(({ id }) => id === 'td2')).toBe(true)
  })

  test('nothing is estimated between the stops of a rapid train, but it is ridden over both lines', () => {
    const run = day.runs.find(({ id }) => id === 'a2@2026-11-20')!
    expect(run.calls.map(({ stop }) => stop)).toEqual(['aizu-tajima', 'aizukogen-ozeguchi', 'shin-fujiwara'])
    expect(ridesBetween(run, 0, 2)).toEqual([
      { line: 'aizu', from: 'aizu-tajima', to: 'aizukogen-ozeguchi' },
      { line: 'yagan', from: 'aizukogen-ozeguchi', to: 'shin-fujiwara' },
    ])
  })

  test('a train of the Aizu Railway rides the first three kilometres on the Tadami Line', () => {
    const run = day.runs.find(({ id }) => id === 'a1@2026-11-20')!
    expect(ridesBetween(run, 0, run.calls.length - 1)).toEqual([
      { line: 'tadami', from: 'aizu-wakamatsu', to: 'nishi-wakamatsu' },
      { line: 'aizu', from: 'nishi-wakamatsu', to: 'aizu-tajima' },
    ])
  })

  test('the old winter widens the late side of estimates only, and says so', () => {
    const winter = rail.dayOf('2026-12-15')
    const at = (stop: string, of: typeof winter) =>
      of.runs.find(({ id }) => id.startsWith('td4@'))!.calls.find((call) => call.stop === stop)!
    expect(at('aizu-kawaguchi', winter).departure).toEqual(at('aizu-kawaguchi', day).departure)
    const [cold, mild] = [at('aizu-miyashita', winter), at('aizu-miyashita', day)]
    expect(cold.departure!.earliestMinute).toBe(mild.departure!.earliestMinute)
    expect(cold.arrival!.latestMinute).toBeGreaterThan(mild.arrival!.latestMinute)
    expect(cold.arrival!.sources).toContain('brwafe-2017')
    expect(winter.notices.map(({ id }) => id)).toEqual(['tadami-winter-2017'])
    expect(day.notices).toEqual([])
  })

  test('the hired bicycle of Aizu-Miyashita is not there in winter', () => {
    const at = (date: string) =>
      closuresAt('first-bridge-viewpoint', rail.dayOf(date).closures).map(({ id }) => id)
    expect(at('2027-01-10')).toEqual(['mishima-cycle-winter', 'first-bridge-path-snow'])
    expect(at('2026-11-20')).toEqual([])
  })

  test('a train of an older timetable is shown, never ridden', () => {
    expect(day.runs.every(({ standing }) => standing === 'current')).toBe(true)
    expect(day.datedRuns.map(({ id }) => id)).toEqual(['be3@2026-11-20'])
  })

  test('every third day of three years has runs of two calls and more, once each, whose bounds only grow', () => {
    for (let date = '2024-12-01'; date < '2027-12-01'; date = addDays(date, 3)) {
      const { runs } = rail.dayOf(date)
      expect(new Set(runs.map(({ id }) => id)).size).toBe(runs.length)
      for (const { calls } of runs) {
        const moments = calls.flatMap(({ arrival, departure }) => [arrival ?? [], departure ?? []].flat())
        expect(calls.length).toBeGreaterThan(1)
        for (const bound of ['earliestMinute', 'latestMinute'] as const) {
          const minutes = moments.map((one) => one[bound])
          expect(minutes).toEqual(minutes.toSorted((a, b) => a - b))
        }
      }
    }
  })
})

import { describe, expect, test } from 'vitest'
import { holidaysOfJapan } from '../../api/merchants/holidays-holiday-jp.ts'
import { railService } from '../../api/rail/index.ts'
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

import { describe, expect, test } from 'vitest'
import type { Train } from '../../content/index.ts'
import { boardOf, departuresAt } from '../../api/rail/departures.ts'
import { trainsOn } from '../../api/rail/timetable.ts'
import { at, holidays, train } from './small-network.ts'

const friday = '2026-11-20'
const known = (trains: readonly Train[], day: string) => ({
  trains: trainsOn(trains, day, holidays),
  lateTrains: [],
  coverage: [],
})
const board = (trains: readonly Train[], time: string, date = friday) =>
  boardOf('castle', { date, time }, (day) => known(trains, day))
const times = (all: readonly { readonly departure: { readonly time: string } }[]) =>
  all.map((one) => one.departure.time)

const morning = train('morning', [at('castle', { dep: '06:08' }), at('snow', { arr: '09:07' })])
const noon = train('noon', [at('castle', { dep: '13:05' })])
const evening = train('evening', [at('castle', { dep: '17:00' }), at('snow', { arr: '19:52' })])
const old = train('old', [at('castle', { dep: '21:50' })], { standing: 'dated' })

describe('a board', () => {
  test('shows what leaves from the minute asked for on', () => {
    expect(times(board([evening, morning, noon], '13:05').departures)).toEqual(['13:05', '17:00'])
    expect(times(board([evening, morning, noon], '13:06').departures)).toEqual(['17:00'])
  })

  test('never lists a train that only arrives', () => {
    expect(board([train('in', [at('castle', { arr: '10:32' })])], '00:00').departures).toEqual([])
  })

  test('offers the next day when none is left', () => {
    expect(board([morning], '06:09')).toMatchObject({
      departures: [],
      nextService: { date: '2026-11-21', departures: [{ departure: { time: '06:08' } }] },
    })
  })

  test('skips days without service: after Friday the weekday train leaves on Tuesday when Monday is a holiday', () => {
    const weekday = train('w', [at('castle', { dep: '06:08' })], { days: { kind: 'weekdays' } })
    expect(board([weekday], '07:00').nextService?.date).toBe('2026-11-24')
  })

  test('shows an unconfirmed train and still offers the next day with a confirmed one', () => {
    const found = board([morning, old], '20:00')
    expect(times(found.departures)).toEqual(['21:50'])
    expect(found.nextService?.date).toBe('2026-11-21')
  })

  test('does not promise a next day from unconfirmed trains alone', () => {
    expect(board([old], '22:00')).toEqual({ date: friday, departures: [] })
  })

  test('names no next day while a confirmed train is left', () => {
    expect(board([morning, evening], '12:00').nextService).toBeUndefined()
  })
})

describe('the last one that we know', () => {
  const last = (...trains: Train[]) =>
    departuresAt('castle', known(trains, friday)).map((one) => [one.train.id, one.lastWeKnow])

  test('is the last of the day', () => {
    expect(last(morning, noon, evening)).toEqual([
      ['morning', false],
      ['noon', false],
      ['evening', true],
    ])
  })

  test('is one in each direction', () => {
    const up = train('up', [at('castle', { dep: '15:00' })], { direction: 'up' })
    expect(last(morning, evening, up)).toEqual([
      ['morning', false],
      ['up', true],
      ['evening', true],
    ])
  })

  test('is one on each line', () => {
    const hill = train('hill', [at('castle', { dep: '12:00' })], { lines: ['hill'] })
    expect(last(hill, evening)).toEqual([
      ['hill', true],
      ['evening', true],
    ])
  })

  test('is never a train that nobody confirmed', () => {
    expect(last(evening, old)).toEqual([
      ['evening', true],
      ['old', false],
    ])
  })
})

describe('towards', () => {
  const towards = (one: Train) => departuresAt('castle', known([one], friday))[0]?.towards

  test('is what a source says', () => {
    const to = { station: 'bridge', name: { ja: '橋', en: 'Bridge' } }
    expect(towards({ ...morning, to })).toEqual({ ...to, basis: 'stated' })
  })

  test('is otherwise the last stop that is known, and says so', () => {
    expect(towards(morning)).toEqual({ station: 'snow', basis: 'last-known-stop' })
  })

  test('is a name beyond our lines', () => {
    const beyond = { ja: '鬼怒川温泉', en: 'Kinugawa-Onsen' }
    const far = train('far', [
      at('castle', { dep: '09:00' }),
      { station: null, beyond, arr: '10:00', confidence: 1, source: ['drawn'] },
    ])
    expect(towards(far)).toEqual({ name: beyond, basis: 'last-known-stop' })
  })

  test('is silent when nothing else is known of the train', () => {
    expect(towards(noon)).toBeUndefined()
  })
})

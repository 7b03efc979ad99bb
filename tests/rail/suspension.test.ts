import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Suspension } from '../../content/index.ts'
import { holidaysOfJapan } from '../../api/merchants/holidays-holiday-jp.ts'
import { closedBy, cutVehicles } from '../../api/rail/cut.ts'
import { railService } from '../../api/rail/index.ts'
import { contentNetwork } from '../../api/rail/network-content.ts'
import { trainOfRun } from '../../api/rail/timetable.ts'
import { tracksOf } from '../../api/rail/track.ts'
import { drawn, drawnRail, feed, run, tuesday } from './drawn-service.ts'
import { at, network, train } from './small-network.ts'

const clock = { now: () => 0 }
const rail = railService({ network: contentNetwork, holidays: holidaysOfJapan, clock })

describe('the suspension of 2025 between Aizu-Kawaguchi and Tadami', () => {
  const inside = new Set([
    'honna',
    'aizu-kosugawa',
    'aizu-yokota',
    'aizu-oshio',
    'aizu-shiozawa',
    'aizu-gamo',
  ])

  test.each([
    ['the day before', '2025-02-03', undefined],
    ['its first day', '2025-02-04', 'not-yet'],
    ['the last day without a bus', '2025-04-25', 'not-yet'],
    ['the first day of the bus', '2025-04-26', 'runs'],
    ['a day in May', '2025-05-10', 'runs'],
    ['the last day announced', '2025-05-20', 'runs'],
    ['the day after', '2025-05-21', undefined],
  ])('%s (%s): substitute %s', (_, date, state) => {
    const { suspensions, runs } = rail.dayOf(date)
    expect(suspensions.find(({ id }) => id === 'tadami-2025')?.substitute.state).toBe(state)
    const over = runs.some(({ calls }) => calls.some(({ stop }) => inside.has(stop)))
    expect(over).toBe(state === undefined)
  })

  test('trains still run on both sides, end at the border and say so', () => {
    const { runs } = rail.dayOf('2025-03-01')
    const ends = runs
      .filter(({ id }) => id.startsWith('td1@'))
      .map(({ id, calls, to }) => [id, calls[0]!.stop, calls.at(-1)!.stop, to?.en])
    expect(ends).toEqual([
      ['td1@2025-03-01', 'aizu-wakamatsu', 'aizu-kawaguchi', 'Aizu-Kawaguchi'],
      ['td1@2025-03-01/2', 'tadami', 'koide', 'Koide'],
    ])
    const kawaguchi = runs.flatMap(({ calls }) => calls.filter(({ stop }) => stop === 'aizu-kawaguchi'))
    const down = runs.filter(({ direction }) => direction === 'down')
    expect(kawaguchi.length).toBe(6)
    expect(
      down.flatMap(({ calls }) => calls).find(({ stop }) => stop === 'aizu-kawaguchi')?.departure,
    ).toBeUndefined()
  })

  test('the board of Aizu-Kawaguchi offers nothing towards Koide, that of Honna nothing at all', () => {
    const board = (station: string) => {
      const found = rail.departures({ station, date: '2025-03-01' })
      return found.ok ? found.value.board.departures.map(({ train: { direction } }) => direction) : []
    }
    expect(board('aizu-kawaguchi')).toEqual(['up', 'up', 'up'])
    expect(board('honna')).toEqual([])
  })

  test('no bus stands among the runs, because nobody wrote down its times', () => {
    expect(rail.dayOf('2025-05-01').runs.filter(({ mode }) => mode !== 'train')).toEqual([])
  })

  test('how many trains of the line are known does not change with it', () => {
    expect(rail.dayOf('2025-03-01').coverage[0]).toMatchObject({ line: 'tadami', known: 8, running: 18 })
  })
})

test.each([
  ['2011-07-30', 'tadami-2011', 'unknown'],
  ['2022-09-30', 'tadami-2011', 'unknown'],
  ['2022-10-01', 'tadami-2011', undefined],
  ['2020-07-31', 'tadami-2020', 'none'],
  ['2020-08-01', 'tadami-2020', undefined],
  ['2022-07-08', 'tadami-2022', 'none'],
  ['2022-07-02', 'tadami-2022', undefined],
  ['2022-08-03', 'banetsu-west-2022', 'not-yet'],
  ['2021-10-03', 'aizu-2021', 'unknown'],
  ['2026-11-26', 'tadami-2025', undefined],
])('the record on %s: %s, substitute %s', (date, id, state) => {
  expect(rail.dayOf(date).suspensions.find((one) => one.id === id)?.substitute.state).toBe(state)
})

const said = { ja: '運休', en: 'Suspended', source: ['drawn'] }
const suspension = (told: Partial<Suspension>): Suspension => ({
  id: 'snow',
  line: 'valley',
  from: ['bridge'],
  to: 'snow',
  start: tuesday,
  open: true,
  endWords: { ja: '未定', en: 'Not known' },
  substitute: said,
  ...told,
})
const down = train('down', [
  at('castle', { dep: '10:00' }),
  at('bridge', { arr: '10:10', dep: '10:15' }),
  at('snow', { arr: '10:30' }),
])
const runsWith = (told: Partial<Suspension>, date = tuesday) =>
  drawn(drawnRail({ trains: [down], suspensions: [suspension(told)] }).dayOf(date).runs)

describe('a suspension', () => {
  test('that is open takes trains off from its first day on, until somebody ends it', () => {
    const whole = 'castle -/600, bridge 610/615, snow 630/-'
    expect(runsWith({}, '2026-11-23')).toEqual({ 'down@2026-11-23': whole })
    expect(runsWith({})).toEqual({ [`down@${tuesday}`]: 'castle -/600, bridge 610/-' })
    expect(runsWith({}, '2030-01-01')).toEqual({ 'down@2030-01-01': 'castle -/600, bridge 610/-' })
  })

  test('in the middle leaves a run on each side; a side with one stop has none', () => {
    expect(runsWith({ from: ['castle'], to: 'bridge' })).toEqual({
      [`down@${tuesday}`]: 'bridge -/615, snow 630/-',
    })
    expect(runsWith({ from: ['castle'] })).toEqual({})
  })

  test('of another line takes nothing off this one', () => {
    expect(Object.keys(runsWith({ line: 'hill', from: ['bridge'], to: 'hill' }))).toEqual([`down@${tuesday}`])
  })

  test('where sources disagree holds from the farthest station', () => {
    expect(runsWith({ from: ['bridge', 'castle'] })).toEqual({})
  })

  test('of weekdays leaves Saturday alone', () => {
    expect(Object.values(runsWith({ days: 'weekdays' }, '2026-11-28'))[0]).toContain('snow')
    expect(Object.values(runsWith({ days: 'weekdays' }, '2026-11-27'))[0]).not.toContain('snow')
  })

  test('cuts imported trains, not imported buses', () => {
    const stops = [
      ['castle', 540],
      ['bridge', 550],
      ['snow', 570],
    ] as const
    const runs = [run('rail', stops), run('bus', stops, { mode: 'bus', line: 'road' })]
    const day = drawnRail({
      suspensions: [suspension({})],
      feeds: (on) => (on === tuesday ? [feed({ runs })] : []),
    }).dayOf(tuesday)
    expect(drawn(day.runs)).toEqual({
      [`rail@${tuesday}`]: 'castle -/540, bridge 550/-',
      [`bus@${tuesday}`]: 'castle -/540, bridge 550/550, snow 570/-',
    })
  })

  const single = (told: Parameters<typeof train>[2], station = 'castle') => {
    const one = train('one', [at(station, { dep: '08:00' })], told)
    return drawnRail({ trains: [one], suspensions: [suspension({})] }).dayOf(tuesday).trains
  }
  const snow = { station: 'snow', name: { ja: '只見', en: 'Tadami' } }

  test('ends a train known at one stop where its way is closed', () => {
    expect(single({ to: snow })).toMatchObject([
      { to: { station: 'bridge' }, stops: [{ station: 'castle' }] },
    ])
    expect(single({ to: snow }, 'bridge')).toEqual([])
    expect(single({ to: { station: 'bridge', name: snow.name } })).toMatchObject([
      { to: { station: 'bridge' } },
    ])
  })
})

describe('a substitute bus', () => {
  const trips = [
    {
      id: 'bus-1',
      direction: 'down' as const,
      days: { kind: 'weekdays' as const },
      events: [at('bridge', { dep: '10:20' }), at('snow', { arr: '11:05' })],
    },
  ]
  const service = { start: '2026-11-26', stops: ['bridge', 'snow'], trips }
  const dayWith = (date: string) =>
    drawnRail({
      trains: [down],
      suspensions: [suspension({ substitute: { ...said, service } })],
    }).dayOf(date)

  test.each([
    ['before its own first day', tuesday, 'not-yet', []],
    ['from then on', '2026-11-26', 'runs', ['snow-bus-1@2026-11-26']],
    ['not on a day without it', '2026-11-28', 'runs', []],
  ])('%s: %s', (_, date, state, ids) => {
    const { suspensions, runs } = dayWith(date)
    expect(suspensions[0]!.substitute).toMatchObject({ state, stops: ['bridge', 'snow'] })
    expect(runs.filter(({ mode }) => mode === 'substitute-bus').map(({ id }) => id)).toEqual(ids)
  })

  test('is ridden between its own stops at its own times', () => {
    expect(drawn(dayWith('2026-11-26').runs)['snow-bus-1@2026-11-26']).toBe('bridge -/620, snow 665/-')
  })
})

describe('of any trains and any closed stretch', () => {
  const size = 8
  const stations = Array.from({ length: size }, (_, i) => `s${i}`)
  const { lines } = network([])
  const [valley] = lines
  const part = valley!.parts[0]!
  const stops = stations.map((station, i) => ({ ...part.stops[0]!, station, km: i }))
  const tracks = tracksOf([{ id: 'valley', parts: [{ ...part, stops }] }])
  const trip = fc
    .tuple(fc.subarray([...stations.keys()], { minLength: 2 }), fc.boolean())
    .map(([at, isUp]) => run('r', (isUp ? at.toReversed() : at).map((i, n) => [stations[i]!, 600 + n * 10]))) // prettier-ignore
  const closed = fc.tuple(fc.nat(size - 1), fc.nat(size - 1)).filter(([a, b]) => a !== b)
  const name = { ja: '駅', en: 'Station' }

  test('no run crosses it, and nothing else is lost but the ends at its border', () => {
    fc.assert(
      fc.property(trip, closed, (whole, [a, b]) => {
        const hops = closedBy([{ line: 'valley', from: stations[a]!, to: stations[b]! }], tracks)
        const train = trainOfRun(whole)
        const left = cutVehicles([{ train, run: whole }], { tracks, hops, nameOf: () => name })
        const at = (stop: string): number => Number(stop.slice(1))
        const [low, high] = [Math.min(a, b), Math.max(a, b)]
        const crosses = (from: number, to: number) => Math.min(from, to) < high && Math.max(from, to) > low
        const kept = left.flatMap(({ run: piece }) => piece?.calls ?? [])
        for (const { run: piece } of left) {
          expect(piece!.calls.length).toBeGreaterThan(1)
          for (const [i, { stop }] of piece!.calls.entries())
            if (i > 0) expect(crosses(at(piece!.calls[i - 1]!.stop), at(stop))).toBe(false)
        }
        for (const [i, { stop, arrival, departure }] of whole.calls.entries()) {
          const before = whole.calls[i - 1]
          const after = whole.calls[i + 1]
          const same = kept.find((call) => call.stop === stop)
          if (before && !crosses(at(before.stop), at(stop))) expect(same?.arrival).toEqual(arrival)
          else expect(same?.arrival).toBeUndefined()
          if (after && !crosses(at(stop), at(after.stop))) expect(same?.departure).toEqual(departure)
          else expect(same?.departure).toBeUndefined()
        }
      }),
    )
  })
})

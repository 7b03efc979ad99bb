import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { railService } from '../../api/rail/index.ts'
import { closuresAt } from '../../api/rail/closure.ts'
import type { Closure, Train, WinterTimetable } from '../../content/index.ts'
import { drawn, drawnRail, feed, run, tuesday } from './drawn-service.ts'
import { at, holidays, network, train } from './small-network.ts'

const onTuesday =
  <T>(value: T) =>
  (date: string): T[] =>
    date === tuesday ? [value] : []

describe('the night', () => {
  const late = train('late', [at('castle', { dep: '23:50' }), at('snow', { arr: '00:20' })])
  const first = train('first', [at('castle', { dep: '03:50' }), at('snow', { arr: '04:20' })])
  const morning = train('morning', [at('castle', { dep: '04:00' }), at('snow', { arr: '04:30' })])
  const day = drawnRail({ trains: [late, first, morning] }).dayOf(tuesday)
  const starts = day.runs.map(({ id, calls }) => [id, calls[0]!.departure!.earliestMinute])

  test('has the run of yesterday still on the way, and those of tomorrow before four', () => {
    expect(starts).toEqual([
      ['late@2026-11-23', -10],
      ['first@2026-11-24', 230],
      ['morning@2026-11-24', 240],
      ['late@2026-11-24', 1430],
      ['first@2026-11-25', 1670],
    ])
  })

  test('shows on the board what leaves after midnight, once', () => {
    const nightly = train('nightly', [
      at('castle', { dep: '23:50' }),
      at('bridge', { arr: '00:05', dep: '00:06' }),
      at('snow', { arr: '00:20' }),
    ])
    const found = drawnRail({ trains: [nightly] }).departures({ station: 'bridge', time: '00:00' })
    expect(found.ok && found.value.board.departures.map(({ departure }) => departure)).toEqual([
      { minute: 6, time: '00:06', exact: true },
      { minute: 1446, time: '00:06', exact: true },
    ])
  })
})

describe('an imported timetable', () => {
  const published = [
    train('a', [at('castle', { dep: '10:00' }), at('snow', { arr: '10:30' })], { number: '1D' }),
    train('b', [at('castle', { dep: '12:00' }), at('snow', { arr: '12:40' })]),
    train('c', [at('castle', { dep: '14:00' })]),
    train('hill', [at('bridge', { dep: '15:00' })], { lines: ['hill'] }),
  ]
  const idsWith = (told: Parameters<typeof feed>[0]): string[] =>
    drawnRail({ trains: published, feeds: onTuesday(feed(told)) })
      .dayOf(tuesday)
      .trains.map(({ id }) => id)
  const at12 = run('imported', [
    ['castle', 720],
    ['bridge', 740],
    ['snow', 760],
  ])

  test('that replaces a line leaves nothing of it but its own, and other lines alone', () => {
    expect(idsWith({ replaces: true, runs: [at12] })).toEqual(['imported', 'hill'])
  })

  test('that completes a line takes the place of the same departure', () => {
    expect(idsWith({ runs: [at12] })).toEqual(['a', 'imported', 'c', 'hill'])
  })

  test('that completes a line takes the place of the same number', () => {
    const other = run('imported', [['bridge', 605], ['snow', 630]], { number: '1D' }) // prettier-ignore
    expect(idsWith({ runs: [other] })).toEqual(['imported', 'b', 'c', 'hill'])
  })

  test('leaves the train that passes the same departure the other way', () => {
    const other = run('imported', [['castle', 720], ['bridge', 740]], { direction: 'up' }) // prettier-ignore
    expect(idsWith({ runs: [other] })).toEqual(['a', 'b', 'imported', 'c', 'hill'])
  })

  test('leaves every train of another day', () => {
    const rail = drawnRail({ trains: published, feeds: onTuesday(feed({ replaces: true })) })
    expect(rail.dayOf('2026-11-25').trains.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'hill'])
  })

  test('with trains known at some stations only has their missing stops estimated', () => {
    const own = train('own', [at('castle', { dep: '16:00' }), at('snow', { arr: '16:30' })])
    const rail = drawnRail({ trains: published, feeds: onTuesday(feed({ trains: [own] })) })
    expect(drawn(rail.dayOf(tuesday).runs)[`own@${tuesday}`]).toContain('bridge 975~980/975~980')
  })

  describe('of a part of a line', () => {
    const snow = { station: 'snow', name: { ja: '雪', en: 'Snow' } }
    const whole = train('whole', [at('castle', { dep: '10:00' }), at('bridge', { dep: '10:20' }), at('snow', { arr: '10:40' })], { number: '1D' }) // prettier-ignore
    const stopsWith = (sheet: Train, published = whole) => {
      const rail = drawnRail({ trains: [published], feeds: onTuesday(feed({ trains: [sheet] })) })
      return drawn(rail.dayOf(tuesday).runs)
    }
    const sheetOf = (...events: Parameters<typeof train>[1]) => train('sheet', events, { number: '1D' })

    test.each([
      ['what is published beyond its end', [at('castle', { dep: '10:00' }), at('bridge', { dep: '10:20' })]],
      [
        'what is published before its beginning',
        [at('bridge', { dep: '10:20' }), at('snow', { arr: '10:40' })],
      ],
      ['what is published on both sides', [at('bridge', { dep: '10:20' })]],
    ])('keeps %s', (_, events) => {
      expect(stopsWith(sheetOf(...events))).toEqual({
        [`sheet@${tuesday}`]: 'castle -/600, bridge 620~620/620, snow 640/-',
      })
    })

    test.each([
      [
        'where both state another time at its end',
        sheetOf(at('castle', { dep: '10:00' }), at('bridge', { dep: '10:25' })),
      ],
      [
        'where the sheet ends where the train goes',
        {
          ...sheetOf(at('castle', { dep: '10:00' }), at('bridge', { dep: '10:20' })),
          to: { ...snow, station: 'bridge' },
        },
      ],
    ])('keeps none of it %s', (_, sheet) => {
      expect(Object.values(stopsWith(sheet)).join()).not.toContain('snow')
    })

    test('keeps none of it that is of an older timetable', () => {
      const old = { ...whole, standing: 'dated' as const }
      const told = stopsWith(sheetOf(at('castle', { dep: '10:00' }), at('bridge', { dep: '10:20' })), old)
      expect(told[`sheet@${tuesday}`]).not.toContain('snow')
    })
  })

  test('has its runs of two days side by side in the night, each with its day', () => {
    const late = (day: string) => run('late', [['castle', 1430], ['bridge', 1450]], { day }) // prettier-ignore
    const rail = drawnRail({ feeds: (date) => [feed({ runs: [late(date)] })] })
    expect(rail.dayOf(tuesday).runs.map(({ id }) => id)).toEqual(['late@2026-11-23', 'late@2026-11-24'])
  })

  test('shows the pace of its own exact times', () => {
    const quick = run('quick', [['castle', 800], ['bridge', 805], ['snow', 830]]) // prettier-ignore
    const rail = drawnRail({ trains: published, feeds: onTuesday(feed({ runs: [quick] })) })
    expect(drawn(rail.dayOf(tuesday).runs)[`b@${tuesday}`]).toContain('bridge 725~')
  })

  test('may declare its line complete: then, and only then, a last train is the last', () => {
    const lasts = (complete: boolean) => {
      const rail = drawnRail({ feeds: onTuesday(feed({ complete, runs: [at12] })) })
      const found = rail.departures({ station: 'castle', date: tuesday })
      if (!found.ok) throw new Error(found.error.code)
      const { board, lines } = found.value
      return [board.departures.map(({ lastWeKnow, last }) => [lastWeKnow, last]), lines[0]!.coverage]
    }
    expect(lasts(true)).toEqual([[[true, true]], { known: 1, running: 1, complete: true }])
    expect(lasts(false)).toEqual([[[true, false]], { known: 1, running: 12, complete: false }])
  })

  test('brings footpaths and lines of its own', () => {
    const footpaths = [{ from: 'castle', to: 'stop', walkMinutes: 3 }]
    const day = drawnRail({ feeds: onTuesday(feed({ line: 'bus', footpaths, complete: true })) }).dayOf(
      tuesday,
    )
    expect(day.footpaths).toEqual(footpaths)
    expect(day.coverage.at(-1)).toEqual({ line: 'bus', known: 0, running: 0, complete: true })
  })
})

test('a day is put together once, and again when the timetable changes', () => {
  let version = '1'
  let asked = 0
  const rail = drawnRail({})
  const feeds = {
    version: () => version,
    on: () => (asked++, []),
    stops: () => [],
    lines: () => [],
    sources: () => [],
  }
  expect(rail.dayOf(tuesday)).toBe(rail.dayOf(tuesday))
  const other = railService({ network: network([]), holidays, clock: { now: () => 0 }, feeds })
  const before = other.dayOf(tuesday)
  const askedOnce = asked
  expect(other.dayOf(tuesday)).toBe(before)
  expect(asked).toBe(askedOnce)
  version = '2'
  expect(other.dayOf(tuesday)).not.toBe(before)
  expect(other.dayOf(tuesday).version).not.toBe(before.version)
})

describe('winter', () => {
  const winter = (told: Partial<WinterTimetable>): WinterTimetable => ({
    id: 'winter',
    line: 'valley',
    when: { kind: 'months', months: [12], basis: 'season' },
    standing: 'dated',
    later: [{ from: 'bridge', to: 'snow', minutes: 15 }],
    words: { ja: '冬', en: 'Winter' },
    source: ['old'],
    ...told,
  })
  const trains = [
    train('quick', [at('castle', { dep: '09:00' }), at('snow', { arr: '09:20' })]),
    train('slow', [at('castle', { dep: '15:00' }), at('snow', { arr: '16:00' })]),
  ]
  const slowOn = (date: string, told: Partial<WinterTimetable> = {}) =>
    drawn(drawnRail({ trains, winterTimetables: [winter(told)] }).dayOf(date).runs)[`slow@${date}`]
  const dates = { kind: 'dates', from: '2026-12-01', to: '2026-12-20' } as const

  test.each([
    ['outside the winter nothing changes', tuesday, {}, 'castle -/900, bridge 910~950/910~950, snow 960/-'],
    [
      'an old one widens estimates up to the next stated time',
      '2026-12-01',
      {},
      'castle -/900, bridge 910~960/910~960, snow 960/-',
    ],
    [
      'by no more than it says',
      '2026-12-01',
      { later: [{ after: '15:00', minutes: 4 }] },
      'castle -/900, bridge 910~954/910~954, snow 960/-',
    ],
    [
      'not before its time of the day',
      '2026-12-01',
      { later: [{ after: '15:11', minutes: 60 }] },
      'castle -/900, bridge 910~950/910~950, snow 960/-',
    ],
    [
      'a current one makes stated times "about", later only',
      '2026-12-01',
      { standing: 'current', when: dates },
      'castle -/900, bridge 910~965/910~965, snow 960~975/-',
    ],
    [
      'a current one ends with its last day',
      '2026-12-21',
      { standing: 'current', when: dates },
      'castle -/900, bridge 910~950/910~950, snow 960/-',
    ],
    [
      'one of another line changes nothing',
      '2026-12-01',
      { line: 'hill' },
      'castle -/900, bridge 910~950/910~950, snow 960/-',
    ],
  ] as const)('%s', (_, date, told, expected) => {
    expect(slowOn(date, told as Partial<WinterTimetable>)).toBe(expected)
  })

  test('whatever it says, nobody is told to board later, and both bounds still only grow', () => {
    const minutes = fc.integer({ min: 1, max: 180 })
    const later = fc.array(
      fc.oneof(
        fc.record({ from: fc.constant('bridge'), to: fc.constantFrom('castle', 'snow'), minutes }),
        fc.record({ after: fc.constantFrom('00:00', '15:00', '15:11'), minutes }),
      ),
      { minLength: 1, maxLength: 3 },
    )
    fc.assert(
      fc.property(later, fc.constantFrom('dated', 'current'), (rules, standing) => {
        const of = (winterTimetables: WinterTimetable[]) =>
          drawnRail({ trains, winterTimetables })
            .dayOf('2026-12-01')
            .runs.map(({ calls }) =>
              calls.flatMap((call) => [call.arrival ?? [], call.departure ?? []].flat()),
            )
        const plain = of([])
        for (const [i, moments] of of([winter({ later: rules, standing, when: dates })]).entries()) {
          expect(moments.map((one) => one.earliestMinute)).toEqual(plain[i]!.map((one) => one.earliestMinute))
          const latest = moments.map((one) => one.latestMinute)
          expect(latest).toEqual(latest.toSorted((a, b) => a - b))
          expect(latest.every((minute, n) => minute >= plain[i]![n]!.latestMinute)).toBe(true)
        }
      }),
    )
  })

  test('is told with its source', () => {
    const { notices } = drawnRail({ winterTimetables: [winter({})] }).dayOf('2026-12-01')
    expect(notices).toEqual([
      { id: 'winter', words: { ja: '冬', en: 'Winter' }, lines: ['valley'], stations: [], sources: ['old'] },
    ])
  })
})

describe('closures', () => {
  const closure = (told: Partial<Closure>): Closure => ({
    id: 'path',
    kind: 'trail',
    effect: 'closed',
    places: ['lookout'],
    stations: [],
    when: { kind: 'months', months: [12, 1, 2, 3], basis: 'season' },
    words: { ja: '雪', en: 'Snow' },
    source: ['drawn'],
    ...told,
  })
  const places = [
    { id: 'garden', closure: { ja: '冬休み', en: 'Closed', months: [1], source: ['drawn'] } },
  ] as never
  const on = (date: string, ...closures: Closure[]) =>
    drawnRail({ closures, places })
      .dayOf(date)
      .closures.map(({ id, kind, isStated }) => [id, kind, isStated])

  test.each([
    ['2026-11-30', []],
    ['2026-12-01', [['path', 'trail', false]]],
    [
      '2027-01-05',
      [
        ['path', 'trail', false],
        ['garden', 'place', true],
      ],
    ],
    ['2027-04-01', []],
  ])('of every year on %s', (date, expected) => {
    expect(on(date, closure({}))).toEqual(expected)
  })

  test.each([
    ['2026-05-31', false],
    ['2026-06-01', true],
    ['2026-06-10', true],
    ['2026-06-11', false],
  ])('between dates on %s: %s', (date, isShut) => {
    const slide = closure({ kind: 'road', when: { kind: 'dates', from: '2026-06-01', to: '2026-06-10' } })
    expect(on(date, slide).length > 0).toBe(isShut)
  })

  test('without an end hold until somebody ends them', () => {
    expect(on('2030-07-01', closure({ when: { kind: 'dates', from: '2026-06-01' } })).length).toBe(1)
  })

  test('are asked for by place', () => {
    const { closures } = drawnRail({ closures: [closure({})], places }).dayOf('2027-01-05')
    expect(closuresAt('lookout', closures).map(({ id }) => id)).toEqual(['path'])
    expect(closuresAt('castle', closures)).toEqual([])
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { content, type Fares } from '../../content/index.ts'
import { fareOf, type Passenger } from '../../api/rail/fare.ts'
import { fareBookOf } from '../../api/rail/fare-book.ts'
import type { RideOf } from '../../api/rail/ride.ts'

const before = '2026-03-13'
const after = '2026-03-14'
const book = fareBookOf(content)

const tadami = (from: string, to: string): RideOf => ({ line: 'tadami', from, to })
const banetsu = (from: string, to: string): RideOf => ({ line: 'banetsu-west', from, to })

/** Yen, or why there is none. */
function fare(rides: readonly RideOf[], date = after, passenger: Passenger = 'adult', with_ = book) {
  const told = fareOf(rides, { date, passenger }, with_)
  return 'yen' in told ? told.yen : told.unavailable
}

describe('JR local lines', () => {
  test.each([
    // What travellers quoted, before 14 March 2026
    ['aizu-wakamatsu', 'tadami', before, 1690],
    ['tadami', 'aizu-kawaguchi', before, 510],
    ['honna', 'koide', before, 1340],
    ['aizu-wakamatsu', 'aizu-miyashita', before, 860],
    // The same from that day on
    ['aizu-wakamatsu', 'tadami', after, 1790],
    ['tadami', 'aizu-kawaguchi', after, 530],
    ['honna', 'koide', after, 1410],
    ['aizu-wakamatsu', 'aizu-miyashita', after, 910],
    ['aizu-wakamatsu', 'koide', after, 2750],
    // 3.1 km are 4: a part of a kilometre counts as a whole one
    ['aizu-wakamatsu', 'nishi-wakamatsu', after, 200],
    ['aizu-wakamatsu', 'nanukamachi', after, 160],
  ])('%s – %s on %s: %i yen', (from, to, date, yen) => {
    expect(fare([tadami(from, to)], date)).toBe(yen)
  })

  test('go by the fare distance: 88.4 km to Tadami, not the converted 97.2', () => {
    expect(fare([tadami('aizu-wakamatsu', 'tadami')])).toBe(1790)
  })

  test('half for children, rounded down to 10 yen', () => {
    expect(fare([tadami('aizu-wakamatsu', 'tadami')], after, 'child')).toBe(890)
    expect(fare([tadami('aizu-wakamatsu', 'koide')], after, 'child')).toBe(1370)
  })

  test('no fare for a day on which no table is known to hold', () => {
    expect(fare([tadami('aizu-wakamatsu', 'tadami')], '2018-06-01')).toBe('no_table_on_date')
  })

  test('two trains one after the other are one ticket', () => {
    expect(fare([tadami('aizu-wakamatsu', 'aizu-kawaguchi'), tadami('aizu-kawaguchi', 'tadami')])).toBe(1790)
  })

  test('a way that turns back is two tickets', () => {
    const there = tadami('nishi-wakamatsu', 'aizu-wakamatsu')
    expect(fare([there, tadami('aizu-wakamatsu', 'aizu-miyashita')])).toBe(200 + 910)
  })

  test('a way that stops and goes on from elsewhere is two tickets', () => {
    expect(fare([tadami('aizu-wakamatsu', 'nanukamachi'), tadami('nishi-wakamatsu', 'aizu-miyashita')])).toBe(
      160 + 910,
    )
  })

  test('every fare carries the sources of table, rules and distance', () => {
    expect(fareOf([tadami('tadami', 'koide')], { date: after }, book)).toEqual({
      yen: 1040,
      sources: ['fare-steps-2026', 'jr-east-fares-2026', 'fare-revision-2025', 'farert'],
    })
  })

  test('nothing ridden costs nothing', () => {
    expect(fare([])).toBe(0)
  })
})

/** The first steps of the trunk table, as published with the application; entered here, not in the content. */
const trunkSteps = [
  { kmFrom: 1, kmTo: 3, yen: 150 },
  { kmFrom: 4, kmTo: 6, yen: 190 },
  { kmFrom: 7, kmTo: 10, yen: 200 },
  { kmFrom: 11, kmTo: 15, yen: 240 },
  { kmFrom: 16, kmTo: 20, yen: 330 },
]
const entered = (change: (fares: Fares) => Fares) =>
  fareBookOf({ lines: content.lines, fares: change(content.fares) })
const withTrunk = entered(({ jr, ...fares }) => ({
  ...fares,
  jr: { ...jr, trunk: [{ from: '2022-10-01', to: before, steps: trunkSteps, source: ['farert'] }] },
}))

describe('JR trunk lines and journeys over both', () => {
  const mixed = [tadami('aizu-bange', 'aizu-wakamatsu'), banetsu('aizu-wakamatsu', 'kitakata')]
  const short = [tadami('nanukamachi', 'aizu-wakamatsu'), banetsu('aizu-wakamatsu', 'dojima')]

  test('are not available until a trunk table is entered, and say whose fares are missing', () => {
    expect(fareOf([banetsu('kitakata', 'yamato')], { date: after }, book)).toEqual({
      unavailable: 'no_trunk_table',
      lines: ['banetsu-west'],
    })
    expect(fareOf(mixed, { date: after }, book)).toEqual({
      unavailable: 'no_trunk_table',
      lines: ['banetsu-west'],
    })
  })

  test('with one entered, Kitakata – Yamato costs the 200 yen that travellers quoted', () => {
    expect(fare([banetsu('kitakata', 'yamato')], before, 'adult', withTrunk)).toBe(200)
  })

  test('go by the trunk table over fare distance and converted distance', () => {
    // 3.4 km of the Tadami Line count 3.4 converted (3.1 plain), with 10.5 km of the Ban’etsu West Line: 13.9
    const rides = [tadami('nishi-wakamatsu', 'aizu-wakamatsu'), banetsu('aizu-wakamatsu', 'shiokawa')]
    expect(fare(rides, before, 'adult', withTrunk)).toBe(240)
    // 18.9 km plain of the local line are 20.8 converted: beyond the 20 km that this table goes
    expect(
      fare(
        [tadami('wakamiya', 'aizu-wakamatsu'), banetsu('aizu-wakamatsu', 'dojima')],
        before,
        'adult',
        withTrunk,
      ),
    ).toBe('beyond_table')
  })

  test('a table that ended is none', () => {
    expect(fare([banetsu('kitakata', 'yamato')], after, 'adult', withTrunk)).toBe('no_table_on_date')
  })

  test('up to 10 km in all a journey over both goes by the local table', () => {
    expect(fare(short)).toBe(220)
  })
})

describe('other companies', () => {
  const through = [
    tadami('aizu-wakamatsu', 'nishi-wakamatsu'),
    { line: 'aizu', from: 'nishi-wakamatsu', to: 'aizu-tajima' },
  ]

  test('are not available: the fares of 2010 are a record, not a price', () => {
    expect(fareOf(through, { date: after }, book)).toEqual({
      unavailable: 'company_fare_unknown',
      lines: ['aizu'],
    })
    expect(content.fares.company).toEqual([])
  })

  const withAizu = entered((fares) => ({
    ...fares,
    company: [
      {
        line: 'aizu',
        from: 'aizu-tajima',
        to: 'nishi-wakamatsu',
        adultYen: 1500,
        childYen: null,
        validFrom: after,
        validTo: '2027-03-31',
        source: ['farert'],
      },
    ],
  }))

  test('add to the JR fare once one is entered, either way, on its days', () => {
    expect(fare(through, after, 'adult', withAizu)).toBe(200 + 1500)
    expect(fare(through, before, 'adult', withAizu)).toBe('company_fare_unknown')
    expect(fare(through, '2027-04-01', 'adult', withAizu)).toBe('company_fare_unknown')
  })

  test('no child fare is made up where only the adult one is known', () => {
    expect(fare(through, after, 'child', withAizu)).toBe('company_fare_unknown')
  })

  test('a line that only a feed knows has no fare', () => {
    expect(fare([{ line: 'town-bus', from: 'a', to: 'b' }])).toBe('distance_unknown')
  })
})

describe('whatever the ride on the Tadami Line', () => {
  const stops = content.lines.find(({ id }) => id === 'tadami')!.parts[0]!.stops
  const index = fc.integer({ min: 0, max: stops.length - 1 })
  const date = fc.constantFrom(before, after)
  const yen = (i: number, j: number, on: string, passenger: Passenger = 'adult') =>
    fare([tadami(stops[i]!.station, stops[j]!.station)], on, passenger) as number

  test('it costs the same both ways, and a child no more than half', () => {
    fc.assert(
      fc.property(index, index, date, (i, j, on) => {
        fc.pre(i !== j)
        expect(yen(i, j, on)).toBe(yen(j, i, on))
        expect(yen(i, j, on, 'child') * 2).toBeLessThanOrEqual(yen(i, j, on))
        expect(yen(i, j, on, 'child') % 10).toBe(0)
      }),
    )
  })

  test('riding on never costs less, and the new table never less than the old', () => {
    fc.assert(
      fc.property(index, index, index, date, (i, j, k, on) => {
        const [a, b, c] = [i, j, k].toSorted((x, y) => x - y) as [number, number, number]
        fc.pre(a < b)
        expect(yen(a, c, on)).toBeGreaterThanOrEqual(yen(a, b, on))
        expect(yen(a, b, after)).toBeGreaterThanOrEqual(yen(a, b, before))
      }),
    )
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { circulationOf } from '../../api/growth/groups.ts'
import { moneyOf, regionNumbers, tableNumbers, weekNumbers } from '../../api/growth/numbers.ts'
import type { PlacedDay } from '../../api/growth/numbers.ts'
import { growthSettings as settings } from '../../api/growth/settings.ts'
import { boundsOf } from '../../api/growth/suppression.ts'
import type { Visit } from '../../api/visitors/visits.ts'

const shopDay = (shop: string, municipality: string, lineId: string | null, payments: number): PlacedDay => ({
  merchantAccountId: `${municipality}-${shop}`,
  municipality,
  lineId,
  day: '2026-11-02',
  payments,
  amountYen: payments * 1_000,
  refundedYen: 0,
})

/** Three shops of a town, so that takings are nobody's own. */
const threeShops = (municipality: string, lineId: string | null, payments: number) =>
  ['a', 'b', 'c'].map((shop) => shopDay(shop, municipality, lineId, payments))

const visitsOf = (municipality: string, lineId: string | null, people: number): Visit[] =>
  Array.from({ length: people }, (_, i) => ({
    visitorId: `v${i}`,
    municipality,
    lineId,
    spotKind: 'place',
    spotId: municipality,
    day: '2026-11-02',
  }))

const table = (days: PlacedDay[], visits: Visit[] = []) =>
  tableNumbers({ days, visits, shops: days, spots: visits }, settings)

describe('money', () => {
  test('is told less what was given back, which stands beside it', () => {
    const days = [
      { ...shopDay('a', 't', null, 3), refundedYen: 400 },
      { ...shopDay('a', 't', null, 2), day: '2026-11-03' },
      { ...shopDay('b', 't', null, 0), payments: 0, amountYen: 0 },
    ]
    expect(moneyOf(days)).toEqual({ payments: 5, spentYen: 4_600, refundedYen: 400, shopsReached: 1 })
  })

  test('of nine payments is not shown, of ten is', () => {
    const nine = [shopDay('a', 't', null, 4), shopDay('b', 't', null, 4), shopDay('c', 't', null, 1)]
    expect(regionNumbers(nine, [], settings).money).toBeNull()
    const ten = [...nine, shopDay('d', 't', null, 1)]
    expect(regionNumbers(ten, [], settings).money?.payments).toBe(10)
  })

  test('of two shops is not shown, however much it is: it would be their own figure', () => {
    const days = [
      ...threeShops('a', 'x', 50),
      ...threeShops('b', 'x', 60),
      ...threeShops('c', 'x', 70),
      shopDay('a', 'd', 'x', 90),
      shopDay('b', 'd', 'x', 90),
    ]
    const { towns } = table(days)
    expect(towns.get('d')?.money ?? null).toBeNull()
  })
})

describe('a small town', () => {
  const days = [
    ...threeShops('big', 'x', 100),
    ...threeShops('middle', 'x', 20),
    ...threeShops('small', 'x', 2),
    ...threeShops('other', 'y', 80),
  ]

  test('is hidden, and another with it, so that the total does not tell', () => {
    const { towns } = table(days)
    expect(towns.get('small')?.money ?? null).toBeNull()
    expect(towns.get('middle')?.money ?? null).toBeNull()
    expect(towns.get('big')?.money?.payments).toBe(300)
  })

  test('carries the same mark as a town where nothing happened', () => {
    const { towns } = table(days)
    expect(towns.get('small')).toEqual(towns.get('nowhere'))
  })

  test('does not follow from its line: a line that is one town is hidden with it', () => {
    const { towns, lines } = table([
      ...threeShops('big', 'x', 100),
      ...threeShops('middle', 'x', 20),
      ...threeShops('small', 'y', 2),
    ])
    expect([towns.get('small')?.money ?? null, lines.get('y')?.money ?? null]).toEqual([null, null])
  })
})

test('people are counted in each town and once in the region', () => {
  const visits = [...visitsOf('a', 'x', 30), ...visitsOf('b', 'x', 20), ...visitsOf('c', 'y', 25)]
  const region = regionNumbers([], visits, settings)
  expect(region.arrivals).toEqual({ visits: 75, people: 30, personTrips: 30 })
  expect(region.crossTown).toMatchObject({ share: 25 / 30, of: 30 })
  expect(table([], visits).towns.get('a')?.arrivals).toEqual({ visits: 30, people: 30, personTrips: 30 })
})

test('whatever was counted, no hidden town or line is narrowed below ten', () => {
  const town = fc.constantFrom('a', 'b', 'c', 'd', 'e')
  const line = fc.constantFrom('x', 'y', null)
  const cell = fc.record({ municipality: town, lineId: line, people: fc.nat({ max: 30 }) })
  fc.assert(
    fc.property(fc.array(cell, { minLength: 6, maxLength: 15 }), (cells) => {
      const visits = cells.flatMap(({ municipality, lineId, people }, i) =>
        visitsOf(municipality, lineId, people).map((visit) => ({ ...visit, spotId: String(i) })),
      )
      const spots = cells
      fc.pre(visits.length >= 20 && new Set(spots.map((spot) => spot.municipality)).size > 1)
      const shown = tableNumbers({ days: [], visits, shops: [], spots }, settings)
      const figures = circulationOf(
        visits.map(({ municipality, lineId }) => ({ municipality, lineId, value: 1 })),
        spots,
      )
      const listed = figures.filter(({ kind }) => kind === 'listed')
      const isShown = (id: string) =>
        (id.startsWith('town ')
          ? shown.towns.get(id.slice(5))?.arrivals
          : shown.lines.get(id.slice(5))?.arrivals) != null
      const hidden = new Set(listed.filter(({ id }) => !isShown(id)).map(({ id }) => id))
      const small = listed.filter(({ value }) => value < 10)
      expect(small.filter(({ id }) => !hidden.has(id))).toEqual([])
      // Where everything is hidden nothing more can be done: the region may be one town and one line.
      const bounds = hidden.size < listed.length ? [...boundsOf(figures, hidden).values()] : []
      expect(bounds.filter(({ min, max }) => max - min < 10)).toEqual([])
    }),
    { numRuns: 100 },
  )
})

test('a quiet week is hidden and takes the next quietest with it', () => {
  const mondays = ['2026-10-26', '2026-11-02', '2026-11-09']
  const counts = [3, 40, 25]
  const days = mondays.flatMap((day, i) => {
    const payments = counts[i]!
    return [1, 1, payments - 2].map((n, shop) => ({ ...shopDay(String(shop), 't', null, n), day }))
  })
  const weeks = weekNumbers(mondays, (day) => day, { days, visits: [] }, settings)
  expect(weeks.map((week) => week.spentYen)).toEqual([null, 40_000, null])
})

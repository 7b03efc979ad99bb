import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { arrivalsBy, arrivalsOf, tripShape, tripsOf } from '../../api/visitors/visits.ts'
import type { Visit } from '../../api/visitors/visits.ts'

const visit = (visitorId: string, municipality: string, day: string, spotId = municipality): Visit => ({
  visitorId,
  municipality,
  lineId: null,
  spotKind: 'place',
  spotId,
  day,
})

/** Worked by hand and with Python: seven check-ins of three people; v2 was at the same spot twice on one day. */
const log = [
  visit('v1', '072028', '2026-05-01'),
  visit('v1', '074233', '2026-05-01'),
  visit('v1', '074446', '2026-05-02'),
  visit('v2', '072028', '2026-05-01'),
  visit('v2', '072028', '2026-05-01'),
  visit('v3', '074454', '2026-05-03'),
  visit('v1', '074446', '2026-08-10'),
]

describe('visits, people and person-trips', () => {
  const trips = tripsOf(log, 7)

  test('are three different numbers of the same log', () => {
    expect(arrivalsOf(trips)).toEqual({ visits: 6, people: 3, personTrips: 4 })
  })

  test('give the repeat rate, the trips across towns and the towns per trip', () => {
    expect(tripShape(trips)).toEqual({ repeatRate: 1 / 3, crossTownRate: 0.25, townsPerTrip: 1.5 })
  })

  test('of a town count a trip once, however many places it touched there', () => {
    const byTown = arrivalsBy(
      tripsOf([...log, visit('v1', '072028', '2026-05-02', 'castle')], 7),
      (v) => v.municipality,
    )
    expect(byTown.get('072028')).toEqual({ visits: 3, people: 2, personTrips: 2 })
    expect(byTown.get('074446')).toEqual({ visits: 2, people: 1, personTrips: 2 })
  })

  test.each([
    ['seven days after the last visit the trip goes on', '2026-05-08', 1],
    ['eight days after it a new trip begins', '2026-05-09', 2],
    ['across the end of a year days are counted, not dates', '2027-05-01', 2],
  ])('%s', (_, day, personTrips) => {
    const trips = tripsOf([visit('v1', 'a', '2026-05-01'), visit('v1', 'b', day)], 7)
    expect(arrivalsOf(trips).personTrips).toBe(personTrips)
  })

  test('of nobody are zero, and no rate divides by zero', () => {
    expect(arrivalsOf([])).toEqual({ visits: 0, people: 0, personTrips: 0 })
    expect(tripShape([])).toEqual({ repeatRate: 0, crossTownRate: 0, townsPerTrip: 0 })
  })
})

const anyVisit = fc.record({
  visitorId: fc.constantFrom('a', 'b', 'c'),
  municipality: fc.constantFrom('x', 'y'),
  lineId: fc.constant(null),
  spotKind: fc.constant('place'),
  spotId: fc.constantFrom('1', '2', '3'),
  day: fc.integer({ min: 1, max: 60 }).map((n) => new Date(Date.UTC(2026, 0, n)).toISOString().slice(0, 10)),
})

test('people ≤ person-trips ≤ visits, in any order of the log', () => {
  fc.assert(
    fc.property(fc.array(anyVisit), fc.integer({ min: 0, max: 30 }), (visits, gap) => {
      const counted = arrivalsOf(tripsOf(visits, gap))
      expect(counted.people).toBeLessThanOrEqual(counted.personTrips)
      expect(counted.personTrips).toBeLessThanOrEqual(counted.visits)
      expect(arrivalsOf(tripsOf(visits.toReversed(), gap))).toEqual(counted)
      expect(arrivalsOf(tripsOf([...visits, ...visits], gap))).toEqual(counted)
    }),
  )
})

/**
 * Three numbers that are never mixed (観光庁 共通基準: one person-trip counts once however many places):
 *
 * - visits (延べ)        each spot a visitor was at on a day
 * - people (実人数)      different visitors
 * - person-trips (人回)  stays in the region: visits of one visitor with no long gap between them
 */
export type Visit = {
  /** Pseudonym. */
  readonly visitorId: string
  readonly municipality: string
  readonly lineId: string | null
  readonly spotKind: string
  readonly spotId: string
  /** 'YYYY-MM-DD', Japanese calendar. */
  readonly day: string
}

/** One visitor's stay: the visits between two long gaps, in order of day. */
export type Trip = { readonly visitorId: string; readonly visits: readonly Visit[] }

export type Arrivals = { readonly visits: number; readonly people: number; readonly personTrips: number }

const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000

/** The same spot twice on one day is one visit. */
export function distinctVisits(visits: readonly Visit[]): Visit[] {
  const seen = new Map<string, Visit>()
  for (const visit of visits) {
    const key = `${visit.visitorId} ${visit.spotKind} ${visit.spotId} ${visit.day}`
    if (!seen.has(key)) seen.set(key, visit)
  }
  return [...seen.values()]
}

/** Cuts each visitor's visits into trips: a new one begins when more than `gapDays` days passed since the last visit. */
export function tripsOf(visits: readonly Visit[], gapDays: number): Trip[] {
  const sorted = distinctVisits(visits).toSorted(
    (a, b) => compare(a.visitorId, b.visitorId) || compare(a.day, b.day),
  )
  const trips: { visitorId: string; visits: Visit[] }[] = []
  let last: Visit | undefined
  for (const visit of sorted) {
    const goesOn =
      last?.visitorId === visit.visitorId && dayNumber(visit.day) - dayNumber(last.day) <= gapDays
    if (goesOn) trips.at(-1)!.visits.push(visit)
    else trips.push({ visitorId: visit.visitorId, visits: [visit] })
    last = visit
  }
  return trips
}

/** Visits, people and person-trips of all these trips. */
export const arrivalsOf = (trips: readonly Trip[]): Arrivals => ({
  visits: trips.reduce((sum, trip) => sum + trip.visits.length, 0),
  people: new Set(trips.map((trip) => trip.visitorId)).size,
  personTrips: trips.length,
})

/**
 * The same three by town, by line or by whatever `keyOf` names. A trip counts once in each group that it touched,
 * so people and person-trips of groups must never be added up.
 */
export function arrivalsBy(
  trips: readonly Trip[],
  keyOf: (visit: Visit) => string,
): ReadonlyMap<string, Arrivals> {
  const groups = new Map<string, { visits: number; people: Set<string>; trips: Set<Trip> }>()
  for (const trip of trips) {
    for (const visit of trip.visits) {
      const key = keyOf(visit)
      const group = groups.get(key) ?? { visits: 0, people: new Set(), trips: new Set() }
      groups.set(key, group)
      group.visits += 1
      group.people.add(trip.visitorId)
      group.trips.add(trip)
    }
  }
  return new Map(
    [...groups].map(([key, { visits, people, trips: touched }]) => [
      key,
      { visits, people: people.size, personTrips: touched.size },
    ]),
  )
}

/** How trips hang together. Rates are between 0 and 1; 0 where there is nothing to divide by. */
export type TripShape = {
  /** People with at least two trips, of all people. */
  readonly repeatRate: number
  /** Trips that touched at least two towns, of all trips. */
  readonly crossTownRate: number
  readonly townsPerTrip: number
}

export function tripShape(trips: readonly Trip[]): TripShape {
  const tripsPerPerson = new Map<string, number>()
  for (const { visitorId } of trips) tripsPerPerson.set(visitorId, (tripsPerPerson.get(visitorId) ?? 0) + 1)
  const towns = trips.map((trip) => new Set(trip.visits.map((visit) => visit.municipality)).size)
  const repeaters = [...tripsPerPerson.values()].filter((count) => count > 1).length
  return {
    repeatRate: share(repeaters, tripsPerPerson.size),
    crossTownRate: share(towns.filter((count) => count > 1).length, trips.length),
    townsPerTrip: share(
      towns.reduce((sum, count) => sum + count, 0),
      trips.length,
    ),
  }
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

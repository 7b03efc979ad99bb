import { describe, expect, test } from 'vitest'
import { railRoutes } from '../../api/rail/routes.ts'
import { drawn, tuesday } from './drawn-service.ts'
import { noon, update, message, taken, railTold, journeysOf } from './live-message.ts'

const second = (time: string) => Date.parse(`${tuesday}T${time}+09:00`) / 1000
const extra = (told: object = {}, stops: readonly (readonly [string, string])[] = [['castle', '12:20:00'], ['bridge', '12:40:30'], ['snow', '13:10:00']]) =>
  update('x1', {
    trip: { tripId: 'snow-1', routeId: 'valley', scheduleRelationship: 8 },
    stopTimeUpdate: stops.map(([stopId, time]) => ({ stopId, departure: { time: second(time) } })),
    tripProperties: { tripHeadsign: '只見', tripShortName: '9431D' },
    ...told,
  }) // prettier-ignore

describe('an extra train', () => {
  test('is ridden, stands on boards and is told with its age, as a train that no timetable has', async () => {
    const rail = railTold(message(extra()))
    expect(drawn(rail.dayOf(tuesday).runs)['extra:snow-1@2026-11-24']).toBe(
      'castle -/740, bridge 761/760, snow 790/-',
    )
    expect(journeysOf(rail, 'snow').journeys.map(({ departureMinute }) => departureMinute)).toContain(740)
    expect(rail.dayOf(tuesday).planned!.runs.map(({ id }) => id)).not.toContain('extra:snow-1@2026-11-24')
    const board = await railRoutes({ rail }).request(
      `/rail/departures?station=castle&date=${tuesday}&time=12:15`,
    )
    expect(await board.json()).toMatchObject({
      departures: [{ train: { number: '9431D' }, towards: { ja: '只見' }, departure: { time: '12:20' } }, {}],
      live: [{ state: 'added', train: { number: '9431D' }, at: `${tuesday}T12:00:00+09:00` }],
      sources: [{ id: 'realtime-live' }, { id: 'drawn' }],
    })
  })

  test('is the same with the old name of its kind, and by its times alone is of the day of the first', () => {
    const old = extra({ trip: { tripId: 'snow-1', routeId: 'valley', scheduleRelationship: 1 } })
    expect(taken(message(old)).kept!.kept.trips).toEqual(taken(message(extra())).kept!.kept.trips)
    expect(taken(message(extra())).kept!.kept.trips).toMatchObject([{ day: tuesday }])
  })

  test.each([
    ['a route that nobody knows', { trip: { tripId: 'x', routeId: 'sea', scheduleRelationship: 8 } }, undefined, 'trip.route_id realtime_route_unknown sea'],
    ['the id of a train of the timetable', { trip: { tripId: 't1', routeId: 'valley', scheduleRelationship: 8 } }, undefined, 'trip.trip_id realtime_added_is_known t1'],
    ['times that do not grow', {}, [['castle', '12:20:00'], ['snow', '12:10:00']], 'stop_time_update realtime_times_decrease snow'],
    ['one stop alone', {}, [['castle', '12:20:00']], 'stop_time_update realtime_added_without_times 1'],
    ['a stop that nobody knows', {}, [['castle', '12:20:00'], ['moon', '12:30:00']], 'stop_time_update realtime_stop_not_on_trip moon'],
    ['a delay in place of a time', { stopTimeUpdate: [{ stopId: 'castle', departure: { delay: 60 } }] }, undefined, 'stop_time_update realtime_added_without_times castle'],
  ] as const)('with %s is refused', (_, what, stops, finding) => {
    const { report, told: said } = taken(message(extra(what, stops)))
    expect(report.errors).toBe(1)
    expect(said).toEqual([`live.pb:- entity x1 ${finding}`])
  }) // prettier-ignore
})

const vehicle = (told: object, id = 'v1') => ({
  id,
  vehicle: { trip: { tripId: 't1' }, timestamp: noon / 1000 + 1200, ...told },
})
const seenIn = (...what: readonly object[]) => taken(message(...what)).kept!.kept.vehicles
/** Twenty past twelve: t1 left the castle at 12:10 and is due at the bridge at 12:30. */
const onTheWay = { now: () => noon + 20 * 60_000 }

describe('the position of a train', () => {
  test.each([
    ['on the way to a stop', { stopId: 'bridge', currentStatus: 2 }, 'castle', 'bridge'],
    ['coming in to one', { stopId: 'snow', currentStatus: 0 }, 'bridge', 'snow'],
    ['standing at one', { stopId: 'bridge', currentStatus: 1 }, 'bridge', 'bridge'],
    ['by the number of the stop', { currentStopSequence: 2 }, 'castle', 'bridge'],
    ['by coordinates beside the way', { position: { latitude: 37.41, longitude: 139.6 } }, 'bridge', 'snow'],
    ['by coordinates at a station', { position: { latitude: 37.4601, longitude: 139.8401 } }, 'bridge', 'bridge'],
  ])('is read %s', (_, told, behind, ahead) => {
    expect(seenIn(vehicle(told))).toEqual([
      { train: 't1', day: tuesday, behind, ahead, at: noon + 1_200_000, source: 'realtime-live' },
    ])
  })

  test.each([
    ['of no trip', { trip: {}, stopId: 'bridge' }, 'vehicle.trip realtime_vehicle_without_trip'],
    ['far from its way', { position: { latitude: 35.7, longitude: 139.7 } }, 'vehicle.position realtime_vehicle_without_place t1'],
    ['nowhere', {}, 'vehicle.position realtime_vehicle_without_place t1'],
  ])('%s is left out and told', (_, told, finding) => {
    const { kept, report, told: said } = taken(message(vehicle(told)))
    expect(kept!.kept.vehicles).toEqual([])
    expect(said).toEqual([`live.pb:- entity v1 ${finding}`])
    expect(report.errors).toBe(0)
  })

  test.each([
    ['by the stop that is said', { stopId: 'snow' }, 'bridge', 'snow'],
    ['by coordinates', { position: { latitude: 37.475, longitude: 139.885 } }, 'castle', 'bridge'],
  ])('is read of an extra train of the same message, %s', (_, told, behind, ahead) => {
    const trip = { tripId: 'snow-1', routeId: 'valley', scheduleRelationship: 8 }
    expect(seenIn(extra(), vehicle({ trip, ...told }))).toMatchObject([
      { train: 'extra:snow-1', day: tuesday, behind, ahead },
    ])
    expect(seenIn(extra(), vehicle({ trip: { tripId: 'snow-1' }, ...told }))).toHaveLength(1)
  })

  test('of an extra train of which the message says nothing is left out and told', () => {
    const trip = { tripId: 'snow-1', routeId: 'valley', scheduleRelationship: 8 }
    const { kept, told: said } = taken(message(vehicle({ trip, stopId: 'snow' })))
    expect(kept!.kept.vehicles).toEqual([])
    expect(said).toEqual([
      'live.pb:- entity v1 trip.schedule_relationship realtime_trip_kind_unread NEW',
    ])
  })

  test('of an extra train is told on the line, with its age', async () => {
    const rail = railTold(message(extra(), vehicle({ trip: { tripId: 'snow-1' }, stopId: 'bridge' })), [], {
      now: () => noon + 25 * 60_000,
    })
    const now = await railRoutes({ rail }).request(`/rail/lines/valley/now?date=${tuesday}&time=12:24`)
    const { trains } = (await now.json()) as { trains: { run: { number?: string } }[] }
    expect(trains.find(({ run }) => run.number === '9431D')).toMatchObject({
      behind: { id: 'castle' },
      ahead: { id: 'bridge' },
      seen: { at: `${tuesday}T12:20:00+09:00` },
    })
  })

  test('that was measured last counts, and one of an unknown train is refused', () => {
    const older = vehicle({ stopId: 'bridge', timestamp: noon / 1000 }, 'v2')
    expect(seenIn(vehicle({ stopId: 'snow' }), older)).toMatchObject([{ ahead: 'snow' }])
    expect(taken(message(vehicle({ trip: { tripId: 'x9' } }))).told).toEqual([
      'live.pb:- entity v1 trip.trip_id realtime_trip_unknown x9',
    ])
  })

  test('is told on the line in place of what the timetable says, with its age and source, for now alone', async () => {
    const app = railRoutes({ rail: railTold(message(vehicle({ stopId: 'snow' })), [], onTheWay) })
    const now = async (time: string) => (await app.request(`/rail/lines/valley/now?date=${tuesday}&time=${time}`)).json()
    expect(await now('12:20')).toMatchObject({
      trains: [
        {
          run: { id: `t1@${tuesday}` },
          behind: { id: 'bridge' },
          ahead: { id: 'snow' },
          seen: { at: `${tuesday}T12:20:00+09:00` },
          source: ['drawn', 'realtime-live'],
        },
      ],
    })
    const later = (await now('12:25')) as { trains: object[] }
    expect(later.trains).toMatchObject([{ behind: { id: 'castle' }, ahead: { id: 'bridge' } }])
    expect(later.trains[0]).not.toHaveProperty('seen')
  })
}) // prettier-ignore

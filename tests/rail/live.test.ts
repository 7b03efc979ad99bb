import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { collectFindings } from '../../api/rail/index.ts'
import { parsedMessage } from '../../api/rail/realtime-message-zod.ts'
import { unpacked } from '../../api/rail/unpack-protobufjs.ts'
import { readMessage } from '../../api/rail/realtime-reader.ts'
import { railRoutes } from '../../api/rail/routes.ts'
import { runWithNews, type TripNews } from '../../api/rail/trip-news.ts'
import { drawn, run, tuesday } from './drawn-service.ts'
import {
  noon,
  header,
  update,
  message,
  taken,
  railTold,
  late,
  cancelled,
  journeysOf,
} from './live-message.ts'

describe('a live message', () => {
  test('of a delay lets who boards come by the timetable and who gets off be late, with its source', () => {
    const [now] = railTold(message(late(10))).dayOf(tuesday).runs
    expect(drawn([now!])).toEqual({
      't1@2026-11-24': 'castle -/730~740, bridge 750~760/751~761, snow 780~790/-',
    })
    expect(now!.liveAt).toBe(noon)
    expect(now!.calls[1]!.arrival).toMatchObject({ exact: false, lateMinutes: 10 })
    expect(now!.calls[1]!.arrival!.sources).toContain('realtime-live')
  })

  test('that breaks a connection takes the journey away and says why', () => {
    expect(journeysOf(railTold(message(late(8)))).journeys).toHaveLength(1)
    const { journeys, lost, reason } = journeysOf(railTold(message(late(11))))
    expect(journeys).toEqual([])
    expect(reason).toBe('no_journey_known')
    expect(lost).toMatchObject([
      {
        reason: 'connection_missed',
        run: { id: 't1@2026-11-24' },
        missed: { id: 'h1@2026-11-24' },
        stop: 'bridge',
        lateMinutes: 11,
        at: noon,
      },
    ])
  })

  test('of a train that does not run takes it off journeys, boards and the line, and tells it', async () => {
    const rail = railTold(message(cancelled('t1')))
    expect(journeysOf(rail, 'snow').journeys.map(({ departureMinute }) => departureMinute)).toEqual([900])
    expect(journeysOf(rail, 'snow').lost).toMatchObject([{ reason: 'train_cancelled', stop: 'castle' }])
    const app = railRoutes({ rail })
    const body = async (path: string) => (await (await app.request(path)).json()) as Record<string, unknown>
    const board = await body(`/rail/departures?station=castle&date=${tuesday}&time=12:00`)
    expect(board).toMatchObject({
      departures: [{ train: { id: 't2' } }],
      live: [
        {
          state: 'cancelled',
          train: { id: 't1' },
          leaves: { station: { id: 'castle' }, departure: { time: '12:10' } },
          at: '2026-11-24T12:00:00+09:00',
          source: ['realtime-live'],
        },
      ],
      sources: [{ id: 'drawn' }, { id: 'realtime-live', publisher: '谷鉄道' }],
    })
    expect(await body(`/rail/lines/valley?date=${tuesday}`)).toMatchObject({ live: [{ state: 'cancelled' }] })
    const now = await body(`/rail/lines/valley/now?date=${tuesday}&time=12:20`)
    expect(now['trains']).toEqual([])
    const journeys = await body(`/rail/journeys?from=castle&to=snow&date=${tuesday}&time=12:00`)
    expect(journeys).toMatchObject({
      live: [{ state: 'cancelled' }],
      lost: [
        { reason: 'train_cancelled', train: { id: 't1@2026-11-24' }, departure: '2026-11-24T12:10:00+09:00' },
      ],
    })
    const plans = await body(`/rail/day-plans?from=castle&date=${tuesday}`)
    expect(plans['live']).toMatchObject([{ state: 'cancelled' }])
  })

  test('where trains are now follows from it', async () => {
    const app = railRoutes({ rail: railTold(message(late(30))) })
    const answer = await app.request(`/rail/lines/valley/now?date=${tuesday}&time=13:15`)
    expect(await answer.json()).toMatchObject({
      trains: [{ run: { id: 't1@2026-11-24' }, ahead: { id: 'snow' }, live: { lateMinutes: 30 } }],
    })
  })

  test('of a stop that is skipped leaves nobody there', () => {
    const skips = update('e1', { trip: { tripId: 't1' }, stopTimeUpdate: [{ stopId: 'bridge', scheduleRelationship: 1 }] }) // prettier-ignore
    const rail = railTold(message(skips))
    expect(journeysOf(rail).lost).toMatchObject([{ reason: 'stop_skipped', stop: 'bridge' }])
    expect(rail.dayOf(tuesday).live).toMatchObject([{ state: 'on-time', skipped: ['bridge'] }])
    expect(journeysOf(rail, 'snow').journeys).toHaveLength(2)
  })

  test('is the same as JSON, with the names of the specification', () => {
    const json = {
      header: { gtfs_realtime_version: '2.0', timestamp: String(noon / 1000), incrementality: 0 },
      entity: [
        {
          id: 'e1',
          trip_update: {
            trip: { trip_id: 't1', start_date: '20261124' },
            stop_time_update: [{ stop_id: 'castle', departure: { delay: 600 } }],
          },
        },
      ],
    }
    expect(taken(json, { form: 'json' }).kept).toEqual(taken(message(late(10))).kept)
  })

  test('ends a delay with one of 0, and no delay is trusted to shrink at once', () => {
    const what = update('e1', {
      trip: { tripId: 't1' },
      stopTimeUpdate: [
        { stopId: 'castle', departure: { delay: 120 } },
        { stopId: 'bridge', departure: { delay: 0 } },
      ],
    })
    expect(drawn(railTold(message(what)).dayOf(tuesday).runs.slice(0, 1))).toEqual({
      't1@2026-11-24': 'castle -/730~732, bridge 750~752/751~752, snow 780/-',
    })
  })

  test('may state times in place of delays, and what it does not know', () => {
    const seconds = (time: string) => Date.parse(`${tuesday}T${time}+09:00`) / 1000
    const what = update('e1', {
      trip: { tripId: 't1' },
      stopTimeUpdate: [
        { stopSequence: 2, arrival: { time: seconds('12:34:30') } },
        { stopId: 'snow', scheduleRelationship: 2 },
      ],
    })
    expect(drawn(railTold(message(what)).dayOf(tuesday).runs.slice(0, 1))).toEqual({
      't1@2026-11-24': 'castle -/730, bridge 750~755/751~756, snow 780/-',
    })
  })

  test.each([
    [
      'an unknown trip',
      message(cancelled('x9')),
      'live.pb:- entity e2 trip.trip_id realtime_trip_unknown x9',
    ],
    [
      'a day without the trip',
      message(cancelled('s1')),
      'live.pb:- entity e2 trip.start_date realtime_trip_not_on_day s1 2026-11-24',
    ],
    [
      'a stop elsewhere',
      message(update('e1', { trip: { tripId: 't1' }, stopTimeUpdate: [{ stopId: 'hill' }] })),
      'live.pb:- entity e1 stop_time_update realtime_stop_not_on_trip hill',
    ],
    [
      'the same trip twice',
      message(cancelled('t1'), late(3)),
      'live.pb:- entity e1 trip realtime_trip_twice t1@2026-11-24',
    ],
    [
      'no time',
      { header: header({ timestamp: 0 }), entity: [] },
      'live.pb:- header.timestamp realtime_timestamp_missing',
    ],
    [
      'changes alone',
      { header: header({ incrementality: 1 }), entity: [] },
      'live.pb:- header.incrementality realtime_differential DIFFERENTIAL',
    ],
    [
      'an alert without words',
      message({ id: 'a1', alert: { informedEntity: [{ routeId: 'valley' }] } }),
      'live.pb:- entity a1 header_text realtime_alert_without_words',
    ],
  ])('with %s is refused whole, with file, entity and rule', (_, what, finding) => {
    const { report, told: said } = taken(what)
    expect(report.errors).toBe(1)
    expect(said).toEqual([finding])
  })

  test('of another year, too old, or of tomorrow is refused', () => {
    expect(taken(message(), { now: noon + 31 * 60_000 }).report.counts).toMatchObject([
      { rule: 'realtime_stale' },
    ])
    expect(taken(message(), { now: noon - 6 * 60_000 }).report.counts).toMatchObject([{ rule: 'realtime_timestamp_ahead' }]) // prettier-ignore
    const { told: said } = taken(message(), { form: 'json', now: noon })
    expect(said).toEqual([])
  })

  test('with unknown trips is taken without them where that is asked for', () => {
    const { kept, report } = taken(message(cancelled('x9'), late(3)), { skipsUnknown: true })
    expect(report).toMatchObject({ errors: 0, warnings: 1 })
    expect(kept!.kept.trips.map(({ train: id }) => id)).toEqual(['t1'])
  })

  test('of anything else is a finding, never a fault', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.json().map((text) => new TextEncoder().encode(text)),
        ),
        (bytes) => {
          const findings = collectFindings()
          const read = readMessage(bytes, { file: 'x', findings, unpack: unpacked, parse: parsedMessage })
          expect(read === undefined).toBe(findings.errors() > 0)
        },
      ),
    )
  })
})

describe('an alert', () => {
  const alert = (told: object) => message({
    id: 'a1',
    alert: {
      headerText: { translation: [{ text: '雪', language: 'ja' }, { text: 'Snow', language: 'en' }] },
      descriptionText: { translation: [{ text: '遅れます' }] },
      informedEntity: [{ routeId: 'valley' }],
      url: { translation: [{ text: 'javascript:alert(1)' }] },
      ...told,
    },
  }) // prettier-ignore
  const noticesOf = (told: object) => taken(alert(told)).kept!.notices

  test('becomes a notice of its lines and stations in both languages, and no address but of the web', () => {
    expect(noticesOf({})).toMatchObject([
      { words: { ja: '雪 遅れます', en: 'Snow 遅れます' }, lines: ['valley'], live: { message: 'live' } },
    ])
    expect(noticesOf({})[0]).not.toHaveProperty('url')
    expect(noticesOf({ informedEntity: [{ stopId: 'bridge' }] })).toMatchObject([
      { lines: ['valley', 'hill'], stations: ['bridge'] },
    ])
  })

  test('of no service on a whole line takes its trains off', () => {
    expect(noticesOf({ effect: 1 })).toMatchObject([{ cut: { line: 'valley' } }])
    expect(noticesOf({ effect: 1, informedEntity: [{ stopId: 'bridge' }] })[0]).not.toHaveProperty('cut')
  })

  test('of nothing that we know is told and left out', () => {
    const { kept, told: said } = taken(alert({ informedEntity: [{ routeId: 'moon' }] }))
    expect(kept!.notices).toEqual([])
    expect(said).toEqual(['live.pb:- entity a1 informed_entity realtime_alert_of_nothing_known'])
  })
})

test('whatever delays are said, the bounds of a run only grow, and nobody boards later than told', () => {
  const whole = run('x', [['castle', 600], ['bridge', 620], ['snow', 700], ['hill', 720]]) // prettier-ignore
  const delay = fc.integer({ min: -3600, max: 7200 })
  const news = fc
    .uniqueArray(
      fc.record({
        stop: fc.constantFrom('castle', 'bridge', 'snow', 'hill'),
        nth: fc.constant(0),
        state: fc.constantFrom('timed' as const, 'skipped' as const, 'unknown' as const),
        arrivalDelaySeconds: delay,
        departureDelaySeconds: delay,
      }),
      { selector: ({ stop }) => stop },
    )
    .map((stops): TripNews => ({ train: 'x', day: tuesday, cancelled: false, stops, at: 1, source: 'live' }))
  fc.assert(
    fc.property(news, (told) => {
      const now = runWithNews(whole, told)
      const moments = (now?.calls ?? []).flatMap(({ arrival, departure }) => [arrival, departure].flatMap((at) => at ?? [])) // prettier-ignore
      for (const [i, moment] of moments.entries()) {
        expect(moment.earliestMinute).toBeLessThanOrEqual(moment.latestMinute)
        expect(moment.earliestMinute).toBeGreaterThanOrEqual(moments[i - 1]?.earliestMinute ?? -Infinity)
        expect(moment.latestMinute).toBeGreaterThanOrEqual(moments[i - 1]?.latestMinute ?? -Infinity)
      }
      for (const { stop, departure } of now?.calls ?? [])
        if (departure !== undefined)
          expect(departure.earliestMinute).toBeLessThanOrEqual(
            whole.calls.find((call) => call.stop === stop)!.departure!.earliestMinute,
          )
    }),
  )
})

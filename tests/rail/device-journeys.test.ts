import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Rail, railService } from '../../api/rail/index.ts'
import type { Journey } from '../../api/rail/journey.ts'
import { contentNetwork } from '../../api/rail/network-content.ts'
import { railRoutes } from '../../api/rail/routes.ts'
import { deviceJourneys, type Timetable } from '../../site/offline/device-journeys.ts'
import { drawnRail, feed, run, tuesday } from './drawn-service.ts'
import { at, holidays, train } from './small-network.ts'

const today = '2026-11-20'
const clock = { now: () => Date.parse(`${today}T05:00:00+09:00`) }
const real = railService({ network: contentNetwork, holidays, clock })
const stations = contentNetwork.stations.map(({ id }) => id)
const days = ['2026-11-20', '2026-11-21', '2026-11-23', '2027-01-15', '2025-03-03', '2028-01-01']

/** A day's timetable as a device gets it. */
async function fetched(rail: Rail, date: string): Promise<Timetable> {
  const answer = await railRoutes({ rail }).request(`/rail/timetable?date=${date}`)
  return (await answer.json()) as Timetable
}

/** What a traveller acts by. */
const acted = (journeys: readonly Journey[]) =>
  journeys.map(({ legs, ...sums }) => ({
    ...sums,
    legs: legs.map((leg) =>
      leg.kind === 'walk'
        ? { from: leg.from, to: leg.to, minutes: leg.walkMinutes, leaves: leg.departureMinute }
        : {
            run: leg.run.id,
            from: leg.from,
            to: leg.to,
            last: leg.last,
            leaves: [leg.departure.earliestMinute, leg.departure.latestMinute, leg.departure.exact],
            arrives: [leg.arrival.earliestMinute, leg.arrival.latestMinute, leg.arrival.exact],
            number: leg.run.number,
            becomes: leg.run.parts?.map(({ id, line, fromIndex }) => ({ id, line, fromIndex })),
          },
    ),
  }))

type Asked = { readonly from: string; readonly to: string; readonly date: string; readonly time: string }

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** The same question to both; what each of them tells. */
function both(rail: Rail, timetable: Timetable, asked: Asked) {
  const answer = rail.journeys(asked)
  if (!answer.ok) throw new Error(answer.error.code)
  const { journeys, reason, coverage, suspensions, notices } = answer.value
  const device = deviceJourneys(timetable, [], {
    ...asked,
    minute: minuteOf(asked.time),
    today: rail.today(),
  })
  const idsOf = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id)
  const hub = { journeys: acted(journeys), reason, coverage, suspensions: idsOf(suspensions), notices: idsOf(notices) } // prettier-ignore
  return {
    hub,
    device: {
      journeys: acted(device.journeys),
      reason: device.reason,
      coverage: device.coverage,
      suspensions: idsOf(device.suspensions),
      notices: idsOf(device.notices),
    },
  }
}

describe('a device without signal answers as the hub does', () => {
  test('between all stations of the region, on a whole day', async () => {
    const date = days[0]!
    const timetable = await fetched(real, date)
    const found = { journeys: 0, reasons: new Set<string | undefined>() }
    for (const [i, from] of stations.entries())
      // Every third one, another third from each.
      for (const to of stations.filter((_, j) => (i + j) % 3 === 0)) {
        const { hub, device } = both(real, timetable, { from, to, date, time: '03:00' })
        expect(device, `${from} ${to}`).toEqual(hub)
        found.journeys += hub.journeys.length
        found.reasons.add(hub.reason)
      }
    expect(found.journeys).toBeGreaterThan(300)
    expect([...found.reasons]).toEqual(expect.arrayContaining(['same_place', 'no_journey_known', undefined]))
  })

  test('at any time of ordinary days, holidays, winter, and days without a timetable', async () => {
    const kept = new Map(
      await Promise.all(days.map(async (date) => [date, await fetched(real, date)] as const)),
    )
    const station = fc.constantFrom(...stations)
    const time = fc
      .nat(24 * 60 - 1)
      .map((at) => `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`)
    const question = fc.record({ from: station, to: station, date: fc.constantFrom(...days), time })
    fc.assert(
      fc.property(question, (asked) => {
        const { hub, device } = both(real, kept.get(asked.date)!, asked)
        expect(device).toEqual(hub)
      }),
      { numRuns: 200 },
    )
  })

  const closed = {
    id: 'washed-away',
    line: 'valley',
    from: ['bridge'],
    to: 'snow',
    start: '2026-11-01',
    open: true as const,
    endWords: { ja: '未定', en: 'open' },
    substitute: { ja: '代行', en: 'substitute', source: ['drawn'] },
  }
  const valley = [
    run('a', [['castle', 600], ['bridge', 630], ['snow', 700]]),
    run('b', [['snow', 710], ['bridge', 780], ['castle', 810]], { direction: 'up' }),
  ] // prettier-ignore
  const onTheHill = run('h', [['bridge', 640], ['hill', 660]], { line: 'hill' }) // prettier-ignore

  test.each([
    ['trains known at two stops, with estimates between', drawnRail({ trains: [train('t', [at('castle', { dep: '06:00' }), at('snow', { arr: '07:00' })])] })],
    ['a complete line, where the last train is the last', drawnRail({ feeds: () => [feed({ runs: valley, complete: true, replaces: true })] })],
    ['trains that change their number and line on the way', drawnRail({ feeds: () => [feed({ runs: [run('a', [['castle', 600], ['bridge', 630]], { goesOnAs: 'h' }), onTheHill] })] })],
    ['ways on foot between stops', drawnRail({ feeds: () => [feed({ runs: valley, footpaths: [{ from: 'bridge', to: 'hill', walkMinutes: 12 }, { from: 'hill', to: 'bridge', walkMinutes: 12 }] })] })],
    ['a line that is shut in part', drawnRail({ trains: [], feeds: () => [feed({ runs: valley, complete: true })], suspensions: [closed] })],
    ['no train at all', drawnRail({})],
  ] as const)('with %s', async (_, rail) => {
    const timetable = await fetched(rail, tuesday)
    const all = ['castle', 'bridge', 'snow', 'hill']
    for (const time of ['03:00', '10:05', '11:45', '23:00'])
      for (const from of all)
        for (const to of all) {
          const { hub, device } = both(rail, timetable, { from, to, date: tuesday, time })
          expect(device, `${from} ${to} ${time}`).toEqual(hub)
        }
  }) // prettier-ignore

  test('and names the sources of the trains it tells', async () => {
    const rail = drawnRail({ feeds: () => [feed({ runs: valley })] })
    const asked = { from: 'castle', to: 'snow', minute: 180, today: tuesday }
    const { journeys, sources } = deviceJourneys(await fetched(rail, tuesday), [], asked)
    expect(journeys).toHaveLength(1)
    expect(sources.map(({ id }) => id)).toEqual(['drawn'])
  })

  test('after the last train it tells the next kept day with one', async () => {
    const kept = await Promise.all(
      ['2026-11-20', '2026-11-21', '2026-11-22'].map((day) => fetched(real, day)),
    )
    const asked = { from: 'aizu-wakamatsu', to: 'tadami', minute: 23 * 60, today }
    const { reason, next } = deviceJourneys(kept[0]!, kept.slice(1), asked)
    expect(reason).toBe('no_journey_known')
    expect(next).toEqual({ date: '2026-11-21', departureMinute: 6 * 60 + 8 })
    expect(deviceJourneys(kept[0]!, [], asked).next).toBeUndefined()
  })
})

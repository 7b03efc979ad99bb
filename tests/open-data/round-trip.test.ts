import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { content, type Suspension } from '../../content/index.ts'
import { holidaysOfJapan } from '../../api/merchants/holidays-holiday-jp.ts'
import { openDataService } from '../../api/open-data/index.ts'
import { packZip } from '../../api/open-data/pack-fflate.ts'
import { gtfsOut } from '../../api/rail/gtfs-out.ts'
import { daysOfRange } from '../../api/rail/gtfs-out-trips.ts'
import { railService } from '../../api/rail/index.ts'
import type { Call, Moment, Run } from '../../api/rail/run.ts'
import { optional } from '../../api/rail/timed-stop.ts'
import { tuesday } from '../rail/drawn-service.ts'
import { at, network } from '../rail/small-network.ts'
import { clock, plainRun, plainRuns, railOf, standardOnly, taken } from './back-again.ts'

const drawn = { ja: '作り物', en: 'Drawn' }
/** A drawn one, with buses whose times are known from the third day on. */
const suspension: Suspension = {
  id: 'drawn-suspension',
  line: 'tadami',
  from: ['aizu-kawaguchi'],
  to: 'tadami',
  start: '2026-12-05',
  end: '2026-12-11',
  endBasis: 'stated',
  endWords: drawn,
  substitute: {
    ...drawn,
    service: {
      start: '2026-12-07',
      stops: ['aizu-kawaguchi', 'tadami'],
      trips: [
        {
          id: 'bus',
          direction: 'down',
          days: { kind: 'daily' },
          events: [at('aizu-kawaguchi', { dep: '15:40' }), at('tadami', { arr: '16:45' })],
        },
      ],
    },
    source: ['akki-trip'],
  },
}
const published = { ...content, suspensions: [...content.suspensions, suspension] }
const rail = railService({ network: published, holidays: holidaysOfJapan, clock })
const zip = openDataService({
  published,
  rail,
  pack: packZip,
  clock,
  origin: () => 'https://meguri.example',
}).fileOf('aizu-rail-gtfs.zip')
const kept = await taken(zip)
const back = railOf(kept)

describe('our own GTFS, read back by our own import', () => {
  test('has on every day of a year the same trains, with every bound, source and word', () => {
    // Days that are the same but for their date are compared once.
    const kinds = new Set<string>()
    for (const day of daysOfRange({ from: '2026-11-01', to: '2027-10-31' })) {
      const [known, read] = [rail, back].map((one) => plainRuns(one.dayOf(day).runs))
      const kind = JSON.stringify([known, read]).replaceAll(day, '')
      if (!kinds.has(kind)) expect(read, day).toEqual(known)
      kinds.add(kind)
    }
    // With and without estimates for winter, and those of the suspension without and with buses.
    expect(kinds.size).toBeGreaterThan(3)
  })

  test.each([
    ['a weekday', '2026-11-25'],
    ['a Sunday', '2026-11-29'],
    ['a holiday', '2026-11-23'],
    ['New Year', '2027-01-01'],
    ['a day of a suspension without buses', '2026-12-05'],
    ['a day of a suspension with buses', '2026-12-08'],
  ])('gives the same journeys on %s', (_, date) => {
    const ways = [
      ['aizu-wakamatsu', 'tadami'],
      ['tadami', 'aizu-wakamatsu'],
      ['aizu-miyashita', 'tadami'],
      ['kitakata', 'aizu-kawaguchi'],
      ['aizu-tajima', 'tadami'],
    ]
    const journeysOf = (one: typeof rail, [from, to]: readonly string[], time: string) => {
      const answer = one.journeys({ from: from!, to: to!, date, time })
      if (!answer.ok) throw new Error(answer.error.code)
      return answer.value.journeys.map(({ legs, ...journey }) => ({
        ...journey,
        legs: legs.map((leg) => ('run' in leg ? { ...leg, run: plainRun(leg.run) } : leg)),
      }))
    }
    let count = 0
    for (const way of ways)
      for (const time of ['05:00', '12:30']) {
        const known = journeysOf(rail, way, time)
        expect(journeysOf(back, way, time), way.join()).toEqual(known)
        count += known.length
      }
    // On a day without buses nobody comes through.
    expect(count === 0).toBe(date === '2026-12-05')
  })

  test('names its sources for who has none of them', () => {
    const foreign = railOf(kept, { ...content, sources: [] })
    for (const { id, checked } of rail.sourcesOf(['akki-trip', 'mynavi-2022', 'project']))
      expect(foreign.sourcesOf([id])).toMatchObject([{ id, ...(checked && { checked }) }])
  })

  test('has its stops where they are, also for who knows none of our stations', async () => {
    const foreign = await taken(zip, { lines: [], stations: [] })
    expect(foreign.stops.length).toBeGreaterThan(30)
    for (const { id, name, lat, lng } of foreign.stops) {
      const station = content.stations.find((one) => `back:${one.id}` === id)!
      expect({ name, lat, lng }).toEqual({
        name: station.name,
        lat: station.position.lat,
        lng: station.position.lng,
      })
    }
  })

  test('read without our own columns lets nobody board late, nor where nothing says that it stops', async () => {
    const standard = railOf(await taken(standardOnly(zip)))
    for (const day of ['2026-11-29', '2026-12-08', '2027-01-01']) {
      const known = plainRuns(rail.dayOf(day).runs).filter((run) => run.day === day)
      const read = plainRuns(standard.dayOf(day).runs).filter((run) => run.day === day)
      expect(read.map(({ id }) => id)).toEqual(known.map(({ id }) => id))
      for (const [i, run] of known.entries())
        for (const [k, { departure, arrival }] of run.calls.entries()) {
          const call = read[i]!.calls[k]!
          // By the standard nobody gets off at the first stop, nor boards at the last.
          const [leaves, arrives] = [k < run.calls.length - 1 && departure, k > 0 && arrival]
          const told = `${run.id} ${call.stop}`
          expect(call.departure?.earliestMinute, told).toBe(leaves ? leaves.earliestMinute : undefined)
          expect(call.arrival === undefined, told).toBe(!arrives)
          if (leaves && !leaves.exact) expect(call.departure!.exact, told).toBe(false)
          if (arrives && !arrives.exact) expect(call.arrival!.exact, told).toBe(false)
        }
    }
  })
})

/** Any run of the small network, its times growing from stop to stop. */
const runs = fc
  .array(
    fc.record({
      stops: fc.subarray(['castle', 'bridge', 'snow'], { minLength: 2 }),
      isBack: fc.boolean(),
      start: fc.integer({ min: 300, max: 1420 }),
      gaps: fc.array(fc.tuple(fc.nat(30), fc.nat(9), fc.nat(9), fc.nat(9)), { minLength: 3, maxLength: 3 }),
      sides: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 3, maxLength: 3 }),
      grounds: fc.array(fc.constantFrom(['drawn'], ['other', 'drawn']), { minLength: 2, maxLength: 2 }),
      confidence: fc.constantFrom(0.5, 0.85),
      ahead: fc.boolean(),
      words: fc.record(
        {
          number: fc.constant('423D'),
          name: fc.constant({ ja: '風', en: 'Wind' }),
          to: fc.constantFrom({ ja: '只見', en: 'Tadami' }, { ja: '只見', en: 'Tadami (by bus)' }),
          direction: fc.constantFrom('down' as const, 'up' as const),
        },
        { requiredKeys: [] },
      ),
      mode: fc.constantFrom('train' as const, 'substitute-bus' as const),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((all) => all.map(runOf))

type Drawn = {
  stops: string[]
  isBack: boolean
  start: number
  gaps: [number, number, number, number][]
  sides: number[]
  grounds: (readonly string[])[]
  confidence: number
  ahead: boolean
  words: Partial<Pick<Run, 'number' | 'name' | 'to' | 'direction'>>
  mode: 'train' | 'substitute-bus'
}

function runOf(
  { stops, isBack, start, gaps, sides, grounds, confidence, words, ...one }: Drawn,
  i: number,
): Run {
  let minute = start
  const moment = (wait: number, wide: number, sources: readonly string[]): Moment => {
    minute += wait
    const [earliestMinute, latestMinute] = [minute, minute + wide]
    minute = latestMinute
    return { earliestMinute, latestMinute, exact: wide === 0, confidence, sources }
  }
  const ordered = isBack ? stops.toReversed() : stops
  const calls = ordered.map((stop, k): Call => {
    const [ride, wide, wait, wider] = gaps[k]!
    const arrival = (sides[k]! & 1) === 0 ? undefined : moment(ride, wide, grounds[0]!)
    const departure = (sides[k]! & 2) === 0 ? undefined : moment(wait, wider, grounds[1]!)
    const line = one.ahead && k === 0 ? 'hill' : undefined
    return { stop, ...optional({ arrival, departure, line }) }
  })
  return {
    id: `t${i}@${tuesday}`,
    day: tuesday,
    line: 'valley',
    mode: one.mode,
    ...words,
    standing: 'current',
    asOf: drawn,
    calls,
  }
}

test('any run of any network comes back as it was', async () => {
  const small = network([])
  const publisher = { name: drawn, url: 'https://drawn.example/' }
  const licence = { name: 'CC BY 4.0', url: 'https://drawn.example/licence' }
  await fc.assert(
    fc.asyncProperty(runs, async (all) => {
      const range = { from: tuesday, to: tuesday }
      const day = { ...railOf(kept).dayOf(tuesday), runs: all }
      const parts = { ...small, range, dayOf: () => day, shapes: [], publisher, licence, version: '1' }
      const again = await taken(packZip(gtfsOut(parts)), small)
      const read = railOf(again, small).dayOf(tuesday).runs
      expect(plainRuns(read)).toEqual(plainRuns(all))
    }),
    { numRuns: 25 },
  )
})

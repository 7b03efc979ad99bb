import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Query, Router, Time } from 'minotor'
import { GtfsParser } from 'minotor/parser'
import type { Run } from '../../api/rail/run.ts'
import { gtfsZip } from './rail-gtfs.ts'

/** A day as every router of the bench is given it: the same runs, the same minutes for a change at every stop. */
export type Feed = { readonly runs: readonly Run[]; readonly changeMinutes: number }

/** What counts of a journey; minutes. */
export type Counted = { readonly departure: number; readonly arrival: number; readonly changes: number }

/** Another router, to compare with. */
export type Peer = {
  readonly name: string
  /** When one is there first; undefined where there is no way. */
  readonly arrival: (from: string, to: string, minute: number) => number | undefined
  /** All journeys of the day, where it can say them. */
  readonly range?: (from: string, to: string) => readonly Counted[]
}

/**
 * minotor 1.0.7 (MIT), given the feed as GTFS. It asks for a minimum time for changes and then changes at one stop without
 * any, so arrivals are told later by that time.
 */
export async function minotor(feed: Feed): Promise<Peer> {
  const folder = mkdtempSync(join(tmpdir(), 'meguri-minotor-'))
  try {
    const file = join(folder, 'feed.zip')
    writeFileSync(file, gtfsZip(feed.runs, feed.changeMinutes))
    const { timetable, stopsIndex } = await new GtfsParser(file).parse(new Date('2026-11-24T12:00:00'))
    const router = new Router(timetable, stopsIndex)
    return {
      name: 'minotor',
      arrival: (from, to, minute) => {
        const query = new Query.Builder()
          .from(from)
          .to(to)
          .departureTime(Time.fromSeconds(minute * 60))
          .maxTransfers(20)
          .build()
        const at = router.route(query).bestRoute()?.arrivalTime()
        return at === undefined ? undefined : at.toSeconds() / 60 - feed.changeMinutes
      },
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

type RaptorTime = {
  stop: string
  arrivalTime: number
  departureTime: number
  pickUp: boolean
  dropOff: boolean
}
type RaptorLeg = { readonly trip?: unknown }
type RaptorJourney = { legs: RaptorLeg[]; departureTime: number; arrivalTime: number }
type RaptorQuery = {
  plan: (from: string, to: string, date: Date, second: number) => RaptorJourney[]
}
type RaptorPlanner = {
  RaptorAlgorithmFactory: { create: (trips: unknown[], transfers: unknown, interchange: unknown) => unknown }
  DepartAfterQuery: new (raptor: unknown, results: unknown, days: number) => RaptorQuery
  RangeQuery: new (raptor: unknown, results: unknown, days: number) => RaptorQuery
  JourneyFactory: new () => unknown
}

/**
 * raptor-journey-planner 2.2.3, fetched for this run alone into a folder of its own: it is GPL and never a dependency.
 * Undefined where the package registry cannot be reached.
 */
export function fetchRaptorPlanner():
  | { readonly on: (feed: Feed) => Peer; readonly remove: () => void }
  | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'meguri-raptor-'))
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  writeFileSync(join(folder, 'package.json'), '{"private":true}')
  const wanted = ['raptor-journey-planner@2.2.3', '--ignore-scripts', '--no-audit', '--no-fund']
  const { status } = spawnSync('npm', ['install', ...wanted], { cwd: folder, timeout: 120_000 })
  if (status !== 0) {
    remove()
    return undefined
  }
  const planner = createRequire(join(folder, 'package.json'))('raptor-journey-planner') as RaptorPlanner
  return { on: (feed) => raptorPlanner(planner, feed), remove }
}

function raptorPlanner(planner: RaptorPlanner, { runs, changeMinutes }: Feed): Peer {
  const trips = runs.map(({ id, calls }) => ({
    tripId: id,
    serviceId: 'day',
    service: { runsOn: () => true },
    stopTimes: calls
      .filter(({ arrival, departure }) => arrival !== undefined || departure !== undefined)
      .map(({ stop, arrival, departure }): RaptorTime => {
        const leave = departure?.earliestMinute ?? arrival!.latestMinute
        const arrive = arrival?.latestMinute ?? leave
        return {
          stop,
          arrivalTime: arrive * 60,
          departureTime: leave * 60,
          pickUp: departure !== undefined,
          dropOff: arrival !== undefined,
        }
      }),
  }))
  const stops = new Set(trips.flatMap(({ stopTimes }) => stopTimes.map(({ stop }) => stop)))
  const interchange = Object.fromEntries([...stops].map((stop) => [stop, changeMinutes * 60]))
  const raptor = planner.RaptorAlgorithmFactory.create(trips, {}, interchange)
  const after = new planner.DepartAfterQuery(raptor, new planner.JourneyFactory(), 1)
  const range = new planner.RangeQuery(raptor, new planner.JourneyFactory(), 1)
  const day = (): Date => new Date('2026-11-24T12:00:00')
  return {
    name: 'raptor-journey-planner',
    arrival: (from, to, minute) => {
      const found = after.plan(from, to, day(), minute * 60)
      return found.length === 0 ? undefined : Math.min(...found.map((one) => one.arrivalTime)) / 60
    },
    range: (from, to) =>
      range.plan(from, to, day(), 1).map(({ departureTime, arrivalTime, legs }) => ({
        departure: departureTime / 60,
        arrival: arrivalTime / 60,
        changes: legs.filter(({ trip }) => trip !== undefined).length - 1,
      })),
  }
}

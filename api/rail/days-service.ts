import { type RailDay, railDay, serviceDayOf } from './day.ts'
import type { Feeds, Holidays, Network, Notices, Realtime } from './ports.ts'
import { tracksOf } from './track.ts'
import { preparedFor } from './vehicles.ts'

/** What days are made of. */
export type DaysParts = {
  readonly network: Network
  readonly holidays: Holidays
  /** Imported timetables; without them the published trains alone count. */
  readonly feeds?: Feeds
  /** What is in force beyond the published content. */
  readonly notices?: Notices
  /** What is said live of trains. */
  readonly realtime?: Realtime
}

/** How many days are kept ready; the oldest makes room. */
const daysKept = 100

/** Puts days together, each once as long as the timetable and what hinders it stay the same. */
export function daysOf({
  network,
  holidays,
  feeds,
  notices,
  realtime,
}: DaysParts): (date: string) => RailDay {
  const tracks = tracksOf(network.lines)
  const { trains, lines } = network
  const names = new Map(network.stations.map(({ id, name }) => [id, name]))
  const parts = {
    lines,
    timetable: { trains, ...preparedFor(trains, tracks), tracks, holidays },
    hindrances: { ...network, noticesOn: (date: string) => notices?.on(date) ?? [] },
    nameOf: (station: string) => names.get(station) ?? { ja: station, en: station },
    feedsOn: (date: string) => feeds?.on(date) ?? [],
    newsOn: (date: string) => realtime?.on(date) ?? [],
  }
  const versionNow = (): string =>
    [network.version, ...[feeds, notices, realtime].map((one) => one?.version() ?? '')].join('.')
  const servedOn = keptBy(versionNow, (date, version) => serviceDayOf(date, { ...parts, version }))
  return keptBy(versionNow, (date, version) => railDay(date, { ...parts, version, servedOn }))
}

/** Makes a thing of a day once a version. */
function keptBy<T>(
  versionNow: () => string,
  make: (date: string, version: string) => T,
): (date: string) => T {
  let version = ''
  const kept = new Map<string, T>()
  return (date) => {
    const now = versionNow()
    if (now !== version) kept.clear()
    version = now
    const known = kept.get(date)
    if (known !== undefined) return known
    const made = make(date, now)
    if (kept.size >= daysKept) kept.delete(kept.keys().next().value!)
    kept.set(date, made)
    return made
  }
}

import type { Line, Source, Station } from '../../content/index.ts'
import { type Claim, isEverServed, type KeptService } from './feed.ts'
import { tellingsFrom } from './feed-tellings.ts'
import type { FeedToStore } from './feed-import-service.ts'
import { type GtfsFeed, positionsOf, rowsOf } from './gtfs-feed.ts'
import { dayOf } from './gtfs-field.ts'
import { mapLines, railStopsOf } from './gtfs-map-lines.ts'
import { footpathsOf, mapStops } from './gtfs-map-stops.ts'
import { namesOf } from './gtfs-names.ts'
import { keptTrips } from './gtfs-trips.ts'
import type { Findings } from './import-report.ts'
import { optional } from './timed-stop.ts'
import { tracksOf } from './track.ts'

export type GtfsMapping = {
  readonly id: string
  /** Name of the file. */
  readonly file: string
  /** Epoch milliseconds, and the Japanese day of it. */
  readonly now: number
  readonly today: string
  readonly lines: readonly Line[]
  readonly stations: readonly Station[]
  /** What the operator of the command says: route_id to line id, stop_id to station id. */
  readonly routesTold: ReadonlyMap<string, string>
  readonly stopsTold: ReadonlyMap<string, string>
  readonly complete: readonly Claim[]
  readonly findings: Findings
}

/** An operator's own times; nobody is sure of a timetable until the train comes. */
const confidence = 0.95

/** Brings a checked feed into the form that is kept. What is doubtful about lines and stops is told. */
export function gtfsToFeed(feed: GtfsFeed, mapping: GtfsMapping): FeedToStore {
  const { id, file, now, today, stations, findings } = mapping
  const { tables } = feed
  const names = namesOf(tables)
  const tracks = tracksOf(mapping.lines)
  const found = mapStops(feed, railStopsOf(feed), {
    feedId: id,
    stations,
    told: mapping.stopsTold,
    names,
    findings,
  })
  const here = new Set(found.kept.map((stop) => stop.id))
  // A border that is only passed has to be nameable too.
  const passed = stations.filter((station) => !here.has(station.id))
  const stops = {
    at: found.at,
    kept: [...found.kept, ...passed.map((one) => ({ id: one.id, name: one.name, ours: true as const }))],
  }
  const routes = mapLines(feed, stops, { ...mapping, feedId: id, told: mapping.routesTold, tracks, names })
  const ours = new Set(mapping.lines.map((line) => line.id))
  const further = mapping.lines.filter((line) => !routes.some((route) => route.id === line.id))
  const lines = [
    ...routes,
    ...further.map((line) => ({ id: line.id, name: line.name, mode: 'train' as const })),
  ]
  const source = sourceOf(feed, id, today)
  const tellings = tellingsFrom({ sources: [source.id], confidence })
  const services = servicesOf(feed)
  tellIdleTrips(feed, services, findings)
  return {
    head: {
      id,
      kind: 'gtfs',
      file,
      importedAt: now,
      asOf: asOf(feed, today),
      sources: [source, ...sourcesTold(feed)],
      lines,
      tellings: tellings.list,
      complete: mapping.complete,
      footpaths: footpathsOf(feed, stops, stations),
      theirs: {
        routes: theirIds(rowIds(feed, 'routes.txt', 'route_id'), routes, id),
        stops: theirIds(
          rowIds(feed, 'stops.txt', 'stop_id'),
          stops.at.map((position) => stops.kept[position]!),
          id,
        ),
      },
      counts: {
        stops: found.kept.length,
        trips: rowsOf(tables, 'trips.txt').length,
        calls: feed.stopTimes.count,
      },
    },
    stops: stops.kept,
    services: services.kept,
    trips: keptTrips(feed, {
      stops,
      lines,
      ours,
      tracks,
      names,
      tellings,
      services: services.at,
      routes: positionsOf(tables, 'routes.txt', 'route_id'),
    }),
    trains: [],
  }
}

const rowIds = ({ tables }: GtfsFeed, file: string, field: string): string[] =>
  rowsOf(tables, file).map(({ values }) => values[field] ?? '')

/** Where an id of the feed stands for something that is not named after it. */
const theirIds = (
  ids: readonly string[],
  meant: readonly { readonly id: string }[],
  feed: string,
): Record<string, string> =>
  Object.fromEntries(
    ids.flatMap((id, i) => {
      const ours = meant[i]!.id
      return ours === id || ours === `${feed}:${id}` ? [] : [[id, ours]]
    }),
  )

const weekdayColumns = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const

function servicesOf({ tables }: GtfsFeed) {
  const at = new Map<string, number>()
  const kept: (KeptService & { added: string[]; removed: string[] })[] = []
  const of = (id: string) => {
    const known = at.get(id)
    if (known !== undefined) return kept[known]!
    at.set(id, kept.length)
    const service = { weekdays: 0, from: '', to: '', added: [], removed: [] }
    kept.push(service)
    return service
  }
  for (const { values } of rowsOf(tables, 'calendar.txt'))
    Object.assign(of(values['service_id']!), {
      weekdays: weekdayColumns.reduce((bits, day, i) => bits | (values[day] === '1' ? 1 << i : 0), 0),
      from: dayOf(values['start_date']!)!,
      to: dayOf(values['end_date']!)!,
    })
  for (const { values } of rowsOf(tables, 'calendar_dates.txt')) {
    const service = of(values['service_id']!)
    service[values['exception_type'] === '1' ? 'added' : 'removed'].push(dayOf(values['date']!)!)
  }
  return { at, kept }
}

/** A trip on days of service that never come is taken and told: nobody will ever see it leave. */
function tellIdleTrips(
  { tables }: GtfsFeed,
  { at, kept }: ReturnType<typeof servicesOf>,
  findings: Findings,
) {
  const served = kept.map(isEverServed)
  for (const { line, values } of rowsOf(tables, 'trips.txt')) {
    const service = values['service_id']!
    if (!served[at.get(service)!])
      findings.add({
        rule: 'trip_never_runs',
        file: 'trips.txt',
        row: line,
        field: 'service_id',
        value: service,
      })
  }
}

function sourceOf({ tables }: GtfsFeed, id: string, today: string): Source {
  const info = rowsOf(tables, 'feed_info.txt')[0]?.values
  const agency = rowsOf(tables, 'agency.txt')[0]?.values
  const publisher = info?.['feed_publisher_name'] ?? agency?.['agency_name'] ?? id
  const url = info?.['feed_publisher_url'] ?? agency?.['agency_url']
  return {
    id: `feed-${id}`,
    title: { ja: `${publisher}の時刻データ`, en: `Timetable data of ${publisher}` },
    publisher,
    ...(url === undefined ? {} : { url }),
    checked: today,
  }
}

/** The sources that our own feed names, so that another hub can tell them too. */
const sourcesTold = ({ tables }: GtfsFeed): Source[] =>
  rowsOf(tables, 'sources.txt').flatMap(({ values }) => {
    const { source_id: id, title_ja: ja, title_en: en = ja, url, publisher, licence, credit } = values
    if (id === undefined || ja === undefined || en === undefined) return []
    const told = optional({ url, publisher, licence, credit, checked: values['read_on'] })
    return [{ id, title: { ja, en }, ...told }]
  })

function asOf({ tables }: GtfsFeed, today: string) {
  const info = rowsOf(tables, 'feed_info.txt')[0]?.values
  const said = info?.['feed_version'] ?? dayOf(info?.['feed_start_date'] ?? '')
  return said === undefined
    ? { ja: `${today}に取り込み`, en: `Imported on ${today}` }
    : { ja: `${said}版`, en: `Version ${said}` }
}

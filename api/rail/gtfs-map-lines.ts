import type { Line } from '../../content/index.ts'
import type { GtfsFeed } from './gtfs-feed.ts'
import { positionsOf, rowsOf } from './gtfs-feed.ts'
import type { MappedStops } from './gtfs-map-stops.ts'
import type { GtfsNames } from './gtfs-names.ts'
import type { Findings } from './import-report.ts'
import type { FeedLine } from './ports.ts'
import type { Mode } from './run.ts'
import { bareName } from './station-key.ts'
import { type Tracks, wayBetween } from './track.ts'

export type LineMapping = {
  readonly feedId: string
  readonly lines: readonly Line[]
  readonly tracks: Tracks
  /** route_id to line id, as the operator of the command says. */
  readonly told: ReadonlyMap<string, string>
  readonly names: GtfsNames
  readonly findings: Findings
}

/** How one rides, of `route_type`: the basic numbers and the extended ones; 714 is a bus in place of trains. */
export function modeOf(routeType: string | undefined): Mode {
  const number = Number(routeType)
  if ([0, 1, 2, 12].includes(number) || (number >= 100 && number < 200) || (number >= 400 && number < 500))
    return 'train'
  if (number === 714) return 'substitute-bus'
  if (number === 4 || (number >= 1000 && number < 1300)) return 'ship'
  if ([5, 6, 7].includes(number) || (number >= 1300 && number < 1500)) return 'cableway'
  return 'bus'
}

/** The stops of railways: only they are looked for among our stations. */
export function railStopsOf({ tables, stopTimes }: GtfsFeed): ReadonlySet<number> {
  const routes = new Map(
    rowsOf(tables, 'routes.txt').map(({ values }) => [values['route_id'], modeOf(values['route_type'])]),
  )
  const isRail = rowsOf(tables, 'trips.txt').map(({ values }) => routes.get(values['route_id']) === 'train')
  const stops = new Set<number>()
  for (let i = 0; i < stopTimes.count; i++) if (isRail[stopTimes.trip[i]!]!) stops.add(stopTimes.stop[i]!)
  return stops
}

/** The line of each route: said so, the same id, the same name, or the one whose rails all its trips keep to. */
export function mapLines(feed: GtfsFeed, stops: MappedStops, mapping: LineMapping): readonly FeedLine[] {
  const { feedId, lines, told, names, findings } = mapping
  const ridden = linesRidden(feed, stops, mapping.tracks)
  return rowsOf(feed.tables, 'routes.txt').map(({ line: row, values }, r) => {
    const id = values['route_id'] ?? ''
    const mode = modeOf(values['route_type'])
    const written = values['route_long_name'] ?? values['route_short_name'] ?? id
    const own = lines.find((line) => line.id === (told.get(id) ?? values['line_id'] ?? id))
    if (own !== undefined) return { id: own.id, name: own.name, mode }
    const fitting = mode === 'train' ? (ridden[r] ?? []) : []
    const named = lines.find(
      ({ name }) => mode === 'train' && [name.ja, name.en].some((one) => bareName(one) === bareName(written)),
    )
    const found = named ?? (fitting.length === 1 ? lines.find((line) => line.id === fitting[0]) : undefined)
    if (found !== undefined) return { id: found.id, name: found.name, mode }
    if (fitting.length > 1)
      findings.add({
        rule: 'route_line_ambiguous',
        file: 'routes.txt',
        row,
        field: 'route_id',
        value: `${id}: ${fitting.join(', ')}`,
      })
    const field = values['route_long_name'] === undefined ? 'route_short_name' : 'route_long_name'
    return { id: `${feedId}:${id}`, name: names.of('routes', written, { id, field }), mode }
  })
}

/** By route: the lines that its trips ride between our stations; none where a trip also stops elsewhere. */
function linesRidden({ tables, stopTimes }: GtfsFeed, { kept, at }: MappedStops, tracks: Tracks) {
  const { order, starts, stop } = stopTimes
  const routes = positionsOf(tables, 'routes.txt', 'route_id')
  const ridden: (Set<string> | undefined)[] = []
  for (const [t, { values }] of rowsOf(tables, 'trips.txt').entries()) {
    const route = routes.get(values['route_id'] ?? '') ?? -1
    const own = (ridden[route] ??= new Set())
    let before: string | undefined
    for (let k = starts[t]!; k < starts[t + 1]!; k++) {
      const here = kept[at[stop[order[k]!]!]!]!
      if (here.ours !== true) break
      if (before !== undefined)
        for (const { line } of wayBetween(tracks, { from: before, to: here.id }) ?? []) own.add(line)
      before = here.id
    }
  }
  return ridden.map((lines) => [...(lines ?? [])])
}

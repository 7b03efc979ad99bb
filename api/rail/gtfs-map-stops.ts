import type { Station } from '../../content/index.ts'
import type { KeptStop } from './feed.ts'
import { type GtfsFeed, positionsOf, rowsOf } from './gtfs-feed.ts'
import type { GtfsNames } from './gtfs-names.ts'
import type { Findings } from './import-report.ts'
import type { Footpath } from './run.ts'
import { stationNames } from './station-name.ts'

/** Which of our stations and which of its own stops each row of stops.txt is. */
export type MappedStops = {
  readonly kept: readonly KeptStop[]
  /** By position in stops.txt: the position in `kept`. Platforms of one station are one stop. */
  readonly at: readonly number[]
}

export type StopMapping = {
  readonly feedId: string
  readonly stations: readonly Station[]
  /** stop_id to station id, as the operator of the command says. */
  readonly told: ReadonlyMap<string, string>
  readonly names: GtfsNames
  readonly findings: Findings
}

/** A stop of a railway is the station of its name when it lies no farther from it than this. */
const sameStationKm = 2

/** Decides for each stop whether it is one of our stations: said so, the same id, or the same name at the same place. */
export function mapStops(
  { tables }: Pick<GtfsFeed, 'tables'>,
  railStops: ReadonlySet<number>,
  mapping: StopMapping,
): MappedStops {
  const { feedId, stations, told, names, findings } = mapping
  const rows = rowsOf(tables, 'stops.txt')
  const positions = positionsOf(tables, 'stops.txt', 'stop_id')
  const finder = stationNames(stations)
  const kept: KeptStop[] = []
  const byId = new Map<string, number>()
  const keep = (stop: KeptStop): number => {
    const known = byId.get(stop.id)
    if (known !== undefined) return known
    byId.set(stop.id, kept.length)
    return kept.push(stop) - 1
  }
  const at = rows.map(({ values, line }, i) => {
    const parent = positions.get(values['parent_station'] ?? '')
    const main = parent === undefined ? values : rows[parent]!.values
    const id = main['stop_id'] ?? ''
    const name = names.of('stops', main['stop_name'] ?? id, { id, field: 'stop_name' })
    const [lat, lng] = [Number(main['stop_lat']), Number(main['stop_lon'])]
    const said = told.get(values['stop_id'] ?? '') ?? told.get(id)
    const same = stations.find((one) => one.id === (said ?? id))
    if (same !== undefined) return keep({ id: same.id, name: same.name, ours: true })
    const meant = railStops.has(i) ? finder.meant(name.ja) : undefined
    if (meant?.kind === 'found') {
      const { station } = meant
      if (kmBetween(station.position, { lat, lng }) <= sameStationKm)
        return keep({ id: station.id, name: station.name, ours: true })
      findings.add({
        rule: 'stop_too_far_from_station',
        file: 'stops.txt',
        row: line,
        field: 'stop_name',
        value: `${name.ja} / ${station.id}`,
      })
    }
    return keep({ id: `${feedId}:${id}`, name, ...(Number.isFinite(lat + lng) ? { lat, lng } : {}) })
  })
  return { kept, at }
}

type Coordinates = { readonly lat: number; readonly lng: number }

/** Straight distance; over a region the earth is flat enough. */
function kmBetween(a: Coordinates, b: Coordinates): number {
  const north = (a.lat - b.lat) * 111.2
  const east = (a.lng - b.lng) * 111.2 * Math.cos((a.lat * Math.PI) / 180)
  return Math.hypot(north, east)
}

/** A bus stop this near a station is changed to without anybody saying so. */
const besideKm = 0.3
/** Streets are longer than the straight line, and people walk 80 metres a minute. */
const [detour, kmPerMinute] = [1.3, 0.08]

/** Ways on foot: those that the feed states, and those between a station of ours and a stop beside it. */
export function footpathsOf(
  { tables }: Pick<GtfsFeed, 'tables'>,
  { kept, at }: MappedStops,
  stations: readonly Station[],
): Footpath[] {
  const positions = positionsOf(tables, 'stops.txt', 'stop_id')
  const idAt = (stop: string | undefined): string | undefined =>
    kept[at[positions.get(stop ?? '') ?? -1] ?? -1]?.id
  const stated = rowsOf(tables, 'transfers.txt').flatMap(({ values }) => {
    const [from, to] = [idAt(values['from_stop_id']), idAt(values['to_stop_id'])]
    const seconds = values['min_transfer_time']
    if (from === undefined || to === undefined || from === to || seconds === undefined) return []
    if (values['transfer_type'] === '3' || values['from_trip_id'] !== undefined) return []
    return [{ from, to, walkMinutes: Math.ceil(Number(seconds) / 60) }]
  })
  const known = new Set(stated.map(({ from, to }) => `${from} ${to}`))
  const beside = kept.flatMap(({ id, lat, lng, ours }) => {
    if (ours || lat === undefined || lng === undefined) return []
    return stations.flatMap((station) => {
      const km = kmBetween(station.position, { lat, lng })
      if (km > besideKm) return []
      const walkMinutes = Math.max(1, Math.ceil((km * detour) / kmPerMinute))
      return [
        { from: id, to: station.id, walkMinutes },
        { from: station.id, to: id, walkMinutes },
      ]
    })
  })
  return [...stated, ...beside.filter(({ from, to }) => !known.has(`${from} ${to}`))]
}

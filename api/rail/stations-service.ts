import type { Station } from '../../content/index.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { StationRefusal } from './errors.ts'
import type { Network } from './ports.ts'
import { stationNames } from './station-name.ts'

/** Finds stations by what people call them. */
export function stationFinder({ stations, lines }: Pick<Network, 'stations' | 'lines'>) {
  const names = stationNames(stations)
  return {
    /**
     * The station that a field of a question names, by id or by name in any writing. Refused with those that may be
     * meant when it stands for none or for several; `field` is told with the refusal.
     */
    stationOf(asked: string, field: string): Result<Station, StationRefusal> {
      const meant = names.meant(asked)
      if (meant.kind === 'found') return ok(meant.station)
      const candidates = meant.candidates.map(({ id, name }) => ({ id, name }))
      return refuse({
        code: `station_${meant.kind}`,
        field,
        station: asked,
        candidates,
      })
    },

    /** Stations whose names come near what somebody has typed so far, the nearest first, with the lines they are on. */
    stationsLike: (query: string): readonly StationFound[] =>
      names.like(query).map((station) => ({
        station,
        lines: lines
          .filter(({ parts }) => parts.some(({ stops }) => stops.some((stop) => stop.station === station.id)))
          .map(({ id }) => id),
      })),
  }
}

export type StationFound = {
  readonly station: Station
  readonly lines: readonly string[]
}

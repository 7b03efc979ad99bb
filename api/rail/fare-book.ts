import type { Fares, Line } from '../../content/index.ts'
import type { RideOf } from './ride.ts'

/** Where a station lies on a line, in tenths of a kilometre: whole numbers, so that no sum of distances is a hair off. */
export type Mark = {
  /** Fare distance (営業キロ). */
  readonly tenths: number
  /** Converted distance of local lines (換算キロ); that of a station where a line begins is 0. */
  readonly convertedTenths: number | undefined
}

type Priced = {
  readonly kind: Line['kind']
  readonly at: ReadonlyMap<string, Mark>
  /** Of the distances. */
  readonly sources: readonly string[]
}

/** What fares are reckoned from: distances of the lines and what is known of prices. */
export type FareBook = { readonly lines: ReadonlyMap<string, Priced>; readonly fares: Fares }

const tenths = (km: number): number => Math.round(km * 10)

/** Prepares lines and prices once. */
export const fareBookOf = (network: {
  readonly lines: readonly Line[]
  readonly fares: Fares
}): FareBook => ({
  fares: network.fares,
  lines: new Map(
    network.lines.map((line) => [
      line.id,
      { kind: line.kind, at: marksOf(line), sources: line.length.source },
    ]),
  ),
})

const marksOf = ({ parts }: Line): Map<string, Mark> =>
  new Map(
    parts.flatMap(({ stops }) =>
      stops.flatMap(({ station, km, calcKm }) => {
        if (km === null) return []
        const converted = calcKm ?? (km === 0 ? 0 : undefined)
        return [
          [
            station,
            {
              tenths: tenths(km),
              convertedTenths: converted === undefined ? undefined : tenths(converted),
            },
          ] as const,
        ]
      }),
    ),
  )

/** A ride with what fares need of it: where it begins and ends on its line. */
export type MarkedRide = RideOf & {
  readonly kind: Line['kind']
  readonly a: Mark
  readonly b: Mark
  /** Of the distances. */
  readonly sources: readonly string[]
}

/** A ride measured; undefined where the line or a distance is unknown. */
export function marked(ride: RideOf, { lines }: FareBook): MarkedRide | undefined {
  const line = lines.get(ride.line)
  const [a, b] = [line?.at.get(ride.from), line?.at.get(ride.to)]
  return line && a && b && { ...ride, kind: line.kind, a, b, sources: line.sources }
}

/** How far a ride is for fares (営業キロ), in tenths of a kilometre. */
export const lengthTenths = ({ a, b }: Pick<MarkedRide, 'a' | 'b'>): number => Math.abs(b.tenths - a.tenths)

/** Kilometres for a table: a part of a kilometre counts as a whole one. */
export const wholeKm = (lengthInTenths: number): number => Math.ceil(lengthInTenths / 10)

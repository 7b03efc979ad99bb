import type { Carbon } from '../../content/index.ts'
import { type FareBook, lengthTenths, marked } from './fare-book.ts'
import type { RideOf } from './ride.ts'

/** Carbon dioxide of one person by rail and by car over the same distance, grams. */
export type CarbonCompared = {
  readonly km: number
  readonly railGrams: number
  readonly carGrams: number
}

/** Compares rides with a car; undefined where a distance is unknown. */
export function carbonOf(
  rides: readonly RideOf[],
  book: FareBook,
  { railGramsPerPassengerKm, carGramsPerPassengerKm }: Carbon,
): CarbonCompared | undefined {
  const measured = rides.map((ride) => marked(ride, book))
  let lengthInTenths = 0
  for (const ride of measured) {
    if (ride === undefined) return undefined
    lengthInTenths += lengthTenths(ride)
  }
  const km = lengthInTenths / 10
  return {
    km,
    railGrams: Math.round(km * railGramsPerPassengerKm),
    carGrams: Math.round(km * carGramsPerPassengerKm),
  }
}

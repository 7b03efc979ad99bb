import type { Locale } from '../locale.ts'
import { say, stationByName } from '../region.ts'
import type { Ask } from './ask.ts'

/** Name of where a day out leads that ends where it began; undefined for a way there only, or without a goal. */
export function viaOf({ trip, to }: Ask, locale: Locale): string | undefined {
  if (trip === 'oneway' || to === '') return undefined
  const station = stationByName(to)
  return station === undefined ? to : say(station.name, locale)
}

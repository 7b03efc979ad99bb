import type { Locale } from '../locale.ts'
import { say, stationByParam, stations } from '../region.ts'

/** How an end of the journey stands in its field: a station by its name, where no other bears the same; all else as it was asked. */
export function endFor(asked: string, locale: Locale): string {
  const station = stationByParam(asked)
  if (station === undefined) return asked
  const name = say(station.name, locale)
  const namesakes = stations().filter((other) => say(other.name, locale) === name)
  return namesakes.length === 1 ? name : asked
}

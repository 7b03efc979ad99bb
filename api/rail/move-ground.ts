import type { MoveGround, WalkTo } from './move.ts'
import type { TimetableIndex } from './timetable-index.ts'

/** The trains of a day with what changes and ways on foot take, as the search for journeys knows them. */
export function groundOf({ runs, stops, stopOf, change, walksFrom }: TimetableIndex): MoveGround {
  const walks = stops.map((_, stop): WalkTo[] => {
    const [from, to] = [walksFrom.first[stop]!, walksFrom.first[stop + 1]!]
    return [...walksFrom.stop.subarray(from, to)].map((other, i) => ({
      to: stops[other]!,
      walkMinutes: walksFrom.minutes[from + i]!,
    }))
  })
  return {
    runs,
    changeMinutesAt: (stop) => change[stopOf.get(stop)!]!,
    walksFrom: (stop) => walks[stopOf.get(stop) ?? -1] ?? [],
  }
}

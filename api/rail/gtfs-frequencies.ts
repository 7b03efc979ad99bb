import { type GtfsFeed, rowsOf } from './gtfs-feed.ts'
import { secondsOf } from './gtfs-field.ts'

/** One departure of a trip with a frequency, and how many minutes later it may be. */
type Start = { readonly atMinute: number; readonly withinMinutes: number }

/** Where only an interval is told, a vehicle leaves at some minute of it. */
export function frequenciesOf({ tables }: Pick<GtfsFeed, 'tables'>): ReadonlyMap<string, readonly Start[]> {
  const often = new Map<string, Start[]>()
  for (const { values } of rowsOf(tables, 'frequencies.txt')) {
    const {
      trip_id: trip,
      start_time: start,
      end_time: end,
      headway_secs: headway,
      exact_times: exact,
    } = values
    const starts = often.get(trip!) ?? []
    for (let at = secondsOf(start!)!; at < secondsOf(end!)!; at += Number(headway))
      starts.push({
        atMinute: Math.floor(at / 60),
        withinMinutes: exact === '1' ? 0 : Math.ceil(Number(headway) / 60),
      })
    often.set(trip!, starts)
  }
  return often
}

import type { Place, Text } from '../../content/index.ts'
import { addDays } from '../platform/clock.ts'
import type { Holidays } from './calendar.ts'
import { closuresOfHouse } from './closure.ts'
import { openHoursOn } from './opening.ts'

/** A place or an institution whose days may be known. */
export type House = { readonly id: string } & Pick<Place, 'closure' | 'opening'>

/**
 * A house on a day. `perhaps`: the source does not say it so exactly. `unknown`: no source says when it is open, and nothing
 * that is known shuts it.
 */
export type HouseDay = {
  readonly date: string
  readonly state: 'open' | 'shut' | 'perhaps' | 'unknown'
  /** What shuts it, or may, in a source's words. */
  readonly because: readonly Text[]
  readonly hours?: { readonly fromMinute: number; readonly toMinute: number | null }
}

/** What is known of a house on a day. */
export function houseDayOf(house: House, date: string, holidays: Holidays): HouseDay {
  const shut = closuresOfHouse(house, date, holidays)
  const because = shut.map(({ words }) => words)
  if (shut.some(({ effect }) => effect === 'closed')) return { date, state: 'shut', because }
  const hours = house.opening && openHoursOn(house.opening, date)
  if (hours === undefined) return { date, state: shut.length > 0 ? 'perhaps' : 'unknown', because }
  const { fromMinute, toMinute } = hours
  const told = { fromMinute, toMinute: toMinute === Infinity ? null : toMinute }
  return { date, state: shut.length > 0 ? 'perhaps' : 'open', because, hours: told }
}

/** As far as anybody plans; whole winters lie within it. */
const daysAhead = 200

/** The first day after one on which a house is open; undefined where no source says so. */
export function nextOpenDay(house: House, date: string, holidays: Holidays): HouseDay | undefined {
  if (house.opening === undefined) return undefined
  for (let ahead = 1; ahead <= daysAhead; ahead++) {
    const day = houseDayOf(house, addDays(date, ahead), holidays)
    if (day.state === 'open') return day
  }
  return undefined
}

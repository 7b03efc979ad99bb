import type { StopEvent, Text } from '../../content/index.ts'
import type { Call } from './run.ts'

/** A minute that a source states or that follows from one ("stops for 45 minutes"). */
export type TimedMinute = { readonly minute: number; readonly exact: boolean }

/** What the sources state of one stop of a train. */
export type TimedEvent = {
  /** Station id; null beyond our lines. */
  readonly station: string | null
  readonly beyond?: Text
  readonly arrival?: TimedMinute
  readonly departure?: TimedMinute
  readonly confidence: number
  readonly sources: readonly string[]
}

/** One on our lines. */
export type TimedStop = TimedEvent & { readonly station: string }

const dayMinutes = 1440

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/**
 * The stops of a train with minutes after 00:00 of its day. Times only grow along a train, so one that is smaller than
 * the one before is of the next day.
 */
export function timedEvents(events: readonly StopEvent[]): TimedEvent[] {
  let now = -1
  const later = (time: string): number => {
    now = minuteOf(time) + Math.max(0, Math.ceil((now - minuteOf(time)) / dayMinutes)) * dayMinutes
    return now
  }
  const side = (event: StopEvent, which: 'arr' | 'dep'): TimedMinute | undefined => {
    const time = event[which]
    if (time === undefined) return undefined
    return { minute: later(time), exact: event.estimated?.includes(which) !== true }
  }
  return events.map((event) => {
    const arrival = side(event, 'arr')
    const departure = side(event, 'dep')
    const { station, beyond, confidence, source: sources } = event
    return { station, ...optional({ beyond, arrival, departure }), confidence, sources }
  })
}

/** Those on our lines. */
export const timedStops = (events: readonly TimedEvent[]): TimedStop[] =>
  events.flatMap(({ station, ...rest }) => (station === null ? [] : [{ station, ...rest }]))

/** Without the keys whose value is missing. */
export function optional<T extends object>(parts: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept: Partial<T> = {}
  for (const key in parts) if (parts[key] !== undefined) kept[key] = parts[key]
  return kept as never
}

/** The stops of a run that are stated, for reading its pace. */
export const statedStops = (calls: readonly Call[]): TimedStop[] =>
  calls.flatMap(({ stop, arrival, departure }) => {
    const stated = [arrival, departure].map((at) =>
      at?.exact === true ? { minute: at.earliestMinute, exact: true } : undefined,
    )
    const known = arrival ?? departure
    if (known === undefined || (stated[0] ?? stated[1]) === undefined) return []
    const { confidence, sources } = known
    return [{ station: stop, ...optional({ arrival: stated[0], departure: stated[1] }), confidence, sources }]
  })

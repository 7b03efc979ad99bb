import type { Source, Text, Train } from '../../content/index.ts'
import { addDays } from '../platform/clock.ts'
import type { FeedLine, FeedStop } from './ports.ts'
import type { Footpath } from './run.ts'

/** What an import declares of a line, from its first to its last day ('YYYY-MM-DD'), both with it. */
export type Claim = {
  readonly line: string
  readonly from: string
  readonly to: string
}

/** Where a time comes from, and how sure it is. */
export type Telling = { readonly sources: readonly string[]; readonly confidence: number }

/** What is known of an imported timetable as a whole. */
export type FeedHead = {
  readonly id: string
  readonly kind: 'gtfs' | 'timetable'
  /** Name of the file it was read from. */
  readonly file: string
  /** Epoch milliseconds. */
  readonly importedAt: number
  /** As of when it is, in words. */
  readonly asOf: Text
  readonly sources: readonly Source[]
  readonly lines: readonly FeedLine[]
  /** Where times come from; a call names one by its position. The first is the feed itself. */
  readonly tellings: readonly (Telling & {
    /** Of the arrival, where it comes from elsewhere. */
    readonly arrival?: Telling
  })[]
  /** Lines of which every train is in it. */
  readonly complete: readonly Claim[]
  readonly footpaths: readonly Footpath[]
  /**
   * Ids of the feed's own files that stand for others of ours: route_id to line, stop_id to stop. What is not here has
   * the feed's name before it, or is the same.
   */
  readonly theirs?: {
    readonly routes: Readonly<Record<string, string>>
    readonly stops: Readonly<Record<string, string>>
  }
  /** How much there is, for people. */
  readonly counts: { readonly stops: number; readonly trips: number; readonly calls: number }
}

/** A stop as trips name it by position: one of our stations, or one of the feed's own. */
export type KeptStop = FeedStop & { readonly ours?: true }

/** On which days something runs. */
export type KeptService = {
  /** Bit 0 is Sunday, bit 6 Saturday. */
  readonly weekdays: number
  readonly from: string
  readonly to: string
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

/**
 * A trip. Its calls are numbers one after another, to be small in the database and in memory: of an exact trip stop,
 * arrival and departure minute; of another eight, see `wide`. -1 stands for none.
 */
export type KeptTrip = {
  readonly id: string
  /** Position in the head's lines. */
  readonly line: number
  readonly service: number
  readonly number?: string
  readonly name?: Text
  readonly to?: Text
  /** Where it differs from the feed's. */
  readonly asOf?: Text
  readonly direction?: 'down' | 'up'
  /** What the trips of one vehicle share (block_id): one after another they are one ride. */
  readonly block?: string
  /** Ids of trips as one of which its vehicle goes on, where they share no block (transfer_type 4). */
  readonly goesOnAs?: readonly string[]
  /** Ids of trips of the block before which everybody has to get off here. */
  readonly allOffBefore?: readonly string[]
  /**
   * A call is stop, earliest and latest arrival, earliest and latest departure, exact (1 arrival, 2 departure), telling,
   * and the position of the line ahead where that is not the trip's own.
   */
  readonly wide?: true
  readonly calls: readonly number[]
}

/** Numbers a call takes. */
export const callSize = { exact: 3, wide: 8 } as const

/** One piece of a timetable as it is stored. */
export type FeedPart =
  | { readonly stops: readonly KeptStop[] }
  | { readonly services: readonly KeptService[] }
  | { readonly trips: readonly KeptTrip[] }
  | { readonly trains: readonly Train[] }

/** A whole imported timetable. */
export type KeptFeed = {
  readonly head: FeedHead
  readonly stops: readonly KeptStop[]
  readonly services: readonly KeptService[]
  readonly trips: readonly KeptTrip[]
  readonly trains: readonly Train[]
}

/** Puts the parts together again. */
export function feedOf(head: FeedHead, parts: readonly FeedPart[]): KeptFeed {
  const stops: KeptStop[] = []
  const services: KeptService[] = []
  const trips: KeptTrip[] = []
  const trains: Train[] = []
  for (const part of parts) {
    if ('stops' in part) for (const one of part.stops) stops.push(one)
    else if ('services' in part) for (const one of part.services) services.push(one)
    else if ('trips' in part) for (const one of part.trips) trips.push(one)
    else for (const one of part.trains) trains.push(one)
  }
  return { head, stops, services, trips, trains }
}

/** Sunday 0 … Saturday 6. */
const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay()

/** Whether a service runs on a day: single dates decide before the days of the week. */
export function isServedOn({ weekdays, from, to, added, removed }: KeptService, day: string): boolean {
  if (removed.includes(day)) return false
  if (added.includes(day)) return true
  return day >= from && day <= to && (weekdays & (1 << weekdayOf(day))) !== 0
}

/** Whether there is any day on which a service runs. Stops at the first, so that a long calendar costs nothing. */
export function isEverServed({ weekdays, from, to, added, removed }: KeptService): boolean {
  const without = new Set(removed)
  if (added.some((day) => !without.has(day))) return true
  if (weekdays === 0) return false
  for (let day = from; day <= to; day = addDays(day, 1))
    if (!without.has(day) && (weekdays & (1 << weekdayOf(day))) !== 0) return true
  return false
}

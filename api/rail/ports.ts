import type { Content, Source, Text, Train } from '../../content/index.ts'
import type { Footpath, Mode, Run } from './run.ts'
import type { Suspends } from './suspension.ts'
import type { VehicleNews } from './realtime-vehicles.ts'
import type { TripNews } from './trip-news.ts'

/** The lines as the published content has them. */
export type Network = Pick<
  Content,
  | 'version'
  | 'lines'
  | 'stations'
  | 'places'
  | 'institutions'
  | 'exhibits'
  | 'events'
  | 'tripKinds'
  | 'trains'
  | 'sources'
  | 'suspensions'
  | 'closures'
  | 'fares'
  | 'carbon'
  | 'viewpoints'
  | 'winterTimetables'
>

export type { Holidays } from './calendar.ts'

/** What an imported timetable says of one line on one service day. */
export type FeedDay = {
  /** Id of the feed. */
  readonly id: string
  /** Line id: one of ours, or one of the feed's own. */
  readonly line: string
  /**
   * True: the published trains of this line do not count on this day. False: they do, but for those that the feed has
   * too (the same number, or the same exact departure from the same stop).
   */
  readonly replaces: boolean
  /** Every vehicle of the line on this day is in it; only then may anybody say "no train" and "last train". */
  readonly complete: boolean
  /** Runs of this service day, with minutes after 00:00 of it. */
  readonly runs: readonly Run[]
  /** Trains known at some stations only; their missing stops are estimated like those of the published ones. */
  readonly trains: readonly Train[]
  readonly footpaths: readonly Footpath[]
}

/** A stop of a feed that is no station of ours. */
export type FeedStop = {
  readonly id: string
  readonly name: Text
  readonly lat?: number
  readonly lng?: number
}

/** A line as a feed names it; its id is one of ours, or one of the feed's own. */
export type FeedLine = { readonly id: string; readonly name: Text; readonly mode: Mode }

/** Imported timetables, held ready in memory. */
export type Feeds = {
  /** Changes whenever what is served changes. */
  readonly version: () => string
  readonly on: (date: string) => readonly FeedDay[]
  readonly stops: () => readonly FeedStop[]
  readonly lines: () => readonly FeedLine[]
  /** Where they come from. */
  readonly sources: () => readonly Source[]
}

/** What an operator or a feed says of a day. */
export type Notice = {
  readonly id: string
  readonly words: Text
  readonly lines: readonly string[]
  readonly stations: readonly string[]
  readonly url?: string
  readonly sources: readonly string[]
  /** Trains are taken off a part of a line, or off all of it: told among the suspensions. */
  readonly suspends?: Suspends
  /** When a live message last said so, epoch milliseconds; absent: said by hand, or of the season. */
  readonly at?: number
}

/** What is in force beyond the published content, held ready in memory. */
export type Notices = {
  /** Changes whenever what is told changes. */
  readonly version: () => string
  readonly on: (date: string) => readonly Notice[]
  /** Who says so. */
  readonly sources: () => readonly Source[]
}

/** What live messages say of trains, as long as they are fresh, held ready in memory. */
export type Realtime = {
  /** Changes whenever what is told changes, also when a message grows too old. */
  readonly version: () => string
  /** Of the trains of a service day. */
  readonly on: (date: string) => readonly TripNews[]
  /** Where trains were seen a few minutes ago at most: no part of a day, for it grows old by itself. */
  readonly vehicles: () => readonly VehicleNews[]
  /** When a message of a name was made, epoch milliseconds; undefined where there is none that is fresh. */
  readonly toldAt: (message: string) => number | undefined
  /** Who says so. */
  readonly sources: () => readonly Source[]
}

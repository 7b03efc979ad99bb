import type { Text } from '../../content/index.ts'
import type { Part } from './through.ts'

/**
 * When a run is at a stop, as minutes after 00:00 (Asia/Tokyo) of the day asked for: above 1440 after midnight,
 * below 0 for a run of the day before. A stated minute has equal bounds; an estimate has the bounds that sourced
 * paces allow. Who boards is told `earliestMinute`, who gets off is told `latestMinute`: an error costs waiting,
 * never the train.
 */
export type Moment = {
  readonly earliestMinute: number
  readonly latestMinute: number
  /** A source states the minute. Otherwise it is "about". */
  readonly exact: boolean
  /** 0 to 1, of the source, or of the weaker of the two sources an estimate stands on. */
  readonly confidence: number
  /** Source ids. */
  readonly sources: readonly string[]
  /** By how much a live message says that it is late (early: below 0). The bounds have it in them. */
  readonly lateMinutes?: number
}

/**
 * One stop of a run. Without arrival and departure: a border between two lines where nothing says that it stops; who
 * rides passes it, nobody boards or gets off.
 */
export type Call = {
  /** Stop id; a station's id on our lines. */
  readonly stop: string
  /** Absent where nobody can get off, or where nothing says when. */
  readonly arrival?: Moment
  /** Absent where nobody can board, or where nothing says when. */
  readonly departure?: Moment
  /** Line of the track from here to the next call, where it is not the run's own. */
  readonly line?: string
}

/** How one rides: substitute buses run in place of trains. */
export type Mode = 'train' | 'bus' | 'substitute-bus' | 'ship' | 'cableway'

/** One vehicle on one service day, with every call that is stated or can be estimated. */
export type Run = {
  /** Unique among the runs of a day. */
  readonly id: string
  /** Service day, 'YYYY-MM-DD'. */
  readonly day: string
  /** Line id. */
  readonly line: string
  readonly mode: Mode
  readonly number?: string
  readonly name?: Text
  readonly direction?: 'down' | 'up'
  /** Where it goes, when a source says so. */
  readonly to?: Text
  /** dated: from an older timetable, not confirmed since; never used for a journey. */
  readonly standing: 'current' | 'dated'
  /** As of when it is known. */
  readonly asOf: Text
  /** When a live message last said something of it, epoch milliseconds; absent: none did. */
  readonly liveAt?: number
  /** Id of the run as which the same vehicle goes on where this one ends: who rides stays on board. */
  readonly goesOnAs?: string
  /** Of a vehicle that is several trains one after another: each, and the call where it begins. */
  readonly parts?: readonly Part[]
  /** In the order of riding; at least two. */
  readonly calls: readonly Call[]
}

/** A way on foot between two stops. */
export type Footpath = { readonly from: string; readonly to: string; readonly walkMinutes: number }

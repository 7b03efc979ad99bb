import type { Line } from '../../content/index.ts'
import type { FeedDay } from './ports.ts'
import type { KnownTrain } from './timetable.ts'

/** How much of a line's day is known: "7 of 12 trains known". */
export type Coverage = {
  /** Trains of the day with at least one sourced time, without those of an older timetable. */
  readonly known: number
  /** How many run on an ordinary day; null where nobody counted or the count is older than what is known. */
  readonly running: number | null
  /**
   * An imported timetable declares that it holds every train of the line on this day. Only then may anybody read ours
   * as a full timetable and say "no train" or "last train".
   */
  readonly complete: boolean
}

/** Counts the trains of one line among those of a day. */
export function coverageOf(
  line: { readonly id: string; readonly trainsADay: Pick<Line['trainsADay'], 'count'> },
  trains: readonly KnownTrain[],
  feeds: readonly Pick<FeedDay, 'line' | 'complete'>[] = [],
): Coverage {
  const known = trains.filter((train) => train.standing === 'current' && train.lines.includes(line.id)).length
  if (feeds.some((feed) => feed.line === line.id && feed.complete))
    return { known, running: known, complete: true }
  const { count } = line.trainsADay
  return { known, running: count === null || count < known ? null : count, complete: false }
}

import type { Line } from '../../content/index.ts'
import type { KnownTrain } from './timetable.ts'

/** How much of a line's day is known: "7 of 12 trains known". */
export type Coverage = {
  /** Trains of the day with at least one sourced time, without those of an older timetable. */
  readonly known: number
  /** How many run on an ordinary day; null where nobody counted or the count is older than what is known. */
  readonly running: number | null
  /** No source promises a full timetable, so nobody may read ours as one. */
  readonly complete: false
}

/** Counts the trains of one line among those of a day. */
export function coverageOf(line: Pick<Line, 'id' | 'trainsADay'>, trains: readonly KnownTrain[]): Coverage {
  const known = trains.filter((train) => train.standing === 'current' && train.lines.includes(line.id)).length
  const { count } = line.trainsADay
  return { known, running: count === null || count < known ? null : count, complete: false }
}

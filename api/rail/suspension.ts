import type { Suspension, Text } from '../../content/index.ts'
import { type Holidays, runsAsHoliday } from './calendar.ts'

/** What runs in place of the trains on a day. */
export type Substitute = {
  /**
   * runs: a source says so. not-yet: it starts on `start`. over: it ended. none: a source says that nothing runs.
   * unknown: it ran, but nobody says from which day, or no source says anything.
   */
  readonly state: 'runs' | 'not-yet' | 'over' | 'none' | 'unknown'
  readonly start?: string
  readonly stops: readonly string[]
  /** Whether times are known, so that it stands among the runs. */
  readonly isTimed: boolean
  readonly words?: Text
}

/** A part of a line without trains on a day. */
export type SuspensionInForce = {
  readonly id: string
  readonly line: string
  /** Where it begins; more than one where sources disagree: trains are taken off from the farthest. */
  readonly from: readonly string[]
  /** Absent, with no `from` either: the whole line. */
  readonly to?: string
  readonly start: string
  readonly end?: string
  /** announced: the end is a plan. open: nobody knows it. unknown: only the first day is certain. */
  readonly endBasis: 'stated' | 'announced' | 'open' | 'unknown'
  readonly endWords?: Text
  readonly substitute: Substitute
  /** Of an operator or a live message: what they say, where there is more of it, and when a message last said so. */
  readonly words?: Text
  readonly url?: string
  readonly at?: number
  readonly sources: readonly string[]
}

/** What a search must know of one: where no train runs, and what may run there instead. */
export type TakenOff = Pick<SuspensionInForce, 'line' | 'from' | 'to'> & {
  readonly substitute: Pick<Substitute, 'state' | 'stops' | 'isTimed'>
}

/** Where no train runs: between two stations of a line, or on all of it. */
export type Cut = { readonly line: string; readonly from?: string; readonly to?: string }

/** What an operator says of a suspension of some days. */
export type Suspends = {
  readonly cut: Cut
  readonly start: string
  readonly end?: string
  /** Absent: nothing is said of one. */
  readonly substitute?: SaidSubstitute
}

/** none: nothing runs in place of the trains. Otherwise what runs, from its own first day on. */
export type SaidSubstitute =
  | { readonly none: true }
  | { readonly words: Text; readonly start: string; readonly end?: string }

/** Whether a suspension takes trains off on a day. */
export function isInForce(one: Suspension, date: string, holidays: Holidays): boolean {
  if (date < one.start) return false
  if (one.days === 'weekdays' && runsAsHoliday(date, holidays)) return false
  return one.open === true || date <= (one.end ?? one.start)
}

/** The suspensions in force on a day ('YYYY-MM-DD'). */
export const suspensionsOn = (
  date: string,
  suspensions: readonly Suspension[],
  holidays: Holidays,
): SuspensionInForce[] =>
  suspensions
    .filter((one) => isInForce(one, date, holidays))
    .map(({ id, line, from, to, start, ...one }) => ({
      id,
      line,
      from,
      to,
      start,
      ...(one.end === undefined ? {} : { end: one.end }),
      endBasis: one.endBasis ?? (one.open === true ? 'open' : 'unknown'),
      endWords: one.endWords,
      substitute: substituteOn(date, one.substitute),
      sources: one.substitute.source,
    }))

/** From the farthest station that any source names. */
export const cutsOf = ({ line, from, to }: Pick<SuspensionInForce, 'line' | 'from' | 'to'>): Cut[] =>
  to === undefined ? [{ line }] : from.map((station) => ({ line, from: station, to }))

/** Whether something may run in place of the trains at times that nobody told us. */
export const mayRunUntold = ({ substitute: { state, isTimed } }: Pick<TakenOff, 'substitute'>): boolean =>
  state === 'unknown' || (state === 'runs' && !isTimed)

function substituteOn(date: string, { ja, en, none, service }: Suspension['substitute']): Substitute {
  const words = { ja, en }
  if (service === undefined)
    return { state: none === true ? 'none' : 'unknown', stops: [], isTimed: false, words }
  const { start, end, stops, trips = [] } = service
  const state = start === undefined ? 'unknown' : stateOn(date, start, end)
  return {
    state,
    ...(start === undefined ? {} : { start }),
    stops,
    isTimed: state === 'runs' && trips.length > 0,
    words,
  }
}

/** Whether something runs on a day that begins and ends on days of its own. */
export function stateOn(date: string, start: string, end = date): 'not-yet' | 'runs' | 'over' {
  if (date < start) return 'not-yet'
  return date > end ? 'over' : 'runs'
}

import type { Text, Train } from '../../content/index.ts'
import { type Holidays, runsOn } from './calendar.ts'
import type { Call, Mode, Moment, Run } from './run.ts'
import { optional, type TimedEvent, timedEvents, type TimedMinute } from './timed-stop.ts'

/** A time of a day; exact when a source states it, else it follows from sources and is "about". */
export type KnownTime = {
  /** After 00:00 of the day asked for: above 1440 after midnight. */
  readonly minute: number
  /** 'HH:MM' on the clock, Asia/Tokyo. Of an estimate the earliest for a departure, the latest for an arrival. */
  readonly time: string
  readonly exact: boolean
  /** Of an estimate: the other bound, minutes as above. */
  readonly orMinute?: number
  /** By how much a live message says that it is late (early: below 0); within the bounds. */
  readonly lateMinutes?: number
}

/** One stop of a train that a source states. */
export type KnownStop = {
  /** Station id; null beyond our lines. */
  readonly station: string | null
  readonly beyond?: Text
  readonly arrival?: KnownTime
  readonly departure?: KnownTime
  /** 0 to 1: how far the source can be trusted. */
  readonly confidence: number
  readonly sources: readonly string[]
}

/** As what a vehicle goes on from a station, where its train ends and who rides stays on board. */
export type Onward = {
  readonly station: string
  readonly number?: string
  readonly name?: Text
  readonly to?: Text
}

/** A train of one day as far as it is known. */
export type KnownTrain = {
  readonly id: string
  readonly number?: string
  readonly name?: Text
  /** How one rides, where it is no train. */
  readonly mode?: Exclude<Mode, 'train'>
  readonly lines: readonly string[]
  readonly direction: 'down' | 'up'
  /** Where it goes, when a source says so. */
  readonly to?: { readonly station?: string; readonly name: Text }
  readonly standing: 'current' | 'dated'
  /** As of when it is known; must be shown with a dated train. */
  readonly asOf: Text
  /** When a live message last said something of it, epoch milliseconds. */
  readonly liveAt?: number
  /** What its vehicle becomes where it ends, for who stays on board. */
  readonly onward?: readonly Onward[]
  readonly stops: readonly KnownStop[]
}

/** 'HH:MM' on the clock of a minute of a day. */
export function clockOf(minute: number): string {
  const inDay = ((minute % dayMinutes) + dayMinutes) % dayMinutes
  return `${pad(Math.floor(inDay / 60))}:${pad(inDay % 60)}`
}

const dayMinutes = 1440
const pad = (n: number): string => String(n).padStart(2, '0')

const knownTime = (at: TimedMinute | undefined): KnownTime | undefined =>
  at === undefined ? undefined : { minute: at.minute, time: clockOf(at.minute), exact: at.exact }

const knownStop = ({ arrival, departure, ...stop }: TimedEvent): KnownStop => ({
  ...stop,
  ...optional({ arrival: knownTime(arrival), departure: knownTime(departure) }),
})

/** Who boards is told the earliest, who gets off the latest. */
function timeAt(moment: Moment | undefined, side: 'arrival' | 'departure'): KnownTime | undefined {
  if (moment === undefined) return undefined
  const { earliestMinute, latestMinute, exact, lateMinutes } = moment
  const minute = side === 'departure' ? earliestMinute : latestMinute
  const orMinute = side === 'departure' ? latestMinute : earliestMinute
  return {
    minute,
    time: clockOf(minute),
    exact,
    ...(orMinute === minute ? {} : { orMinute }),
    ...(lateMinutes === undefined ? {} : { lateMinutes }),
  }
}

function calledStop({ stop, arrival, departure }: Call): KnownStop[] {
  const known = departure ?? arrival
  if (known === undefined) return []
  const arrives = timeAt(arrival, 'arrival')
  const leaves = timeAt(departure, 'departure')
  return [
    {
      station: stop,
      ...(arrives && { arrival: arrives }),
      ...(leaves && { departure: leaves }),
      confidence: known.confidence,
      sources: sourcesOf(known, arrival ?? known),
    },
  ]
}

const sourcesOf = (a: Moment, b: Moment): readonly string[] =>
  a.sources === b.sources ? a.sources : [...new Set([...b.sources, ...a.sources])]

/** A train with the stops of its run, estimates with them; stops beyond our lines stay at its ends. */
export function withCalls(train: KnownTrain, run: Pick<Run, 'calls'>): KnownTrain {
  const ours = train.stops.map(({ station }) => station !== null)
  const before = train.stops.slice(0, ours.indexOf(true))
  const after = train.stops.slice(ours.lastIndexOf(true) + 1)
  return { ...train, stops: [...before, ...run.calls.flatMap(calledStop), ...after] }
}

/** A train by its sourced stops. */
export function knownTrain(train: Train, standing: 'current' | 'dated'): KnownTrain {
  const { station, name } = train.to ?? {}
  return {
    id: train.id,
    ...(train.number === undefined ? {} : { number: train.number }),
    ...(train.name === undefined ? {} : { name: train.name }),
    lines: train.lines,
    direction: train.direction,
    ...(name === undefined ? {} : { to: { ...(station === undefined ? {} : { station }), name } }),
    standing,
    asOf: train.valid.words,
    stops: timedEvents(train.events).map(knownStop),
  }
}

/** The first minute of a train that is known, for putting trains in order. */
function firstMinute({ stops }: KnownTrain): number {
  const [first] = stops
  return first?.departure?.minute ?? first?.arrival?.minute ?? 0
}

/** The trains that are known to run on a day ('YYYY-MM-DD') by their sourced stops, in the order of the first one. */
export const trainsOn = (trains: readonly Train[], day: string, holidays: Holidays): KnownTrain[] =>
  inOrder(
    trains
      .filter((train) => runsOn(train, day, holidays))
      .flatMap((train) => (train.standing === 'withdrawn' ? [] : [knownTrain(train, train.standing)])),
  )

/** In the order of the first known time. */
export const inOrder = (trains: readonly KnownTrain[]): KnownTrain[] =>
  trains.toSorted((a, b) => firstMinute(a) - firstMinute(b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))

/** An imported run as a board shows it. */
export function trainOfRun(run: Run): KnownTrain {
  const { id, number, name, line, mode, direction, to, standing, asOf } = run
  const lines = [...new Set([line, ...run.calls.flatMap((call) => call.line ?? [])])]
  return {
    id,
    ...optional({
      number,
      name,
      mode: mode === 'train' ? undefined : mode,
      to: to === undefined ? undefined : { name: to },
    }),
    lines,
    direction: direction ?? 'down',
    standing,
    asOf,
    stops: run.calls.flatMap(calledStop),
  }
}

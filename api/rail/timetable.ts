import type { StopEvent, Text, Train } from '../../content/index.ts'

/** Whether a day ('YYYY-MM-DD') is a national holiday of Japan. */
export type Holidays = { readonly isHoliday: (day: string) => boolean }

/** A time of day ('HH:MM', Asia/Tokyo); exact when a source states it, else it follows from one and is "about". */
export type KnownTime = { readonly time: string; readonly exact: boolean }

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

/** A train of one day as far as it is known. */
export type KnownTrain = {
  readonly id: string
  readonly number?: string
  readonly name?: Text
  readonly lines: readonly string[]
  readonly direction: 'down' | 'up'
  /** Where it goes, when a source says so. */
  readonly to?: { readonly station?: string; readonly name: Text }
  readonly standing: 'current' | 'dated'
  /** As of when it is known; must be shown with a dated train. */
  readonly asOf: Text
  readonly stops: readonly KnownStop[]
}

/** Sunday 0 … Saturday 6. */
const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay()

/** Saturdays, Sundays and national holidays run the holiday timetable. */
export const runsAsHoliday = (day: string, holidays: Holidays): boolean =>
  weekdayOf(day) === 0 || weekdayOf(day) === 6 || holidays.isHoliday(day)

/** What decides whether a train runs. */
export type Service = Pick<Train, 'days' | 'standing'> & {
  readonly valid: { readonly from?: string | undefined; readonly to?: string | undefined }
}

/** Whether anything says that a train runs on a day. A withdrawn train never does. */
export function runsOn({ days, valid, standing }: Service, day: string, holidays: Holidays): boolean {
  if (standing === 'withdrawn') return false
  if (valid.from !== undefined && day < valid.from) return false
  if (valid.to !== undefined && day > valid.to) return false
  switch (days.kind) {
    case 'daily':
      return true
    case 'weekdays':
      return !runsAsHoliday(day, holidays)
    case 'holidays':
      return runsAsHoliday(day, holidays)
    case 'dates':
      return days.dates.includes(day)
  }
}

function knownTime(event: StopEvent, which: 'arr' | 'dep'): KnownTime | undefined {
  const time = event[which]
  return time === undefined ? undefined : { time, exact: event.estimated?.includes(which) !== true }
}

function knownStop(event: StopEvent): KnownStop {
  const arrival = knownTime(event, 'arr')
  const departure = knownTime(event, 'dep')
  return {
    station: event.station,
    ...(event.beyond === undefined ? {} : { beyond: event.beyond }),
    ...(arrival === undefined ? {} : { arrival }),
    ...(departure === undefined ? {} : { departure }),
    confidence: event.confidence,
    sources: event.source,
  }
}

function knownTrain(train: Train, standing: 'current' | 'dated'): KnownTrain {
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
    stops: train.events.map(knownStop),
  }
}

/** The first time of a train that is known, for putting trains in order. */
function firstTime({ stops }: KnownTrain): string {
  const [first] = stops
  return first?.departure?.time ?? first?.arrival?.time ?? ''
}

/** The trains that are known to run on a day ('YYYY-MM-DD'), in the order of their first known time. */
export function trainsOn(trains: readonly Train[], day: string, holidays: Holidays): KnownTrain[] {
  return trains
    .filter((train) => runsOn(train, day, holidays))
    .flatMap((train) => (train.standing === 'withdrawn' ? [] : [knownTrain(train, train.standing)]))
    .toSorted((a, b) => compare(firstTime(a), firstTime(b)) || compare(a.id, b.id))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

import { addDays, japanDay, japanTime } from '../platform/clock.ts'
import { addedTrain, isAdded } from './realtime-added.ts'
import type { Findings } from './import-report.ts'
import type { Rule } from './import-rules.ts'
import { dayMinutes, endOf } from './night.ts'
import type { KnownTimetable } from './realtime-known.ts'
import type { RealtimeMessage, RealtimeTrip, StopTimeUpdate, TripUpdate } from './realtime-message-zod.ts'
import type { Call, Run } from './run.ts'
import { optional } from './timed-stop.ts'
import type { StopNews, TripNews } from './trip-news.ts'

export type TripMapping = {
  readonly file: string
  /** Of the message, epoch milliseconds. */
  readonly at: number
  /** Source id of the message. */
  readonly source: string
  readonly timetables: readonly KnownTimetable[]
  /** What is not known is left out and told, and nothing is refused for it. */
  readonly skipsUnknown: boolean
  readonly findings: Findings
}

/** What the trip updates of a message say of our trains; each that cannot be understood is told. */
export function tripNewsOf(message: RealtimeMessage, mapping: TripMapping): TripNews[] {
  const seen = new Set<string>()
  return message.entity.flatMap(({ id, tripUpdate, isDeleted }) => {
    if (tripUpdate === undefined || isDeleted === true) return []
    const tell = teller(id, mapping)
    if (isAdded(tripUpdate)) {
      const added = addedTrain(tripUpdate, mapping, tell)
      if (added !== undefined) tellTwice(added, seen, tell)
      return added === undefined ? [] : [added]
    }
    const found = trainOf(tripUpdate.trip, mapping, tell)
    if (found === undefined) return []
    const { train, day, run, timetable } = found
    tellTwice(found, seen, tell)
    const kind = tripUpdate.trip.scheduleRelationship ?? 'SCHEDULED'
    return [
      {
        train,
        day,
        cancelled: kind === 'CANCELED' || kind === 'DELETED',
        ...optional({ delaySeconds: tripUpdate.delay }),
        stops: stopNewsOf(tripUpdate, { run, day, timetable, tell }),
        at: tripUpdate.timestamp === undefined ? mapping.at : tripUpdate.timestamp * 1000,
        source: mapping.source,
      },
    ]
  })
}

function tellTwice({ train, day }: Pick<TripNews, 'train' | 'day'>, seen: Set<string>, tell: Tell): void {
  const key = `${train}@${day}`
  if (seen.has(key)) tell('realtime_trip_twice', 'trip', key)
  seen.add(key)
}

/** Tells what is wrong in one entity. */
export type Tell = (rule: Rule, field: string, value: string | undefined) => void

const leftOut: Partial<Record<Rule, Rule>> = {
  realtime_trip_unknown: 'realtime_left_out',
  realtime_trip_not_on_day: 'realtime_left_out',
  realtime_stop_not_on_trip: 'realtime_left_out',
  realtime_route_unknown: 'realtime_left_out',
}

/** Tells what is wrong in an entity of a message; what is not known is left out where that is asked for. */
export const teller =
  (entity: string, { file, findings, skipsUnknown }: TripMapping): Tell =>
  (rule, field, value = '') =>
    findings.add({
      rule: skipsUnknown ? (leftOut[rule] ?? rule) : rule,
      file,
      field: `entity ${entity} ${field}`,
      value,
    })

/** Replaced and doubled trips are not read; trips beyond the timetable say all of it themselves. */
const known = new Set(['SCHEDULED', 'CANCELED', 'DELETED'])

/** The train that a message means, and its run as the timetable has it. */
export type FoundTrain = {
  readonly train: string
  readonly day: string
  readonly run: Run
  readonly timetable: KnownTimetable
}

/** Finds the train of a trip on its day; tells why there is none. */
export function trainOf(
  { tripId, startDate, scheduleRelationship = 'SCHEDULED' }: RealtimeTrip,
  { timetables, at }: TripMapping,
  tell: Tell,
): FoundTrain | undefined {
  const kind = known.has(scheduleRelationship)
  if (!kind) tell('realtime_trip_kind_unread', 'trip.schedule_relationship', scheduleRelationship)
  if (!kind) return undefined
  const fitting = timetables.flatMap((timetable) => {
    const train = tripId === undefined ? undefined : timetable.trainOf(tripId)
    return train === undefined ? [] : [{ timetable, train }]
  })
  const [found, other] = fitting
  if (found === undefined || other !== undefined) {
    const rule = found === undefined ? 'realtime_trip_unknown' : 'realtime_trip_ambiguous'
    tell(rule, 'trip.trip_id', tripId)
    return undefined
  }
  const said = startDate?.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3')
  const days = said === undefined ? nightFirst(at) : [said]
  for (const day of days) {
    const run = found.timetable.runOn(found.train, day)
    if (run === undefined || (said === undefined && isOver(run, day, at))) continue
    return { ...found, day, run }
  }
  tell('realtime_trip_not_on_day', 'trip.start_date', `${tripId} ${said ?? days.at(-1)}`)
  return undefined
}

/** Where no day is said: a train of yesterday that is still on the way after midnight, else today's. */
const nightFirst = (at: number): string[] => [addDays(japanDay(at), -1), japanDay(at)]

/** A train may be this late and still be told of. */
const overAfterMinutes = 180

function isOver(run: Run, day: string, at: number): boolean {
  if (day === japanDay(at)) return false
  const time = japanTime(at)
  const minute = Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) + dayMinutes
  return endOf(run) + overAfterMinutes < minute
}

type Within = Omit<FoundTrain, 'train'> & { readonly tell: Tell }

function stopNewsOf({ stopTimeUpdate }: TripUpdate, within: Within): StopNews[] {
  let after = 0
  return stopTimeUpdate.flatMap((update) => {
    const index = callOf(update, after, within)
    if (index === undefined) {
      const said = update.stopId ?? (update.stopSequence === undefined ? '' : `#${update.stopSequence}`)
      within.tell('realtime_stop_not_on_trip', 'stop_time_update', said)
      return []
    }
    after = index + 1
    return [newsAt(index, update, within)]
  })
}

/** The call that an update speaks of. Sequences are known of our own timetable only: a feed's are not kept. */
function callOf(
  { stopId, stopSequence }: StopTimeUpdate,
  after: number,
  { run, timetable }: Within,
): number | undefined {
  const stop = stopId === undefined ? undefined : timetable.stopOf(stopId)
  if (stopId === undefined) {
    const isOurs = timetable.feed === undefined && stopSequence !== undefined
    return isOurs && run.calls[stopSequence - 1] !== undefined ? stopSequence - 1 : undefined
  }
  const index = run.calls.findIndex((call, i) => i >= after && call.stop === stop)
  return index === -1 ? undefined : index
}

function newsAt(index: number, update: StopTimeUpdate, { run, day }: Within): StopNews {
  const call = run.calls[index]!
  const nth = run.calls.slice(0, index).filter(({ stop }) => stop === call.stop).length
  const kind = update.scheduleRelationship ?? 'SCHEDULED'
  if (kind === 'SKIPPED' || kind === 'NO_DATA')
    return { stop: call.stop, nth, state: kind === 'SKIPPED' ? 'skipped' : 'unknown' }
  return {
    stop: call.stop,
    nth,
    state: 'timed',
    ...optional({
      arrivalDelaySeconds: delayOf(update.arrival, plannedAt(call, 'arrival', day)),
      departureDelaySeconds: delayOf(update.departure, plannedAt(call, 'departure', day)),
    }),
  }
}

/** The planned second of one side of a call; of the other side where nothing says it. */
function plannedAt({ arrival, departure }: Call, side: 'arrival' | 'departure', day: string) {
  const moment = side === 'arrival' ? (arrival ?? departure) : (departure ?? arrival)
  if (moment === undefined) return undefined
  const minute = side === 'arrival' ? moment.latestMinute : moment.earliestMinute
  return Date.parse(`${day}T00:00:00+09:00`) / 1000 + minute * 60
}

/** A stated time goes before a delay; what is uncertain is added to what is late. */
function delayOf(event: StopTimeUpdate['arrival'], planned: number | undefined): number | undefined {
  if (event === undefined) return undefined
  const { delay, time, uncertainty = 0 } = event
  const seconds = time !== undefined && planned !== undefined ? time - planned : delay
  if (seconds === undefined) return undefined
  return seconds < 0 ? seconds - uncertainty : seconds > 0 ? seconds + uncertainty : 0
}

import type { Call, Moment, Run } from './run.ts'
import { optional } from './timed-stop.ts'
import { type KnownTrain, trainOfRun, withCalls } from './timetable.ts'
import type { Vehicle } from './vehicles.ts'

/** What a live message says of one stop of a train; what it says of a delay holds until the next stop it names. */
export type StopNews = {
  /** Stop id of ours. */
  readonly stop: string
  /** The how manyeth time the train calls there, from 0. */
  readonly nth: number
  /** skipped: it does not stop here. unknown: nothing is said from here on. */
  readonly state: 'timed' | 'skipped' | 'unknown'
  /** Signed: early is below 0. */
  readonly arrivalDelaySeconds?: number
  readonly departureDelaySeconds?: number
}

/** What a live message says of one train on one service day. */
export type TripNews = {
  /** Id of the train, or of the trip with its feed before it; without the day. */
  readonly train: string
  /** 'YYYY-MM-DD'. */
  readonly day: string
  readonly cancelled: boolean
  /** From the first stop on, until a stop says otherwise. */
  readonly delaySeconds?: number
  readonly stops: readonly StopNews[]
  /** An extra train that no timetable has: all that is known of it. */
  readonly added?: Pick<Run, 'line' | 'mode' | 'number' | 'to' | 'calls'>
  /** When it was measured or said, epoch milliseconds. */
  readonly at: number
  /** Source id of the message. */
  readonly source: string
}

/** A train of which a live message says something. */
export type LiveTrain = {
  /** As the timetable has it. */
  readonly train: KnownTrain
  readonly state: 'cancelled' | 'late' | 'early' | 'on-time' | 'added'
  /** The most that it is late (or early) at a stop; 0 otherwise. */
  readonly lateMinutes: number
  /** Stop ids where it does not stop against its timetable. */
  readonly skipped: readonly string[]
  readonly at: number
  readonly sources: readonly string[]
}

/** The vehicles of a day with what is said of them live. */
export type WithNews = { readonly vehicles: readonly Vehicle[]; readonly live: readonly LiveTrain[] }

/** Applies live news to the vehicles of a service day: a cancelled one is left out, an extra one comes in; both are told. */
export function withNews(vehicles: readonly Vehicle[], news: readonly TripNews[], day: string): WithNews {
  const byTrain = new Map(news.filter((one) => one.day === day).map((one) => [one.train, one]))
  if (byTrain.size === 0) return { vehicles, live: [] }
  const live: LiveTrain[] = []
  const left = vehicles.flatMap((vehicle) => {
    const { train, run } = vehicle
    const told = run && byTrain.get(trainIdOf(train.id, day))
    if (run === undefined || told === undefined) return [vehicle]
    const now = told.cancelled ? undefined : runWithNews(run, told)
    live.push(liveTrain({ train, run }, now, told))
    if (now === undefined) return []
    return [{ train: { ...withCalls(train, now), liveAt: told.at }, run: now }]
  })
  const extra = news.flatMap((one) => (one.day === day && one.added ? [extraVehicle(one, one.added)] : []))
  for (const { train, told } of extra)
    live.push({ train, state: 'added', lateMinutes: 0, skipped: [], at: told.at, sources: [told.source] })
  return { vehicles: [...left, ...extra], live }
}

function extraVehicle(told: TripNews, added: NonNullable<TripNews['added']>) {
  const run: Run = {
    ...added,
    id: `${told.train}@${told.day}`,
    day: told.day,
    standing: 'current',
    asOf: extraWords,
    liveAt: told.at,
  }
  return { train: { ...trainOfRun(run), liveAt: told.at }, run, told }
}

/** As of when an extra train is known: no timetable has it. */
const extraWords = { ja: '臨時（時刻表にない列車）', en: 'Extra train, in no timetable' }

/** A train's own id: an imported run carries its day, and the part of a cut train a number. */
export const trainIdOf = (id: string, day: string): string => {
  const at = id.indexOf(`@${day}`)
  return at === -1 ? id.replace(/\/\d+$/, '') : id.slice(0, at)
}

type Riding = { readonly train: KnownTrain; readonly run: Run }

function liveTrain({ train, run }: Riding, now: Run | undefined, { at, source }: TripNews): LiveTrain {
  const moments = (now?.calls ?? []).flatMap(({ arrival, departure }) =>
    [arrival, departure].flatMap((moment) => moment?.lateMinutes ?? []),
  )
  const [most, least] = [Math.max(0, ...moments), Math.min(0, ...moments)]
  const held = (calls: readonly Call[]): string[] =>
    calls.flatMap(({ stop, arrival, departure }) => ((arrival ?? departure) === undefined ? [] : [stop]))
  const calls = held(now?.calls ?? [])
  return {
    train,
    state: now === undefined ? 'cancelled' : most > 0 ? 'late' : least < 0 ? 'early' : 'on-time',
    lateMinutes: most > 0 ? most : least,
    skipped: now === undefined ? [] : held(run.calls).filter((stop) => !calls.includes(stop)),
    at,
    sources: [source],
  }
}

/**
 * A run with its delays. A train that is late may make up for it, so who boards is told the timetable's minute and who
 * gets off the delayed one; of an early train it is the other way around. Undefined where fewer than two stops are left.
 */
export function runWithNews(run: Run, news: TripNews): Run | undefined {
  const counts = new Map<string, number>()
  let late = news.delaySeconds ?? 0
  const calls = run.calls.map((call): Call => {
    const nth = counts.get(call.stop) ?? 0
    counts.set(call.stop, nth + 1)
    const own = news.stops.find((one) => one.stop === call.stop && one.nth === nth)
    const { arrival, departure, ...rest } = call
    if (own?.state === 'skipped') return rest
    if (own?.state === 'unknown') late = 0
    const arrivesLate = own?.arrivalDelaySeconds ?? late
    late = own?.departureDelaySeconds ?? arrivesLate
    const by = (moment: Moment | undefined, seconds: number) => moment && moved(moment, seconds, news.source)
    return { ...rest, ...optional({ arrival: by(arrival, arrivesLate), departure: by(departure, late) }) }
  })
  const held = calls.filter(isHeld)
  if (held.length < 2) return undefined
  const within = calls.slice(calls.indexOf(held[0]!), calls.lastIndexOf(held.at(-1)!) + 1)
  return { ...run, calls: inOrder(within), liveAt: news.at }
}

const isHeld = ({ arrival, departure }: Call): boolean => arrival !== undefined || departure !== undefined

function moved(moment: Moment, seconds: number, source: string): Moment {
  if (seconds === 0) return moment
  const minutes = seconds > 0 ? Math.ceil(seconds / 60) : Math.floor(seconds / 60)
  return {
    ...moment,
    earliestMinute: moment.earliestMinute + Math.min(0, minutes),
    latestMinute: moment.latestMinute + Math.max(0, minutes),
    exact: false,
    lateMinutes: (moment.lateMinutes ?? 0) + minutes,
    sources: [...new Set([...moment.sources, source])],
  }
}

/** Both bounds only grow along a run: a delay that shrinks is not trusted to be made up at once. */
function inOrder(calls: readonly Call[]): Call[] {
  let latest = -Infinity
  const later = calls.map((call) =>
    onBothSides(call, (moment) => {
      latest = Math.max(latest, moment.latestMinute)
      return { ...moment, latestMinute: latest, exact: moment.exact && latest === moment.earliestMinute }
    }),
  )
  let earliest = Infinity
  return later
    .toReversed()
    .map((call) =>
      onBothSides(
        call,
        (moment) => {
          earliest = Math.min(earliest, moment.earliestMinute)
          return {
            ...moment,
            earliestMinute: earliest,
            exact: moment.exact && earliest === moment.latestMinute,
          }
        },
        true,
      ),
    )
    .toReversed()
}

function onBothSides(call: Call, change: (moment: Moment) => Moment, isBackwards = false): Call {
  const { arrival, departure, ...rest } = call
  const sides = isBackwards ? [departure, arrival] : [arrival, departure]
  const changed = sides.map((moment) => moment && change(moment))
  const [arrives, leaves] = isBackwards ? changed.toReversed() : changed
  return { ...rest, ...optional({ arrival: arrives, departure: leaves }) }
}

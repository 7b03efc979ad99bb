import { type Claim, callSize, isServedOn, type KeptFeed, type KeptTrip } from './feed.ts'
import { withBlocks } from './feed-blocks.ts'
import type { FeedDay } from './ports.ts'
import type { Call, Moment, Run } from './run.ts'
import { optional } from './timed-stop.ts'

/** What an imported timetable says of one day, line by line. */
export function feedDaysOf(feed: KeptFeed, date: string): FeedDay[] {
  const { head, services, trips, trains } = feed
  const served = services.map((service) => isServedOn(service, date))
  const ridden = trips.flatMap((trip) =>
    served[trip.service] ? [{ trip, run: runOf(trip, feed, date) }] : [],
  )
  const runs = new Map<string, Run[]>()
  for (const run of withBlocks(ridden)) {
    const known = runs.get(run.line)
    if (known === undefined) runs.set(run.line, [run])
    else known.push(run)
  }
  const complete = new Set(head.complete.filter((claim) => holds(claim, date)).map(({ line }) => line))
  const lines = new Set([...runs.keys(), ...complete, ...trains.flatMap((train) => train.lines.slice(0, 1))])
  return [...lines].map((line, i) => ({
    id: head.id,
    line,
    replaces: complete.has(line),
    complete: complete.has(line),
    runs: runs.get(line) ?? [],
    trains: trains.filter((train) => train.lines[0] === line),
    // Ways on foot belong to no line: they are told once.
    footpaths: i === 0 ? head.footpaths : [],
  }))
}

const holds = ({ from, to }: Claim, date: string): boolean => date >= from && date <= to

function runOf(trip: KeptTrip, { head, stops }: KeptFeed, day: string): Run {
  const line = head.lines[trip.line]!
  const { id, number, name, to, direction, calls, wide } = trip
  const size = wide ? callSize.wide : callSize.exact
  const count = calls.length / size
  const made = Array.from({ length: count }, (_, i): Call => {
    const stop = stops[calls[i * size]!]!.id
    return wide
      ? wideCall(stop, calls.slice(i * size, (i + 1) * size), head)
      : {
          stop,
          ...optional({
            arrival: stated(calls[i * size + 1]!, head),
            departure: stated(calls[i * size + 2]!, head),
          }),
        }
  })
  return {
    id: `${head.id}:${id}@${day}`,
    day,
    line: line.id,
    mode: line.mode,
    ...optional({ number, name, to, direction }),
    standing: 'current',
    asOf: trip.asOf ?? head.asOf,
    calls: made,
  }
}

type Tellings = Pick<KeptFeed['head'], 'tellings'>

function stated(minute: number, { tellings }: Tellings): Moment | undefined {
  if (minute < 0) return undefined
  const { sources, confidence } = tellings[0]!
  return { earliestMinute: minute, latestMinute: minute, exact: true, confidence, sources }
}

function wideCall(
  stop: string,
  numbers: readonly number[],
  head: Tellings & Pick<KeptFeed['head'], 'lines'>,
): Call {
  const [, arrivesFrom, arrivesTo, leavesFrom, leavesTo, exact, telling, ahead] = numbers as readonly [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const { arrival: ofArrival, ...ground } = head.tellings[telling]!
  const moment = (earliestMinute: number, latestMinute: number, bit: 1 | 2): Moment | undefined =>
    earliestMinute < 0
      ? undefined
      : {
          earliestMinute,
          latestMinute,
          exact: (exact & bit) !== 0,
          ...(bit === 1 ? (ofArrival ?? ground) : ground),
        }
  return {
    stop,
    ...optional({
      arrival: moment(arrivesFrom, arrivesTo, 1),
      departure: moment(leavesFrom, leavesTo, 2),
      line: head.lines[ahead]?.id,
    }),
  }
}

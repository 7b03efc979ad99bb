import { addDays } from '../platform/clock.ts'
import type { RailDay } from './day.ts'
import type { Call, Run } from './run.ts'
import { partsOf, runOfPart } from './through.ts'
import { optional } from './timed-stop.ts'

/** One train of the feed: the days on which it runs with the very same calls. */
export type OutTrip = {
  readonly id: string
  readonly run: Run
  readonly dates: readonly string[]
  /** Shared with the trains that the same vehicle is before and after. */
  readonly block?: string
}

/** From the first to the last day, both with them, 'YYYY-MM-DD'. */
export type Range = { readonly from: string; readonly to: string }

export function daysOfRange({ from, to }: Range): string[] {
  const days: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}

/**
 * The trains of every day of the range. What hinders a day is in it: a train that ends early on some days is a second
 * trip with its own days. Runs of older timetables are left out: nobody confirmed that they still run.
 */
export function outTrips(range: Range, dayOf: (date: string) => RailDay): OutTrip[] {
  const variants = new Map<string, Map<string, Variant>>()
  for (const date of daysOfRange(range))
    for (const { run, block } of dayOf(date).runs.flatMap((one) => trainsOf(one, date))) {
      if (run.day !== date) continue
      const train = withoutDay(run.id, date)
      const known = variants.get(train) ?? new Map<string, Variant>()
      variants.set(train, known)
      const shape = JSON.stringify([run.line, run.mode, run.calls.map(timesOf), block])
      const variant = known.get(shape)
      if (variant === undefined) known.set(shape, { run, dates: [date], ...optional({ block }) })
      else variant.dates.push(date)
    }
  return [...variants]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([train, known]) =>
      [...known.values()].toSorted(byDays).map((variant, i) => ({
        id: i === 0 ? train : `${train}~${i + 1}`,
        ...variant,
      })),
    )
}

type Variant = {
  readonly run: Run
  readonly dates: string[]
  readonly block?: string
}

const withoutDay = (id: string, date: string): string => id.replace(`@${date}`, '')

/** The trains that a vehicle is, one after another: they share a block, so that readers know that one stays on board. */
function trainsOf(run: Run, date: string): Pick<Variant, 'run' | 'block'>[] {
  const parts = partsOf(run)
  if (parts.length === 1) return [{ run }]
  return parts.map((part) => ({
    run: runOfPart(run, part),
    block: withoutDay(run.id, date),
  }))
}

/** The ordinary one first; it keeps the train's own id. */
const byDays = (a: Variant, b: Variant): number => b.dates.length - a.dates.length

const timesOf = ({ stop, line, arrival, departure }: Call) => [stop, line, arrival, departure]

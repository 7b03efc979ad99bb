import type { Line } from '../../content/index.ts'
import type { RailDay } from './day.ts'
import { impossible, indexOf } from './timetable-index.ts'

/** The stops of lines that may have trains which nobody told us of. */
export type OpenLines = readonly (readonly string[])[]

/** The stops of lines: our own by their stations where trains call, those of feeds by the runs of a day. */
export function stopsOf(
  wanted: readonly string[],
  lines: readonly Pick<Line, 'id' | 'parts'>[],
  { runs }: Pick<RailDay, 'runs'>,
): OpenLines {
  return wanted.map((id) => {
    const own = lines.find((line) => line.id === id)?.parts.flatMap(({ stops }) => stops) ?? []
    const served = own.flatMap(({ station, km }) => (km === null ? [] : [station]))
    const called = runs.flatMap(({ line, calls }) =>
      calls.flatMap((call, i) => {
        const before = i === 0 ? undefined : (calls[i - 1]!.line ?? line)
        return (call.line ?? line) === id || before === id ? [call.stop] : []
      }),
    )
    return [...new Set([...served, ...called])]
  })
}

/**
 * Whether one might get from a stop to a goal from a minute on if the open lines had trains whenever one wants: on
 * those one moves at will, on the others with known trains only. False proves that nothing leads there.
 */
export function mightLead(
  day: RailDay,
  openLines: OpenLines,
  asked: { readonly stop: string; readonly minute: number; readonly goals: ReadonlySet<string> },
): boolean {
  const { stops, order, board, alight, from, to, run, change, walksFrom } = indexOf(day)
  const ready = new Map<string, number>()
  const reach = reaching(day, openLines, ready)
  const boarded = new Set<number>()
  reach(asked.stop, asked.minute)
  for (let hop = 0; hop < order.length; hop++) {
    if (!boarded.has(run[hop]!) && (ready.get(stops[from[hop]!]!) ?? Infinity) > board[hop]!) continue
    boarded.add(run[hop]!)
    const [stop, minute] = [to[hop]!, alight[hop]!]
    if (minute >= impossible) continue
    reach(stops[stop]!, minute + change[stop]!)
    for (let i = walksFrom.first[stop]!; i < walksFrom.first[stop + 1]!; i++)
      reach(stops[walksFrom.stop[i]!]!, minute + walksFrom.minutes[i]!)
  }
  return [...asked.goals].some((goal) => ready.has(goal))
}

/** Enters when one is ready at a stop, and at all that one gets to from it on open lines and on foot. */
function reaching(day: RailDay, openLines: OpenLines, ready: Map<string, number>) {
  const { stops, stopOf, walksFrom } = indexOf(day)
  const linesAt = new Map<string, OpenLines>()
  for (const line of openLines) for (const at of line) linesAt.set(at, [...(linesAt.get(at) ?? []), line])
  return (first: string, minute: number): void => {
    const open = [{ at: first, minute }]
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { at, minute } = next
      if (minute >= (ready.get(at) ?? Infinity)) continue
      ready.set(at, minute)
      for (const line of linesAt.get(at) ?? []) open.push(...line.map((other) => ({ at: other, minute })))
      const stop = stopOf.get(at)
      if (stop === undefined) continue
      for (let i = walksFrom.first[stop]!; i < walksFrom.first[stop + 1]!; i++)
        open.push({ at: stops[walksFrom.stop[i]!]!, minute: minute + walksFrom.minutes[i]! })
    }
  }
}

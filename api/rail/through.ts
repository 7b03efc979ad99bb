import type { Call, Run } from './run.ts'
import { optional } from './timed-stop.ts'

/** A train as part of a vehicle that is several trains one after another: it begins at a call of the whole run. */
export type Part = Pick<
  Run,
  'id' | 'line' | 'number' | 'name' | 'to' | 'direction' | 'asOf' | 'liveAt' | 'goesOnAs'
> & { readonly fromIndex: number }

/** Nobody is left sitting in a vehicle that stands longer than this; it is boarded anew. */
export const longestStandMinutes = 60

/**
 * Whether who rides one run to its end may sit there until the same vehicle leaves as another: it begins where the first
 * one ends, after it, and within the hour.
 */
export function isOneRide(before: Run, after: Run): boolean {
  const [end, start] = [before.calls.at(-1)!, after.calls[0]!]
  const [arrival, departure] = [end.arrival, start.departure]
  if (arrival === undefined || departure === undefined || end.stop !== start.stop) return false
  return (
    before.mode === after.mode &&
    departure.latestMinute >= arrival.earliestMinute &&
    departure.earliestMinute - arrival.latestMinute <= longestStandMinutes
  )
}

/** The runs with those of one vehicle as one, in the order of the first of each. */
export function throughRuns(runs: readonly Run[]): Run[] {
  if (!runs.some(({ goesOnAs }) => goesOnAs !== undefined)) return [...runs]
  const byId = new Map(runs.map((run) => [run.id, run]))
  const after = new Map<Run, Run>()
  const taken = new Set<Run>()
  for (const run of runs) {
    const next = run.goesOnAs === undefined ? undefined : byId.get(run.goesOnAs)
    if (next === undefined || next === run || taken.has(next)) continue
    if (run.calls.at(-1)!.stop !== next.calls[0]!.stop) continue
    after.set(run, next)
    taken.add(next)
  }
  return runs.filter((run) => !taken.has(run)).map((run) => joined(chainFrom(run, after)))
}

function chainFrom(first: Run, after: ReadonlyMap<Run, Run>): Run[] {
  const chain = [first]
  for (let run = after.get(first); run !== undefined; run = after.get(run)) chain.push(run)
  return chain
}

/** One run of several: it has the id of the first, and each call tells its own line. */
function joined(chain: readonly Run[]): Run {
  const [first, ...others] = chain as [Run, ...Run[]]
  if (others.length === 0) return first
  const calls: Call[] = [...first.calls]
  const parts: Part[] = [{ ...named(first), fromIndex: 0 }]
  for (const run of others) {
    const { stop, arrival } = calls.pop()!
    parts.push({ ...named(run), fromIndex: calls.length })
    const ofLine = run.calls.map((call) => (run.line === first.line ? call : { line: run.line, ...call }))
    calls.push({ ...ofLine[0]!, stop, ...optional({ arrival }) }, ...ofLine.slice(1))
  }
  const said = chain.flatMap(({ liveAt }) => liveAt ?? [])
  const { goesOnAs: _, direction, ...whole } = first
  return {
    ...whole,
    ...(others.every((run) => run.direction === direction) ? optional({ direction }) : {}),
    ...(said.length === 0 ? {} : { liveAt: Math.max(...said) }),
    calls,
    parts,
  }
}

const named = ({ id, line, number, name, to, direction, asOf, liveAt, goesOnAs }: Run) => ({
  id,
  line,
  asOf,
  ...optional({ number, name, to, direction, liveAt, goesOnAs }),
})

/** The trains that a run is, one after another; most are one. */
export const partsOf = (run: Run): readonly Part[] => run.parts ?? [{ ...named(run), fromIndex: 0 }]

/** Which of its trains one boards (or gets off) at a call: where they meet, one boards the next and gets off the first. */
export const partAt = (run: Run, index: number, side: 'departure' | 'arrival'): Part =>
  partsOf(run).findLast(({ fromIndex }) => (side === 'departure' ? fromIndex <= index : fromIndex < index)) ??
  partsOf(run)[0]!

/** What the train becomes between two calls, while one stays on board. */
export const becomesBetween = (run: Run, fromIndex: number, toIndex: number): readonly Part[] =>
  partsOf(run).filter((part) => part.fromIndex > fromIndex && part.fromIndex < toIndex)

/** The calls of one of its trains, from where it begins to where it ends, as those of a run of its own. */
export function runOfPart(run: Run, part: Part): Run {
  const parts = partsOf(run)
  if (parts.length === 1) return run
  const end = parts.find(({ fromIndex }) => fromIndex > part.fromIndex)?.fromIndex ?? run.calls.length - 1
  const calls = run.calls.slice(part.fromIndex, end + 1).map((call, i, all) => {
    const { arrival, departure, line, ...rest } = call
    return {
      ...rest,
      ...optional({
        arrival: i === 0 && part.fromIndex > 0 ? undefined : arrival,
        departure: i === all.length - 1 && end < run.calls.length - 1 ? undefined : departure,
        line: (line ?? run.line) === part.line || i === all.length - 1 ? undefined : (line ?? run.line),
      }),
    }
  })
  const { parts: _, liveAt: _said, direction: _way, number: _number, name: _name, to: _to, ...whole } = run
  const { fromIndex: _from, ...own } = part
  return { ...whole, ...own, calls }
}

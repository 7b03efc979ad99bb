import type { Footpath } from './run.ts'

/** Beyond this a chain of footpaths is no change of trains any more, minutes. */
const longestChainMinutes = 60

/**
 * All ways on foot between two different stops, also over others: who may walk from A to B and from B to C may walk
 * from A to C. No chain is longer than an hour, and no way shorter than a minute.
 */
export function closedFootpaths(footpaths: readonly Footpath[]): Footpath[] {
  const leaving = Map.groupBy(
    footpaths.filter(({ from, to }) => from !== to),
    ({ from }) => from,
  )
  return [...leaving.keys()].flatMap((from) =>
    [...reachedFrom(from, leaving)].map(([to, walkMinutes]) => ({ from, to, walkMinutes })),
  )
}

function reachedFrom(start: string, leaving: ReadonlyMap<string, readonly Footpath[]>): Map<string, number> {
  const best = new Map([[start, 0]])
  const open = new Set([start])
  for (const here of open) {
    open.delete(here)
    for (const { to, walkMinutes } of leaving.get(here) ?? []) {
      const minutes = best.get(here)! + Math.max(1, walkMinutes)
      const isDirect = here === start
      if (minutes >= (best.get(to) ?? Infinity)) continue
      if (!isDirect && minutes > longestChainMinutes) continue
      best.set(to, minutes)
      open.add(to)
    }
  }
  best.delete(start)
  return best
}

import type { KeptTrip } from './feed.ts'
import type { Run } from './run.ts'
import { isOneRide } from './through.ts'

/** A trip and its run on a day. */
type Ridden = { readonly trip: KeptTrip; readonly run: Run }

/** The runs of a day, each with the run as which its vehicle goes on: the next one of its block, where one may stay. */
export function withBlocks(ridden: readonly Ridden[]): Run[] {
  const blocks = new Map<string, Ridden[]>()
  for (const one of ridden) {
    const { block } = one.trip
    if (block === undefined) continue
    const known = blocks.get(block)
    if (known === undefined) blocks.set(block, [one])
    else known.push(one)
  }
  const goesOn = new Map<Run, string>()
  for (const block of blocks.values()) {
    const inOrder = block.toSorted((a, b) => leavesAt(a) - leavesAt(b))
    for (const [i, before] of inOrder.entries()) {
      const after = inOrder[i + 1]
      if (after === undefined || before.trip.allOffBefore?.includes(after.trip.id)) continue
      if (isOneRide(before.run, after.run)) goesOn.set(before.run, after.run.id)
    }
  }
  withInSeat(ridden, goesOn)
  return ridden.map(({ run }) => {
    const goesOnAs = goesOn.get(run)
    return goesOnAs === undefined ? run : { ...run, goesOnAs }
  })
}

/**
 * Trips that share no block, but of which the feed says that one stays seated. Where several of them run on the day the
 * train is split there, and where two trains become one they are coupled: then nobody here knows which part one sits in.
 */
function withInSeat(ridden: readonly Ridden[], goesOn: Map<Run, string>): void {
  const byTrip = new Map(ridden.map((one) => [one.trip.id, one]))
  const nextOf = ({ trip, run }: Ridden): Run[] =>
    (trip.goesOnAs ?? []).flatMap((id) => {
      const after = byTrip.get(id)?.run
      return after !== undefined && isOneRide(run, after) ? [after] : []
    })
  const wanted = ridden.flatMap((one) => nextOf(one).map((after) => ({ run: one.run, after })))
  for (const { run, after } of wanted) {
    const isAlone = wanted.filter((one) => one.run === run || one.after === after).length === 1
    if (isAlone && !goesOn.has(run) && ![...goesOn.values()].includes(after.id)) goesOn.set(run, after.id)
  }
}

const leavesAt = ({ run }: Ridden): number => run.calls[0]!.departure?.earliestMinute ?? Infinity

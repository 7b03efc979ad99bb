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
  return ridden.map(({ run }) => {
    const goesOnAs = goesOn.get(run)
    return goesOnAs === undefined ? run : { ...run, goesOnAs }
  })
}

const leavesAt = ({ run }: Ridden): number => run.calls[0]!.departure?.earliestMinute ?? Infinity

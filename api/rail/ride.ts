import type { Run } from './run.ts'

/** A part of a ride on one line: what a fare is reckoned by. */
export type RideOf = { readonly line: string; readonly from: string; readonly to: string }

/** The lines under a ride from one call of a run to a later one (indexes into `calls`), in the order of riding. */
export function ridesBetween(run: Pick<Run, 'line' | 'calls'>, fromIndex: number, toIndex: number): RideOf[] {
  const rides: RideOf[] = []
  for (let i = fromIndex; i < toIndex; i++) {
    const [here, next] = [run.calls[i]!, run.calls[i + 1]!]
    const line = here.line ?? run.line
    const last = rides.at(-1)
    if (last?.line === line) rides.splice(-1, 1, { ...last, to: next.stop })
    else rides.push({ line, from: here.stop, to: next.stop })
  }
  return rides
}

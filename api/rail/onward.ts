import type { Run } from './run.ts'
import { partsOf } from './through.ts'
import { optional } from './timed-stop.ts'
import type { KnownTrain, Onward } from './timetable.ts'
import type { Vehicle } from './vehicles.ts'

/** The trains as boards show them, each with what its vehicle becomes where it ends. */
export function withOnward(vehicles: readonly Vehicle[], runs: readonly Run[]): KnownTrain[] {
  const onward = new Map<string, Onward[]>()
  for (const run of runs) {
    const parts = partsOf(run)
    for (const [i, { id }] of parts.slice(0, -1).entries())
      onward.set(
        id,
        parts.slice(i + 1).map(({ fromIndex, number, name, to }) => ({
          station: run.calls[fromIndex]!.stop,
          ...optional({ number, name, to }),
        })),
      )
  }
  return vehicles.map(({ train, run }) => {
    const goesOn = run && onward.get(run.id)
    return goesOn === undefined ? train : { ...train, onward: goesOn }
  })
}

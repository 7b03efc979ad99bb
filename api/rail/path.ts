import { impossible, type TimetableIndex, type Walks } from './timetable-index.ts'

/** A stop with the minutes on foot to it or from it. */
export type Foot = { readonly stop: number; readonly minutes: number }

/** Where a search begins and ends: for each stop the minutes on foot from the start, and to the goal. */
export type Ends = { readonly access: Int32Array; readonly egress: Int32Array }

/** A way that a search found: which vehicles, from which call to which. */
export type Path = {
  readonly departureMinute: number
  readonly arrivalMinute: number
  readonly changes: number
  readonly walkMinutes: number
  readonly rides: readonly PathRide[]
}

/** Run of the index, and indexes into its calls. */
export type PathRide = { readonly run: number; readonly fromIndex: number; readonly toIndex: number }

/** Starts and goals, also those that a footpath away from a start or goal makes one. */
export const endsOf = (
  index: TimetableIndex,
  { starts, goals }: { readonly starts: readonly Foot[]; readonly goals: readonly Foot[] },
): Ends => ({
  access: minutesOnFoot(starts, index, index.walksFrom),
  egress: minutesOnFoot(goals, index, index.walksTo),
})

function minutesOnFoot(feet: readonly Foot[], { stops }: TimetableIndex, walks: Walks): Int32Array {
  const minutes = new Int32Array(stops.length).fill(impossible)
  for (const foot of feet) {
    minutes[foot.stop] = Math.min(minutes[foot.stop]!, foot.minutes)
    for (let i = walks.first[foot.stop]!; i < walks.first[foot.stop + 1]!; i++) {
      const other = walks.stop[i]!
      minutes[other] = Math.min(minutes[other]!, foot.minutes + walks.minutes[i]!)
    }
  }
  return minutes
}

/** Minutes on foot from one stop to another; 0 where they are the same. */
export function footMinutes({ walksFrom }: TimetableIndex, from: number, to: number): number {
  if (from === to) return 0
  for (let i = walksFrom.first[from]!; i < walksFrom.first[from + 1]!; i++)
    if (walksFrom.stop[i] === to) return walksFrom.minutes[i]!
  return impossible
}

/** Rides, each as the connection one boards and the one one leaves, as a path with its times. */
export function pathOf(
  index: TimetableIndex,
  ends: Ends,
  rides: readonly (readonly [number, number])[],
): Path {
  const { board, alight, from, to, run, call } = index
  const [first, last] = [rides[0]![0], rides.at(-1)![1]]
  const access = ends.access[from[first]!]!
  const egress = ends.egress[to[last]!]!
  let walkMinutes = access + egress
  for (let i = 1; i < rides.length; i++)
    walkMinutes += footMinutes(index, to[rides[i - 1]![1]]!, from[rides[i]![0]]!)
  return {
    departureMinute: board[first]! - access,
    arrivalMinute: alight[last]! + egress,
    changes: rides.length - 1,
    walkMinutes,
    rides: rides.map(([on, off]) => ({ run: run[on]!, fromIndex: call[on]!, toIndex: call[off]! + 1 })),
  }
}

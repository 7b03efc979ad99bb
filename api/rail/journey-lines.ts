import type { RailDay } from './day.ts'
import type { Journey } from './journey.ts'
import { ridesBetween } from './ride.ts'
import type { Run } from './run.ts'
import { partsOf } from './through.ts'
import { trainIdOf } from './trip-news.ts'

/** The lines under the rides of journeys. */
export const linesOf = (journeys: readonly Journey[]): Set<string> =>
  new Set(
    journeys.flatMap(({ legs }) =>
      legs.flatMap((leg) =>
        leg.kind === 'ride' ? ridesBetween(leg.run, leg.fromIndex, leg.toIndex).map(({ line }) => line) : [],
      ),
    ),
  )

/** How much of the lines is known and what hinders them; of all lines where none is used. */
export function aboutLines({ coverage, suspensions, notices, live }: RailDay, lines: ReadonlySet<string>) {
  const isMeant = (line: string): boolean => lines.size === 0 || lines.has(line)
  return {
    coverage: coverage.filter(({ line }) => isMeant(line)),
    suspensions: suspensions.filter(({ line }) => isMeant(line)),
    notices: notices.filter((notice) => notice.lines.some(isMeant)),
    live: live.filter(({ train }) => train.lines.some(isMeant)),
  }
}

/** When a live message said something of a run of the day; of a train of the night before it says nothing here. */
export const saidOf =
  ({ live }: RailDay) =>
  (run: Run): number | undefined => {
    const ids = new Set(partsOf(run).map(({ id }) => trainIdOf(id, run.day)))
    const said = live.filter(({ train }) => ids.has(trainIdOf(train.id, run.day))).map(({ at }) => at)
    return said.length === 0 ? undefined : Math.max(...said)
  }

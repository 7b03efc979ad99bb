import { startOf } from './night.ts'
import type { Run } from './run.ts'
import { withCalls } from './timetable.ts'
import { runWithNews } from './trip-news.ts'
import type { Vehicle } from './vehicles.ts'

/** A vehicle that comes late as one train leaves late as the next, also where nothing is said of that one. */
export function withDelaysCarried(vehicles: readonly Vehicle[]): readonly Vehicle[] {
  const goingOn = vehicles.flatMap(({ run }) => (run?.goesOnAs === undefined ? [] : [run]))
  if (goingOn.length === 0) return vehicles
  const now = new Map<string, Run>(vehicles.flatMap(({ run }) => (run ? [[run.id, run] as const] : [])))
  for (const { id } of goingOn.toSorted((a, b) => startOf(a) - startOf(b))) {
    const before = now.get(id)!
    const after = now.get(before.goesOnAs!)
    if (after !== undefined) now.set(after.id, delayedBy(before, after))
  }
  return vehicles.map((vehicle): Vehicle => {
    const { train, run } = vehicle
    const late = run && now.get(run.id)
    if (late === undefined || late === run) return vehicle
    return {
      train: { ...withCalls(train, late), liveAt: late.liveAt! },
      run: late,
    }
  })
}

/** The next train with what its vehicle is late by more than its wait makes up for. */
function delayedBy(before: Run, after: Run): Run {
  const [end, start] = [before.calls.at(-1)!, after.calls[0]!]
  const [arrival, departure] = [end.arrival, start.departure]
  if (before.liveAt === undefined || end.stop !== start.stop) return after
  if (arrival === undefined || departure === undefined) return after
  const minutes = arrival.latestMinute - departure.latestMinute
  // Where the train before is late, the message is the last of its sources.
  const source = arrival.sources.at(-1)
  if (minutes <= 0 || source === undefined) return after
  const at = Math.max(before.liveAt, after.liveAt ?? 0)
  const news = {
    train: after.id,
    day: after.day,
    cancelled: false,
    stops: [],
    source,
    at,
  }
  return runWithNews(after, { ...news, delaySeconds: minutes * 60 }) ?? after
}

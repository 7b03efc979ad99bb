import type { AllEntries } from './build-content.ts'
import type { Problems } from './read.ts'
import type { LinePart } from './schemas/line.ts'
import type { StopEvent } from './schemas/timetable.ts'

/** Between two times of a train that a source states there is never more, minutes. */
const longestGap = 12 * 60

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/**
 * The times of a train grow along it. A time before the one before it would be read as of the next day, so it is
 * refused when that would make a gap of more than twelve hours.
 */
export function timesProblem(events: readonly StopEvent[]): { at: number; what: string } | undefined {
  let before: number | undefined
  for (const [at, event] of events.entries()) {
    for (const which of ['arr', 'dep'] as const) {
      const time = event[which]
      if (time === undefined) continue
      const gap = before === undefined ? 0 : (minuteOf(time) - before + 1440) % 1440
      if (gap > longestGap) return { at, what: `${which} ${time} is before the time before it` }
      before = minuteOf(time)
    }
  }
  return undefined
}

/** What references cannot say of trains, suspensions and winter timetables. */
export function checkTimetable(all: AllEntries, problems: Problems): void {
  for (const { file, data } of all.timetables) {
    const seen = new Set<string>()
    data.trains.forEach(({ id, events }, t) => {
      const wrong = timesProblem(events)
      if (wrong !== undefined) problems.add(file, `trains.${t}.events.${wrong.at}`, wrong.what)
      if (seen.has(id)) problems.add(file, `trains.${t}.id`, `"${id}" stands twice`)
      seen.add(id)
    })
  }
  const parts = new Map(all.lines.map(({ data }) => [data.id, data.parts]))
  const isOn = (line: string, station: string): boolean =>
    (parts.get(line) ?? []).some((part: LinePart) => part.stops.some((stop) => stop.station === station))
  const needOn = (file: string, field: string, line: string, stations: readonly string[]): void => {
    for (const station of stations)
      if (!isOn(line, station))
        problems.add(file, field, `names "${station}", which is not on the line "${line}"`)
  }
  all.suspensions?.forEach(({ line, from, to, substitute }, i) => {
    const file = 'content/suspensions.json'
    needOn(file, `${i}`, line, [...from, to])
    substitute.service?.trips?.forEach(({ events }, t) => {
      const wrong = timesProblem(events)
      const field = `${i}.substitute.service.trips.${t}.events`
      if (wrong !== undefined) problems.add(file, `${field}.${wrong.at}`, wrong.what)
    })
  })
  all.winterTimetables?.forEach(({ line, later }, i) =>
    later.forEach((one, n) => {
      if ('from' in one) needOn('content/winter-timetables.json', `${i}.later.${n}`, line, [one.from, one.to])
    }),
  )
}

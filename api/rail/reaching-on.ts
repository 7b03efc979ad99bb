import type { StopEvent, Train } from '../../content/index.ts'

/**
 * A train of a sheet, with what is published of the same train beyond the sheet's two ends: whoever writes down the
 * stations of a part of a line takes nothing away from the rest of it. Only where both state the very time at that end:
 * where they do not, the timetable has changed, and the published times beyond are of the old one. A train that the
 * sheet ends where it says the train goes is whole.
 */
export function reachingOn(sheet: Train, published: readonly Train[]): Train {
  const [first, last] = [sheet.events[0]!, sheet.events.at(-1)!]
  const isWhole = sheet.to?.station !== undefined && sheet.to.station === last.station
  const before = longest(published.map(({ events }) => events.slice(0, placeOf(first, events) ?? 0)))
  const after = isWhole ? [] : longest(published.map(({ events }) => eventsAfter(last, events)))
  return before.length + after.length === 0
    ? sheet
    : { ...sheet, events: [...before, ...sheet.events, ...after] }
}

const eventsAfter = (last: StopEvent, events: readonly StopEvent[]): readonly StopEvent[] => {
  const place = placeOf(last, events)
  return place === undefined ? [] : events.slice(place + 1)
}

/** Where these events state the same time of the same station. */
function placeOf(one: StopEvent, events: readonly StopEvent[]): number | undefined {
  const place = events.findIndex((other) => isSameMoment(one, other))
  return place === -1 ? undefined : place
}

const isSameMoment = (a: StopEvent, b: StopEvent): boolean =>
  a.station !== null &&
  a.station === b.station &&
  (a.dep === undefined && b.dep === undefined ? a.arr === b.arr : a.dep === b.dep)

const longest = (all: readonly (readonly StopEvent[])[]): readonly StopEvent[] =>
  all.reduce((most, one) => (one.length > most.length ? one : most), [])

import type { Festival } from '../../content/index.ts'
import { comingDay, daysIn } from './festival-day.ts'

/** An event with the days on which it is held next; no days where its rule is not certain enough to name one. */
export type ComingEvent = {
  readonly event: Festival
  readonly days?: { readonly first: string; readonly last: string }
}

/** The month asked for: 'YYYY-MM', or '1' … '12' for the next such month. */
export type AskedMonth = string

/** Year and month that are meant. */
export function monthMeant(asked: AskedMonth, today: string): { year: number; month: number } {
  const [first, second] = asked.split('-').map(Number)
  if (second !== undefined) return { year: first!, month: second }
  const [year, now] = today.split('-').map(Number)
  return { year: first! < now! ? year! + 1 : year!, month: first! }
}

const monthOf = (day: string): number => Number(day.slice(5, 7))

/** Events of a month in one year: those whose days touch it, and those only roughly known for it. */
export function eventsIn(
  events: readonly Festival[],
  { year, month }: { year: number; month: number },
): ComingEvent[] {
  return events
    .flatMap((event): ComingEvent[] => {
      const days = event.date.certain ? daysIn(event.date.rule, year) : undefined
      if (days === undefined) return event.date.months.includes(month) ? [{ event }] : []
      return monthOf(days.first) <= month && month <= monthOf(days.last) ? [{ event, days }] : []
    })
    .toSorted((a, b) => order(a, b))
}

const order = (a: ComingEvent, b: ComingEvent): number => {
  const [x, y] = [a.days?.first ?? '9', b.days?.first ?? '9']
  return x < y ? -1 : x > y ? 1 : a.event.id < b.event.id ? -1 : 1
}

/** All events, the next one first; those without a certain day by the months until they come. */
export function eventsFrom(events: readonly Festival[], today: string): ComingEvent[] {
  return events
    .map((event) => ({ coming: comingOf(event, today), wait: waitOf(event, today) }))
    .toSorted((a, b) => a.wait - b.wait || (a.coming.event.id < b.coming.event.id ? -1 : 1))
    .map(({ coming }) => coming)
}

function comingOf(event: Festival, today: string): ComingEvent {
  const next = event.date.certain ? comingDay(event.date.rule, today) : undefined
  const days = next === undefined ? undefined : daysIn(event.date.rule, Number(next.slice(0, 4)))
  return days === undefined ? { event } : { event, days }
}

const monthMs = 2_629_800_000

/** Months until an event; a rough time counts as the middle of its month. */
function waitOf(event: Festival, today: string): number {
  const next = event.date.certain ? comingDay(event.date.rule, today) : undefined
  if (next !== undefined) return (Date.parse(next) - Date.parse(today)) / monthMs
  return Math.min(...event.date.months.map((month) => (month - monthOf(today) + 12) % 12)) + 0.5
}

/** What is true today: trains that have a source, places within reach, the festival that comes next. */
import { comingDay } from '../../api/places/festival-day.ts'
import { type Offline, plainTime } from './rail.ts'
import { events, lineById, monthSeason, places } from './region.ts'
import type { FestivalEvent, Line, Place, Text } from './region-model.ts'
import type { Season } from '../drawings/picture.ts'

/** The start of a train of the region. */
interface Start {
  readonly key: string
  readonly time: string
  readonly minute: number
  readonly exact: boolean
  readonly at: Text
  readonly to: Text
  readonly direction: 'down' | 'up'
  readonly line: Line
}

const pad = (n: number): string => String(n).padStart(2, '0')
const onDay = 1440

/** Where each confirmed train of a day starts; one that is still on its way from the day before has started. */
function startsOf({ runs, stops }: Offline): Start[] {
  return runs.flatMap((run) => {
    const first = run.calls.find(([, , departure]) => departure !== null)
    const line = lineById(run.line)
    if (first === undefined || line === undefined || run.standing !== 'current') return []
    const departure = first[2]!
    const minute = typeof departure === 'number' ? departure : departure[0]
    if (minute < 0 || minute >= onDay) return []
    return [
      {
        key: run.id,
        time: plainTime(`${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`),
        minute,
        exact: typeof departure === 'number',
        at: stops[first[0]]!.name,
        to: run.to ?? stops[run.calls.at(-1)![0]]!.name,
        direction: run.direction ?? 'down',
        line,
      },
    ]
  })
}

/** The next trains of the region from their first known stop; tomorrow's first when today has none left. */
export function nextTrains(
  days: { readonly today: Offline; readonly tomorrow: Offline },
  minute: number,
  count: number,
): { shown: Start[]; tomorrow: boolean } {
  const later = startsOf(days.today).filter((start) => start.minute >= minute)
  if (later.length > 0) return { shown: later.slice(0, count), tomorrow: false }
  return { shown: startsOf(days.tomorrow).slice(0, count), tomorrow: true }
}

/** A number that changes with the day, so that the home page shows other places tomorrow. */
const turn = (day: string): number => Math.floor(Date.parse(`${day}T00:00:00Z`) / 86_400_000)

/** Places that are at their best or open this month, of many kinds, another choice each day. */
export function openNow(day: string, count: number): Place[] {
  const month = Number(day.slice(5, 7))
  const open = places().filter((p) => !p.closedMonths.includes(month))
  const best = open.filter((p) => p.bestMonths.length === 0 || p.bestMonths.includes(month))
  const start = turn(day)
  const seen = new Set<string>()
  const turned = best.map((_, i) => best[(i * 7 + start) % best.length]!)
  const unlike = turned.filter((p) => !seen.has(p.category) && seen.add(p.category))
  return [...new Set([...unlike, ...turned])].slice(0, count)
}

/** How soon an event comes, in months. */
function wait(e: FestivalEvent, day: string): number {
  const on = comingDay(e.date, day)
  if (on !== undefined) return (Date.parse(on) - Date.parse(day)) / 2_629_800_000
  const month = Number(day.slice(5, 7))
  return Math.min(...e.months.map((m) => (m - month + 12) % 12)) + 0.5
}

/** The event that comes next; a day only where its rule is certain; the season for its picture. */
export function nextFestival(
  day: string,
): { event: FestivalEvent; day?: string; season: Season } | undefined {
  const found = events().toSorted((a, b) => wait(a, day) - wait(b, day))[0]
  if (found === undefined) return undefined
  const on = found.certain ? comingDay(found.date, day) : undefined
  return {
    event: found,
    ...(on === undefined ? {} : { day: on }),
    season: monthSeason(on === undefined ? found.months[0]! : Number(on.slice(5, 7))),
  }
}

/** What is true today: trains that have a source, places within reach, the festival that comes next. */
import holidays from '@holiday-jp/holiday_jp'
import { runsOn as runsOnDay } from '../../api/rail/calendar.ts'
import { dayOf, minutesOf, nextDay } from './day.ts'
import { comingDay } from '../../api/places/festival-day.ts'
import { events, lineById, monthSeason, places, sourcesOf, stationById, trains } from './region.ts'
import type { FestivalEvent, Line, Place, Source, Text, Train, TrainStop } from './region-model.ts'
import type { Season } from '../drawings/picture.ts'

export interface Departure {
  readonly key: string
  readonly time: string
  readonly minutes: number
  readonly exact: boolean
  readonly at: Text
  /** Where it is known to run to; a train known at one station only may go further than we know. */
  readonly to?: Text
  readonly direction: 'down' | 'up'
  readonly line: Line
  /** As of when it is known, for a time from an older timetable. */
  readonly dated?: Text
  readonly sources: readonly Source[]
  readonly sourceIds: readonly string[]
}

const minutes = (time: string): number => Number(time.slice(0, -3)) * 60 + Number(time.slice(-2))
const plain = (time: string): string => time.replace(/^0(?=\d)/, '')

const holidaysOfJapan = { isHoliday: (day: string) => day in holidays.holidays }

/** Whether anything says that the train runs on a day. */
export function runsOn({ days, dates, validFrom, validUntil, dated }: Train, day: string): boolean {
  const service = {
    days: days === 'dates' ? { kind: days, dates: [...dates] } : { kind: days },
    valid: { from: validFrom, to: validUntil },
    standing: dated ? ('dated' as const) : ('current' as const),
  }
  return runsOnDay(service, day, holidaysOfJapan)
}

const nameOf = (stop: TrainStop): Text => stop.beyond ?? stationById(stop.station!).name
const dated = (train: Train): { dated?: Text } => (train.dated ? { dated: train.known } : {})

function departureOf(train: Train, stop: TrainStop): Departure | undefined {
  const last = train.stops[train.stops.length - 1]!
  const lines = train.lines.flatMap((id) => lineById(id) ?? [])
  // Trains of the Aizu Railway run on to Aizu-Wakamatsu, beyond the end of their own line.
  const line = lines.find((l) => l.stops.some((s) => s.station === stop.station)) ?? lines[0]
  if (stop.dep === undefined || line === undefined) return undefined
  const to = train.headsign ?? (last === stop ? undefined : nameOf(last))
  return {
    key: `${train.id}/${stop.station}`,
    time: plain(stop.dep),
    minutes: minutes(stop.dep),
    exact: !stop.aboutDep,
    at: nameOf(stop),
    ...(to === undefined ? {} : { to }),
    direction: train.direction,
    line,
    ...dated(train),
    sources: sourcesOf(stop.sources),
    sourceIds: stop.sources,
  }
}

/** The next trains of the region from their first known stop; tomorrow's first when today has none left. */
export function nextTrains(now: number, count: number): { shown: Departure[]; tomorrow: boolean } {
  const day = dayOf(now)
  const starts = (on: string): Departure[] =>
    trains()
      .filter((train) => runsOn(train, on) && train.stops.length > 1 && !train.dated)
      .flatMap((train) => {
        const first = train.stops.find((s) => s.dep !== undefined)
        return first === undefined ? [] : (departureOf(train, first) ?? [])
      })
      .toSorted((a, b) => a.minutes - b.minutes)
  const later = starts(day).filter((d) => d.minutes >= minutesOf(now))
  if (later.length > 0) return { shown: later.slice(0, count), tomorrow: false }
  return { shown: starts(nextDay(day)).slice(0, count), tomorrow: true }
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

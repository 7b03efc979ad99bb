import { compactDay, type OutFile, outFile } from './gtfs-out-file.ts'

/** When something runs, as `calendar.txt` and `calendar_dates.txt` say it. */
export type OutService = {
  readonly id: string
  /** Monday first; absent where single dates say it all. */
  readonly week?: { readonly bits: readonly boolean[]; readonly from: string; readonly to: string }
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

/** Monday 0 … Sunday 6. */
const weekdayOf = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7

const names: Readonly<Record<string, string>> = {
  '1111111': 'daily',
  '1111100': 'weekdays',
  '1111110': 'not-sundays',
  '0000011': 'weekends',
  '0000001': 'sundays',
}

/** Gives each set of dates a service, the same for the same set. `days` are those of the whole range, in order. */
export function servicesOf(days: readonly string[]) {
  const services = new Map<string, OutService>()
  const ids = new Set<string>()
  return {
    /** The id of the service that runs on exactly these dates. */
    of(dates: readonly string[]): string {
      const key = dates.join()
      const known = services.get(key)
      if (known !== undefined) return known.id
      const made = serviceOf(dates, days, ids)
      ids.add(made.id)
      services.set(key, made)
      return made.id
    },
    all: (): readonly OutService[] => [...services.values()],
  }
}

function serviceOf(dates: readonly string[], days: readonly string[], ids: ReadonlySet<string>): OutService {
  const [from, to] = [dates[0]!, dates.at(-1)!]
  const runs = new Set(dates)
  const between = days.filter((day) => day >= from && day <= to)
  const bits = Array.from({ length: 7 }, (_, weekday) => {
    const same = between.filter((day) => weekdayOf(day) === weekday)
    return same.filter((day) => runs.has(day)).length * 2 > same.length
  })
  const regular = dates.length > 6
  const isExpected = (day: string): boolean => regular && bits[weekdayOf(day)]!
  const name = regular ? (names[bits.map(Number).join('')] ?? 'pattern') : 'dates'
  return {
    id: firstFree(name, ids),
    ...(regular ? { week: { bits, from, to } } : {}),
    added: between.filter((day) => runs.has(day) && !isExpected(day)),
    removed: between.filter((day) => !runs.has(day) && isExpected(day)),
  }
}

function firstFree(name: string, ids: ReadonlySet<string>): string {
  for (let n = 1; ; n++) {
    const id = n === 1 ? name : `${name}-${n}`
    if (!ids.has(id)) return id
  }
}

const weekColumns = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

/** `calendar.txt` and, where there are single dates, `calendar_dates.txt`. */
export function calendarFiles(services: readonly OutService[]): OutFile[] {
  const weeks = services.flatMap(({ id, week }) =>
    week === undefined ? [] : [[id, ...week.bits.map(Number), compactDay(week.from), compactDay(week.to)]],
  )
  const dates = services.flatMap(({ id, added, removed }) =>
    [...added.map((day) => ({ day, type: 1 })), ...removed.map((day) => ({ day, type: 2 }))]
      .toSorted((a, b) => (a.day < b.day ? -1 : 1))
      .map(({ day, type }) => [id, compactDay(day), type]),
  )
  return [
    outFile('calendar.txt', ['service_id', ...weekColumns, 'start_date', 'end_date'], weeks),
    ...(dates.length === 0
      ? []
      : [outFile('calendar_dates.txt', ['service_id', 'date', 'exception_type'], dates)]),
  ]
}

import { type BoardDay, type Departure, departuresAt } from './departures.ts'

/** What leaves a station next, each way of a line. */
export type NextAt = {
  readonly station: string
  /** On the day asked for: the first confirmed one each way, or one of an older timetable where there is no other. */
  readonly next: readonly Departure[]
  /** The first confirmed ones of the next day that has any, when none is left on the day asked for. */
  readonly nextService?: { readonly date: string; readonly next: readonly Departure[] }
}

const isConfirmed = ({ train }: Departure): boolean => train.standing === 'current'

/** The first departure each way; a confirmed one goes before one of an older timetable. */
function firstEachWay(departures: readonly Departure[]): Departure[] {
  const confirmed = departures.filter(isConfirmed)
  const ways = (['down', 'up'] as const).flatMap((direction) => {
    const leads = ({ train }: Departure): boolean => train.direction === direction
    return confirmed.find(leads) ?? departures.find(leads) ?? []
  })
  return ways.toSorted((a, b) => a.departure.minute - b.departure.minute)
}

type Asked = {
  readonly line: string
  readonly minute: number
  /** The day asked for, and the days after it in order. */
  readonly days: readonly { readonly date: string; readonly day: () => BoardDay }[]
}

/** What leaves a station next on a line. */
export function nextAt(station: string, { line, minute, days }: Asked): NextAt {
  const [first, ...later] = days
  const leaving = (day: BoardDay): Departure[] =>
    departuresAt(station, day).filter(({ train }) => train.lines.includes(line))
  const next = firstEachWay(leaving(first!.day()).filter(({ departure }) => departure.minute >= minute))
  if (next.some(isConfirmed)) return { station, next }
  for (const { date, day } of later) {
    const confirmed = firstEachWay(leaving(day()).filter(isConfirmed))
    if (confirmed.length > 0) return { station, next, nextService: { date, next: confirmed } }
  }
  return { station, next }
}

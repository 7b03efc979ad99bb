import type { Line } from '../../content/index.ts'
import { addDays, type Clock, japanDay, japanTime } from '../platform/clock.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import { type Pause, pausesAt } from './between-trains.ts'
import type { RailDay } from './day.ts'
import type { Refusal } from './errors.ts'
import { nextAt, type NextAt } from './line-board.ts'
import type { Network, Realtime } from './ports.ts'
import type { stationFinder } from './stations-service.ts'
import { lightAt } from './sun.ts'
import { type Whereabouts, whereaboutsAt, whereaboutsSeen } from './whereabouts.ts'

type NowParts = {
  readonly network: Network
  readonly clock: Clock
  readonly dayOf: (date: string) => RailDay
  readonly stations: ReturnType<typeof stationFinder>
  /** Where trains were seen; without it the timetable alone says where they are. */
  readonly realtime?: Pick<Realtime, 'vehicles'>
}

/** A day ('YYYY-MM-DD') and a time ('HH:MM') in Japan; now where they are left out. */
type AskedMoment = { readonly date?: string | undefined; readonly time?: string | undefined }

/** How many days ahead the strip of a line looks for the next train. */
const daysAhead = 7

/** Answers what is on the rails at a minute, and what one can do at a station until the next train. */
export function nowService({ network, clock, dayOf, stations, realtime }: NowParts) {
  const momentOf = ({ date, time }: AskedMoment) => {
    const now = clock.now()
    const day = date ?? japanDay(now)
    const told = time ?? (day === japanDay(now) ? japanTime(now) : '00:00')
    return { date: day, time: told, minute: Number(told.slice(0, 2)) * 60 + Number(told.slice(3)) }
  }
  const isNow = ({ date, time }: { readonly date: string; readonly time: string }): boolean =>
    Math.abs(Date.parse(`${date}T${time}:00+09:00`) - clock.now()) < 2 * 60_000
  return {
    /** Where the trains of a line are by timetable, and what leaves each of its stations next. */
    lineNow(id: string, asked: AskedMoment): Result<LineNow, Refusal> {
      const line = network.lines.find((one) => one.id === id)
      if (line === undefined) return refuse({ code: 'line_unknown', line: id })
      const { date, time, minute } = momentOf(asked)
      const day = dayOf(date)
      // Who asks for another hour is told the timetable: a train was seen where it is now.
      const seen = isNow({ date, time }) ? (realtime?.vehicles() ?? []) : []
      const days = Array.from({ length: daysAhead + 1 }, (_, ahead) => {
        const on = addDays(date, ahead)
        return { date: on, day: () => dayOf(on) }
      })
      return ok({
        line,
        date,
        time,
        trains: day.runs
          .flatMap((run) => whereaboutsSeen(run, seen) ?? whereaboutsAt(run, minute) ?? [])
          .filter(({ lines }) => lines.includes(id)),
        stations: callsOf(line).map((station) => nextAt(station, { line: id, minute, days })),
      })
    },

    /** What fits between the trains of a station from a time on, on foot by sourced minutes. */
    betweenTrains(named: string, asked: AskedMoment): Result<StationPauses, Refusal> {
      const meant = stations.stationOf(named, 'id')
      if (!meant.ok) return meant
      const { date, time, minute } = momentOf(asked)
      const { runs, closures } = dayOf(date)
      const station = meant.value.id
      const light = lightAt(date, meant.value.position)
      const here = { station, date, runs, closures, places: network.places, light }
      return ok({ station, date, time, pauses: pausesAt(here, minute) })
    },
  }
}

/** The stations of a line in order, each once. */
const callsOf = (line: Line): string[] => [
  ...new Set(line.parts.flatMap(({ stops }) => stops.map(({ station }) => station))),
]

export type LineNow = {
  readonly line: Line
  readonly date: string
  readonly time: string
  readonly trains: readonly Whereabouts[]
  readonly stations: readonly NextAt[]
}

type StationPauses = {
  readonly station: string
  readonly date: string
  readonly time: string
  readonly pauses: readonly Pause[]
}

import type { Carbon, Fares, Station } from '../../content/index.ts'
import { type Clock, japanDay } from '../platform/clock.ts'
import { ok, type Result } from '../platform/result.ts'
import type { StationRefusal } from './errors.ts'
import { type CarbonCompared, carbonOf } from './carbon.ts'
import { type Fare, fareOf, type Passenger, sumOf } from './fare.ts'
import { fareBookOf, lengthTenths, marked } from './fare-book.ts'
import { type PassAdvice, passesFor } from './passes.ts'
import type { Holidays, Network } from './ports.ts'
import type { RideOf } from './ride.ts'
import { type Hop, tracksOf, wayBetween } from './track.ts'

type FaresParts = {
  readonly network: Network
  readonly holidays: Holidays
  readonly clock: Clock
  readonly stationOf: (asked: string, field: string) => Result<Station, StationRefusal>
}

/** Tickets of a day: the ways between stays, each with its rides in order. */
type DayTickets = {
  readonly tickets: readonly (readonly RideOf[])[]
  readonly date: string
  readonly passenger?: Passenger | undefined
}

/** Answers what a journey costs. */
export function fareTeller({ network, holidays, clock, stationOf }: FaresParts) {
  const book = fareBookOf(network)
  const tracks = tracksOf(network.lines)
  const buying = ({ date, passenger }: { date: string; passenger?: Passenger | undefined }) => ({
    date,
    passenger: passenger ?? ('adult' as const),
  })
  const fare = (asked: {
    readonly rides: readonly RideOf[]
    readonly date: string
    readonly passenger?: Passenger | undefined
  }): Fare => fareOf(asked.rides, buying(asked), book)

  /** What a day costs, ticket by ticket, with the passes that hold and the carbon beside a car. */
  const dayFare = (asked: DayTickets): DayFare => ({
    fare: sumOf(asked.tickets.map((rides) => fareOf(rides, buying(asked), book))),
    passes: passesFor(asked.tickets, buying(asked), { book, holidays }),
    carbon: carbonOf(asked.tickets.flat(), book, network.carbon),
    carbonBasis: network.carbon,
  })

  return {
    /** The fare of one journey on the railway: all its rides in order. */
    fare,

    dayFare,

    /** The fare between two stations by the shortest way on rails, one way or there and back. */
    fareBetween(asked: FareQuestion): Result<FareAnswer, StationRefusal> {
      const from = stationOf(asked.from, 'from')
      if (!from.ok) return from
      const to = stationOf(asked.to, 'to')
      if (!to.ok) return to
      const ends = { from: from.value.id, to: to.value.id }
      const rides = ridesOver(wayBetween(tracks, ends))
      const back = rides?.toReversed().map((ride) => ({ ...ride, from: ride.to, to: ride.from }))
      const tickets = rides === undefined ? [] : asked.trip === 'return' ? [rides, back!] : [rides]
      const date = asked.date ?? japanDay(clock.now())
      const told = dayFare({ tickets, date, passenger: asked.passenger })
      return ok({
        ...told,
        date,
        rules: network.fares.jr.rules,
        fare: rides === undefined ? { unavailable: 'no_way_by_rail', lines: [] } : told.fare,
        from: from.value,
        to: to.value,
        rides: (rides ?? []).map((ride) => ({ ...ride, km: lengthTenths(marked(ride, book)!) / 10 })),
      })
    },
  }
}

/** Hops along one line are one ride. */
function ridesOver(way: readonly Hop[] | undefined): RideOf[] | undefined {
  if (way === undefined) return undefined
  const rides: RideOf[] = []
  for (const { line, from, to } of way) {
    const last = rides.at(-1)
    if (last?.line === line) rides.splice(-1, 1, { ...last, to })
    else rides.push({ line, from, to })
  }
  return rides
}

export type FareQuestion = {
  readonly from: string
  readonly to: string
  /** Day of purchase; today in Japan when left out. */
  readonly date?: string | undefined
  readonly passenger: Passenger
  readonly trip: 'single' | 'return'
}

export type DayFare = {
  readonly fare: Fare
  readonly passes: readonly PassAdvice[]
  /** Absent where a distance is unknown. */
  readonly carbon: CarbonCompared | undefined
  readonly carbonBasis: Carbon
}

export type FareAnswer = DayFare & {
  readonly date: string
  readonly rules: Fares['jr']['rules']
  readonly from: Station
  readonly to: Station
  /** The way with fare distances, km. */
  readonly rides: readonly (RideOf & { readonly km: number })[]
}

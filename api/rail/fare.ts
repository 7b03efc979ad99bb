import type { Fares } from '../../content/index.ts'
import { type FareBook, lengthTenths, marked, type MarkedRide, wholeKm } from './fare-book.ts'
import type { RideOf } from './ride.ts'

/** Why there is no fare. Words: `rail:fare_gap.<gap>`. */
export type FareGap =
  /** No table of JR trunk lines holds on that day. */
  | 'no_trunk_table'
  /** No table at all holds on that day. */
  | 'no_table_on_date'
  /** Farther than the table goes. */
  | 'beyond_table'
  /** No current fare of the company is known. */
  | 'company_fare_unknown'
  /** A line that only an imported timetable knows, or a station without a distance. */
  | 'distance_unknown'
  /** The rails do not join the two. */
  | 'no_way_by_rail'

/** A fare in yen with the sources it stands on, or why there is none and on which lines. */
export type Fare =
  | { readonly yen: number; readonly sources: readonly string[] }
  | { readonly unavailable: FareGap; readonly lines: readonly string[] }

export type Passenger = 'adult' | 'child'

/** Who buys, and on which day ('YYYY-MM-DD'); tickets cost what they cost on the day they are bought. */
export type Buying = { readonly date: string; readonly passenger?: Passenger }

/**
 * The fare of a journey without leaving the railway: all its rides in order. JR rides that touch are one ticket as
 * long as the way does not turn back; another company is paid besides. Ordinary fares in cash, without surcharges of
 * expresses. Rules: `fares.jr.rules` of the content, with their source.
 */
export function fareOf(rides: readonly RideOf[], asked: Buying, book: FareBook): Fare {
  const measured = rides.map((ride) => marked(ride, book))
  const unknown = rides.filter((_, i) => measured[i] === undefined)
  if (unknown.length > 0) return gapOf('distance_unknown', unknown)
  return sumOf(ticketsOf(measured as MarkedRide[]).map((ticket) => ticketFare(ticket, asked, book.fares)))
}

/** Fares added up: known only if every one is. */
export function sumOf(fares: readonly Fare[]): Fare {
  let yen = 0
  const sources = new Set<string>()
  for (const fare of fares) {
    if ('unavailable' in fare) return fare
    yen += fare.yen
    for (const source of fare.sources) sources.add(source)
  }
  return { yen, sources: [...sources] }
}

/** Splits rides where a new ticket begins: at another company, away from where the last one ended, at a turn. */
function ticketsOf(rides: readonly MarkedRide[]): MarkedRide[][] {
  const tickets: MarkedRide[][] = []
  for (const ride of rides) {
    const ticket = tickets.at(-1)
    if (ticket !== undefined && goesOn(ticket, ride)) ticket.push(ride)
    else tickets.push([ride])
  }
  return tickets
}

function goesOn(ticket: readonly MarkedRide[], ride: MarkedRide): boolean {
  const last = ticket.at(-1)!
  if (last.to !== ride.from || isCompany(last) !== isCompany(ride)) return false
  if (isCompany(ride) && ride.line !== last.line) return false
  return ticket.every((before) => before.line !== ride.line || !overlap(before, ride))
}

const isCompany = ({ kind }: MarkedRide): boolean => kind === 'third-sector'

/** Whether two rides of one line go over the same rails. */
const overlap = (one: MarkedRide, other: MarkedRide): boolean =>
  Math.max(Math.min(one.a.tenths, one.b.tenths), Math.min(other.a.tenths, other.b.tenths)) <
  Math.min(Math.max(one.a.tenths, one.b.tenths), Math.max(other.a.tenths, other.b.tenths))

const gapOf = (unavailable: FareGap, rides: readonly RideOf[]): Fare => ({
  unavailable,
  lines: [...new Set(rides.map(({ line }) => line))],
})

const ticketFare = (ticket: readonly MarkedRide[], asked: Buying, fares: Fares): Fare =>
  isCompany(ticket[0]!) ? companyFare(ticket, asked, fares) : jrFare(ticket, asked, fares)

/** Fares of another company are only what somebody published for the two stations and the day. */
function companyFare(ticket: readonly MarkedRide[], { date, passenger }: Buying, fares: Fares): Fare {
  const [{ line, from }, { to }] = [ticket[0]!, ticket.at(-1)!]
  const known = fares.company.find(
    (one) =>
      one.line === line &&
      ((one.from === from && one.to === to) || (one.from === to && one.to === from)) &&
      one.validFrom <= date &&
      (one.validTo === undefined || date <= one.validTo),
  )
  const yen = passenger === 'child' ? known?.childYen : known?.adultYen
  if (known === undefined || yen == null) return gapOf('company_fare_unknown', ticket)
  return { yen, sources: known.source }
}

function jrFare(ticket: readonly MarkedRide[], { date, passenger }: Buying, { jr }: Fares): Fare {
  const distance = jrDistance(ticket, jr.rules.shortMixedKm)
  if (distance === undefined) return gapOf('distance_unknown', ticket)
  const table = jr[distance.table].find((one) => one.from <= date && (one.to === undefined || date <= one.to))
  if (table === undefined) {
    if (jr[distance.table].length > 0) return gapOf('no_table_on_date', ticket)
    return gapOf(
      'no_trunk_table',
      ticket.filter(({ kind }) => kind === 'trunk'),
    )
  }
  const km = Math.max(1, distance.km)
  const step = table.steps.find(({ kmTo }) => km <= kmTo)
  if (step === undefined) return gapOf('beyond_table', ticket)
  return {
    yen: passenger === 'child' ? halfOf(step.yen) : step.yen,
    sources: [...table.source, ...jr.rules.source, ...ticket.flatMap(({ sources }) => sources)],
  }
}

/** Children pay half, rounded down to 10 yen. */
const halfOf = (yen: number): number => Math.floor(yen / 20) * 10

/** Which table a JR ticket goes by, and how far it is for that table, in whole kilometres. */
function jrDistance(
  ticket: readonly MarkedRide[],
  shortMixedKm: number,
): { readonly table: 'local' | 'trunk'; readonly km: number } | undefined {
  const plain = ticket.reduce((sum, ride) => sum + lengthTenths(ride), 0)
  const local = ticket.filter(({ kind }) => kind === 'local')
  if (local.length === ticket.length) return { table: 'local', km: wholeKm(plain) }
  if (local.length === 0) return { table: 'trunk', km: wholeKm(plain) }
  if (plain <= shortMixedKm * 10) return { table: 'local', km: wholeKm(plain) }
  let converted = 0
  for (const ride of ticket) {
    const length = ride.kind === 'local' ? convertedTenths(ride) : lengthTenths(ride)
    if (length === undefined) return undefined
    converted += length
  }
  return { table: 'trunk', km: wholeKm(converted) }
}

function convertedTenths({ a, b }: MarkedRide): number | undefined {
  if (a.convertedTenths === undefined || b.convertedTenths === undefined) return undefined
  return Math.abs(b.convertedTenths - a.convertedTenths)
}

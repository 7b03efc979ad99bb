import type { Fares } from '../../content/index.ts'
import { type Holidays, runsAsHoliday } from './calendar.ts'
import { type Buying, type Fare, fareOf, type Passenger, sumOf } from './fare.ts'
import { type FareBook, marked } from './fare-book.ts'
import type { RideOf } from './ride.ts'

type Pass = Fares['passes'][number]
type Rule = NonNullable<Pass['rule']>

/** A pass that holds on the day over at least a part of the way. */
export type PassAdvice = {
  readonly pass: Pass
  /** Lowest total with the pass: its price and the fare of what it does not cover; absent while one is unknown. */
  readonly totalYen?: number
  /**
   * yes: cheaper than single fares; no: not; price_not_current: the last price known is of an earlier time;
   * fare_unknown: there is no single fare to compare with; record: a pass of an older year, never recommended.
   */
  readonly paysOff: 'yes' | 'no' | 'price_not_current' | 'fare_unknown' | 'record'
}

/** The passes of a day. `tickets` are the ways between stays, each with its rides in order. */
export function passesFor(
  tickets: readonly (readonly RideOf[])[],
  asked: Buying,
  { book, holidays }: { readonly book: FareBook; readonly holidays: Holidays },
): PassAdvice[] {
  const single = sumOf(tickets.map((rides) => fareOf(rides, asked, book)))
  return book.fares.passes.flatMap((pass) => {
    const { rule } = pass
    if (rule === undefined || !holdsOn(rule, asked.date, holidays)) return []
    const outside = tickets.map((rides) => rides.flatMap((ride) => outsideOf(ride, rule.area, book)))
    if (outside.flat().length === tickets.flat().length && isUntouched(outside, tickets)) return []
    const rest = sumOf(outside.map((rides) => fareOf(rides, asked, book)))
    return [adviceOf(pass, rule, { single, rest, asked })]
  })
}

const isUntouched = (outside: readonly (readonly RideOf[])[], tickets: readonly (readonly RideOf[])[]) => {
  const before = tickets.flat()
  return outside.flat().every(({ from, to }, i) => from === before[i]!.from && to === before[i]!.to)
}

type Compared = { readonly single: Fare; readonly rest: Fare; readonly asked: Buying }

function adviceOf(pass: Pass, { standing, priced }: Rule, { single, rest, asked }: Compared): PassAdvice {
  if (standing === 'record') return { pass, paysOff: 'record' }
  const price = priceOf(pass, asked.passenger)
  if (price === null || asked.date < priced.from || asked.date > priced.to)
    return { pass, paysOff: 'price_not_current' }
  if ('unavailable' in rest) return { pass, paysOff: 'fare_unknown' }
  const totalYen = price + rest.yen
  if ('unavailable' in single) return { pass, totalYen, paysOff: 'fare_unknown' }
  return { pass, totalYen, paysOff: totalYen < single.yen ? 'yes' : 'no' }
}

const priceOf = ({ adultYen, childYen }: Pass, passenger: Passenger = 'adult'): number | null =>
  passenger === 'child' ? childYen : adultYen

/** Whether a pass may be used on a day; a pass of an older year is a record of it on any day. */
function holdsOn({ standing, days, periods }: Rule, date: string, holidays: Holidays): boolean {
  if (standing === 'record' || days === 'daily' || runsAsHoliday(date, holidays)) return true
  const day = date.slice(5)
  return periods.some(({ from, to }) => (from <= to ? from <= day && day <= to : day >= from || day <= to))
}

/** What of a ride lies outside an area, as rides; the ride itself where nothing of it lies inside. */
function outsideOf(ride: RideOf, area: Rule['area'], book: FareBook): RideOf[] {
  const way = marked(ride, book)
  const stretch = area.find(({ line }) => line === ride.line)
  const inside = stretch === undefined ? undefined : marked(stretch, book)
  if (way === undefined || inside === undefined) return [ride]
  const [low, high] = inside.a.tenths < inside.b.tenths ? [inside.from, inside.to] : [inside.to, inside.from]
  const [lowAt, highAt] = [inside.a.tenths, inside.b.tenths].toSorted((a, b) => a - b) as [number, number]
  const [from, to] = [way.a.tenths, way.b.tenths]
  if (Math.max(from, to) <= lowAt || Math.min(from, to) >= highAt) return [ride]
  const [enter, leave] = from < to ? [low, high] : [high, low]
  const before = from < lowAt || from > highAt
  const after = to < lowAt || to > highAt
  return [...(before ? [{ ...ride, to: enter }] : []), ...(after ? [{ ...ride, from: leave }] : [])]
}

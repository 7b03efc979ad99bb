import type { MerchantDay } from '../currency/index.ts'
import { arrivalsBy, arrivalsOf, tripShape, tripsOf } from '../visitors/index.ts'
import type { Arrivals, Visit } from '../visitors/index.ts'
import { noLine, seenGroups } from './groups.ts'
import type { Place, Seen } from './groups.ts'
import { wilson } from './interval.ts'
import type { Share } from './interval.ts'
import type { GrowthSettings } from './settings.ts'
import { suppress } from './suppression.ts'
import type { Figure } from './suppression.ts'

/** A shop's day with the town and line it counts for. */
export type PlacedDay = MerchantDay & Place

/** What was paid. Refunds are taken off `spentYen` and told beside it. */
export type Money = {
  readonly payments: number
  readonly spentYen: number
  readonly refundedYen: number
  /** Shops that were paid at least once. */
  readonly shopsReached: number
}

/** A group's numbers; null: too small to be shown, or nothing to count. The same mark for every reason. */
export type GroupNumbers = { readonly money: Money | null; readonly arrivals: Arrivals | null }

export type RegionNumbers = GroupNumbers & {
  readonly repeat: Share | null
  readonly crossTown: Share | null
  readonly townsPerTrip: number | null
}

export type TableNumbers = {
  readonly towns: ReadonlyMap<string, GroupNumbers>
  readonly lines: ReadonlyMap<string, GroupNumbers>
}

export type WeekNumbers = {
  readonly monday: string
  readonly spentYen: number | null
  readonly visits: number | null
}

export function moneyOf(days: readonly MerchantDay[]): Money {
  const reached = new Set<string>()
  let [payments, spentYen, refundedYen] = [0, 0, 0]
  for (const day of days) {
    payments += day.payments
    spentYen += day.amountYen - day.refundedYen
    refundedYen += day.refundedYen
    if (day.payments > 0) reached.add(day.merchantAccountId)
  }
  return { payments, spentYen, refundedYen, shopsReached: reached.size }
}

const moneyMayShow = (money: Money, settings: GrowthSettings): boolean =>
  money.payments >= settings.publicLeast && money.shopsReached >= settings.shopsLeast

const arrivalsMayShow = ({ visits, people, personTrips }: Arrivals, settings: GrowthSettings): boolean =>
  Math.min(visits, people, personTrips) >= settings.publicLeast

/** The whole region's numbers. */
export function regionNumbers(
  days: readonly MerchantDay[],
  visits: readonly Visit[],
  settings: GrowthSettings,
): RegionNumbers {
  const trips = tripsOf(visits, settings.tripGapDays)
  const [money, arrivals] = [moneyOf(days), arrivalsOf(trips)]
  const mayShow = arrivalsMayShow(arrivals, settings)
  const shape = tripShape(trips)
  const { people, personTrips } = arrivals
  return {
    money: moneyMayShow(money, settings) ? money : null,
    arrivals: mayShow ? arrivals : null,
    repeat: mayShow ? wilson(Math.round(shape.repeatRate * people), people) : null,
    crossTown: mayShow ? wilson(Math.round(shape.crossTownRate * personTrips), personTrips) : null,
    townsPerTrip: mayShow ? shape.townsPerTrip : null,
  }
}

export type TableInput = {
  readonly days: readonly PlacedDay[]
  readonly visits: readonly Visit[]
  /** Where there are shops, and where there are spots. */
  readonly shops: readonly Place[]
  readonly spots: readonly Place[]
}

/** The numbers by town and by line, each shown only where nobody can be found in them. */
export function tableNumbers(input: TableInput, settings: GrowthSettings): TableNumbers {
  const money = {
    towns: groupMoney(input.days, (day) => day.municipality),
    lines: groupMoney(input.days, (day) => day.lineId ?? noLine),
  }
  const trips = tripsOf(input.visits, settings.tripGapDays)
  const arrivals = {
    towns: arrivalsBy(trips, (visit) => visit.municipality),
    lines: arrivalsBy(trips, (visit) => visit.lineId ?? noLine),
  }
  const moneySeen = seenMoney(input, money, settings)
  const arrivalsSeen = seenArrivals(input, arrivals, settings)
  const groups = (cut: 'towns' | 'lines') =>
    new Map<string, GroupNumbers>(
      [...new Set([...moneySeen[cut], ...arrivalsSeen[cut]])].map((key) => [
        key,
        {
          money: (moneySeen[cut].has(key) && money[cut].get(key)) || null,
          arrivals: (arrivalsSeen[cut].has(key) && arrivals[cut].get(key)) || null,
        },
      ]),
    )
  return { towns: groups('towns'), lines: groups('lines') }
}

const groupMoney = (days: readonly PlacedDay[], keyOf: (day: PlacedDay) => string) =>
  new Map([...Map.groupBy(days, keyOf)].map(([key, group]) => [key, moneyOf(group)]))

type Cuts<T> = { readonly towns: ReadonlyMap<string, T>; readonly lines: ReadonlyMap<string, T> }

/** The ids of groups that do not pass a test of their own. */
function failing<T>({ towns, lines }: Cuts<T>, passes: (group: T) => boolean): Set<string> {
  const failed = new Set<string>()
  for (const [key, group] of towns) if (!passes(group)) failed.add(`town ${key}`)
  for (const [key, group] of lines) if (!passes(group)) failed.add(`line ${key}`)
  return failed
}

function seenMoney({ days, shops }: TableInput, money: Cuts<Money>, settings: GrowthSettings): Seen {
  const { publicLeast: least, yenRoom } = settings
  const also = failing(money, (group) => moneyMayShow(group, settings))
  const payments = days.map(({ municipality, lineId, payments: value }) => ({ municipality, lineId, value }))
  const yen = days.map((day) => ({
    municipality: day.municipality,
    lineId: day.lineId,
    value: day.amountYen - day.refundedYen,
  }))
  return seenGroups(
    [
      { counted: payments, rule: { least, room: least }, also },
      { counted: yen, rule: { least: 1, room: yenRoom }, also },
    ],
    shops,
  )
}

function seenArrivals(input: TableInput, arrivals: Cuts<Arrivals>, settings: GrowthSettings): Seen {
  const { publicLeast: least } = settings
  const counted = input.visits.map(({ municipality, lineId }) => ({ municipality, lineId, value: 1 }))
  const also = failing(arrivals, (group) => arrivalsMayShow(group, settings))
  return seenGroups([{ counted, rule: { least, room: least }, also }], input.spots)
}

/** The region week by week (Monday to Sunday), from the Mondays given, oldest first. */
export function weekNumbers(
  mondays: readonly string[],
  weekOf: (day: string) => string,
  input: Pick<TableInput, 'days' | 'visits'>,
  settings: GrowthSettings,
): WeekNumbers[] {
  const days = Map.groupBy(input.days, ({ day }) => weekOf(day))
  const visits = Map.groupBy(input.visits, ({ day }) => weekOf(day))
  const moneyByWeek = new Map(mondays.map((monday) => [monday, moneyOf(days.get(monday) ?? [])]))
  const visitsByWeek = new Map(mondays.map((monday) => [monday, visits.get(monday)?.length ?? 0]))
  const payments = new Map([...moneyByWeek].map(([monday, money]) => [monday, money.payments]))
  const hiddenMoney = hiddenWeeks(payments, settings, (monday) =>
    moneyMayShow(moneyByWeek.get(monday)!, settings),
  )
  const hiddenVisits = hiddenWeeks(visitsByWeek, settings, () => true)
  return mondays.map((monday) => ({
    monday,
    spentYen: hiddenMoney.has(monday) ? null : moneyByWeek.get(monday)!.spentYen,
    visits: hiddenVisits.has(monday) ? null : visitsByWeek.get(monday)!,
  }))
}

/** Weeks add up to a sum that can be known; a hidden one takes another with it. */
function hiddenWeeks(
  weeks: ReadonlyMap<string, number>,
  { publicLeast: least }: GrowthSettings,
  mayShow: (monday: string) => boolean,
): ReadonlySet<string> {
  const figures: Figure[] = [...weeks].map(([id, value]) => ({
    id,
    from: 'start',
    to: 'end',
    value,
    kind: 'listed',
  }))
  const total = figures.reduce((sum, { value }) => sum + value, 0)
  const also = new Set([...weeks.keys()].filter((monday) => !mayShow(monday)))
  const sum: Figure = { id: 'sum', from: 'end', to: 'start', value: total, kind: 'shown' }
  return suppress([...figures, sum], { least, room: least }, also)
}

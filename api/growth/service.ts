import { addDays, japanDay, startOfJapanDay } from '../platform/clock.ts'
import type { Clock } from '../platform/clock.ts'
import { noLine } from './groups.ts'
import { regionNumbers, tableNumbers, weekNumbers } from './numbers.ts'
import type { GroupNumbers, PlacedDay, RegionNumbers, WeekNumbers } from './numbers.ts'
import { daysUntilNow, daysUntilSunday, lastWeeks, within } from './period.ts'
import type { Days, PeriodName } from './period.ts'
import type { Line, Region, Shops, Takings, Town, Visits } from './ports.ts'
import type { GrowthSettings } from './settings.ts'

export type GrowthParts = {
  readonly takings: Takings
  readonly visits: Visits
  readonly shops: Shops
  readonly region: Region
  readonly clock: Clock
  readonly settings: GrowthSettings
  /** True where people and money are invented. */
  readonly demonstration: boolean
}

/** What the region learns, for everybody to see. */
export type Numbers = {
  readonly period: PeriodName
  readonly demonstration: boolean
  /** Epoch milliseconds. */
  readonly asOf: number
  readonly least: number
  readonly shopsOpen: number
  readonly region: RegionNumbers & { readonly days: Days }
  /** By town and line; up to the last Sunday that is over. */
  readonly tables: {
    readonly days: Days
    readonly towns: readonly (Town & GroupNumbers)[]
    readonly lines: readonly (Line & GroupNumbers)[]
    /** What was counted away from every line. */
    readonly noLine: GroupNumbers
  }
  readonly weeks: readonly WeekNumbers[]
}

const nothing: GroupNumbers = { money: null, arrivals: null }

/** Before the first record that there can be. */
const beginning = '2000-01-01'

/** Public numbers, read from the ledger and from consented visits. Nothing is written here. */
export function growthService(parts: GrowthParts) {
  return { numbers: (period: PeriodName) => numbers(parts, period) }
}

export type Growth = ReturnType<typeof growthService>

async function numbers(parts: GrowthParts, period: PeriodName): Promise<Numbers> {
  const { region, settings, clock } = parts
  const now = clock.now()
  const [untilNow, untilSunday] = [daysUntilNow(period, now), daysUntilSunday(period, now)]
  const mondays = lastWeeks(now, settings.weeks)
  const from = [untilSunday.from ?? beginning, mondays[0] ?? beginning].toSorted()[0]!
  const { days, visits, shops, shopsOpen } = await load(parts, from, japanDay(now))
  const inside = (when: Days) => ({
    days: days.filter(({ day }) => within(day, when)),
    visits: visits.filter(({ day }) => within(day, when)),
  })
  const current = inside(untilNow)
  const tables = tableNumbers({ ...inside(untilSunday), shops, spots: region.spots }, settings)
  return {
    period,
    demonstration: parts.demonstration,
    asOf: now,
    least: settings.publicLeast,
    shopsOpen,
    region: { ...regionNumbers(current.days, current.visits, settings), days: untilNow },
    tables: {
      days: untilSunday,
      towns: region.towns.map((town) => ({ ...town, ...(tables.towns.get(town.code) ?? nothing) })),
      lines: region.lines.map((line) => ({ ...line, ...(tables.lines.get(line.id) ?? nothing) })),
      noLine: tables.lines.get(noLine) ?? nothing,
    },
    weeks: weekNumbers(mondays, mondayOf, { days, visits }, settings),
  }
}

/** Everything that was paid and visited on these Japanese days, both included, with town and line. */
async function load({ takings, visits, shops, region }: GrowthParts, from: string, until: string) {
  const time = { from: startOfJapanDay(from), to: startOfJapanDay(addDays(until, 1)) }
  const [merchantDays, visited, known] = await Promise.all([
    takings.merchantDays(time),
    visits.visitsBetween(from, until),
    shops.all(),
  ])
  const places = new Map(
    known.map(({ accountId, municipality, stationId }) => [
      accountId,
      { municipality, lineId: stationId === null ? null : region.lineOfStation(stationId) },
    ]),
  )
  const days: PlacedDay[] = merchantDays.flatMap((day) => {
    const place = places.get(day.merchantAccountId)
    return place === undefined ? [] : [{ ...day, ...place }]
  })
  return { days, visits: visited, shops: [...places.values()], shopsOpen: known.length }
}

/** The Monday of a day's week. */
function mondayOf(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return addDays(day, weekday === 0 ? -6 : 1 - weekday)
}

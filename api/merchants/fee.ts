import { addDays } from '../platform/clock.ts'
import { assert } from '../platform/assert.ts'
import type { FundedYen } from './ports.ts'

/** What a shop pays for being paid out; consumption tax is in it. From configuration, the agreement with the shops. */
export type FeeTerms = {
  /** Hundredths of a percent: 200 is 2 %. */
  readonly rateBasisPoints: number
  /** What becomes of a fraction of a yen of the year's fee so far. */
  readonly rounding: 'down' | 'half_up' | 'up'
  /** The most that a shop pays in a financial year, April to March. */
  readonly yearlyCapYen: number
  /** The first bank day whose payouts bear it, 'YYYY-MM-DD'. */
  readonly from: string
}

/** What a shop was paid out and paid for it in a financial year, before a run. */
export type FeeStanding = {
  /** Paid out and fees since the terms hold, less what banks sent back. */
  readonly baseYen: number
  /** Fees since the terms hold, and of the whole year. */
  readonly sinceYen: number
  readonly yearYen: number
  /** How many rows the shop's year has. */
  readonly count: number
}

export const noFeeYet: FeeStanding = { baseYen: 0, sinceYen: 0, yearYen: 0, count: 0 }

/** The financial year of a day: the year in whose April it began. */
export const financialYearOf = (day: string): number =>
  Number(day.slice(0, 4)) - (day.slice(5) < '04-01' ? 1 : 0)

/** From which day on payouts count for the fee of a payout on this day. */
export const countedSince = (payDay: string, { from }: FeeTerms): string => {
  const yearBegins = `${financialYearOf(payDay)}-04-01`
  return from > yearBegins ? from : yearBegins
}

/** The last day of the financial year of a day. */
export const yearEnds = (day: string): string => addDays(`${financialYearOf(day) + 1}-04-01`, -1)

/**
 * The fee of a payout of so much: what the year's payouts with this one come to, less what was taken. Rounded once for the
 * year's sum, so that many small payouts cost what one large would; never beyond the cap, and never
 * more than a tenth of the payout.
 */
export function feeOf(
  grossYen: number,
  { payDay, standing, terms }: { payDay: string; standing: FeeStanding; terms: FeeTerms },
): number {
  if (payDay < terms.from || grossYen < 1) return 0
  const wholeYen = rounded(BigInt(Math.max(standing.baseYen + grossYen, 0)), terms)
  // Whatever was missed before (a first day set in the past, say), a shop's payout stays a payout.
  const mostYen = Math.min(grossYen - 1, Math.ceil(grossYen / 10))
  const openYen = Math.min(wholeYen - standing.sinceYen, terms.yearlyCapYen - standing.yearYen, mostYen)
  const feeYen = Math.max(openYen, 0)
  assert(
    standing.yearYen + feeYen <= Math.max(terms.yearlyCapYen, standing.yearYen),
    'a fee stays within its cap',
  )
  return feeYen
}

function rounded(baseYen: bigint, { rateBasisPoints, rounding }: FeeTerms): number {
  const add = { down: 0n, half_up: 5_000n, up: 9_999n }[rounding]
  return Number((baseYen * BigInt(rateBasisPoints) + add) / 10_000n)
}

/** Which funds a fee is taken from: money that people had paid in first, then towns' money, in the order of the funds. */
export function feeFunds(funds: readonly FundedYen[], feeYen: number): readonly FundedYen[] {
  let left = feeYen
  return funds
    .toSorted((a, b) => Number(a.municipality !== null) - Number(b.municipality !== null))
    .flatMap((fund) => {
      const amountYen = Math.min(fund.amountYen, left)
      left -= amountYen
      return amountYen === 0 ? [] : [{ ...fund, amountYen }]
    })
}

/** What is left of each fund once the fee is taken. */
export const withoutFee = (funds: readonly FundedYen[], fee: readonly FundedYen[]): readonly FundedYen[] =>
  funds.flatMap((fund) => {
    const taken = fee.find(({ fundId }) => fundId === fund.fundId)?.amountYen ?? 0
    return fund.amountYen === taken ? [] : [{ ...fund, amountYen: fund.amountYen - taken }]
  })

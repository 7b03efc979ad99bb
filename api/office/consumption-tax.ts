/** A rate of consumption tax with the local one in it, whole percent, from a day on. */
export type TaxRate = { readonly from: string; readonly percent: number }

/** The standard rate (標準税率), the newest last: 7.8 % and 2.2 % since 1 October 2019. A change is a line more. */
export const standardRates: readonly TaxRate[] = [{ from: '2019-10-01', percent: 10 }]

/** The rate of what is supplied on a day. */
export function taxPercentOn(day: string, rates: readonly TaxRate[]): number {
  const rate = rates.findLast(({ from }) => from <= day)
  if (rate === undefined) throw new Error(`no rate of consumption tax is known of ${day}`)
  return rate.percent
}

/**
 * The tax in an amount that holds it, a fraction of a yen dropped: asked once for the sum of a rate on an invoice, never
 * for its lines (消費税法施行令 第70条の10).
 */
export const taxWithin = (amountYen: number, percent: number): number =>
  Number((BigInt(amountYen) * BigInt(percent)) / BigInt(100 + percent))

/**
 * A fund (原資) says who stands behind a yen: the reserve for paid money, or one municipality's pot for free
 * money. Every journal sums to zero within each fund, so no yen ever changes its funder on the way.
 * The reserve is one fund with this id; each pot has one fund of its own.
 */
export const reserveFundId = 'reserve'

/** Yen by fund id. */
export type ByFund = ReadonlyMap<string, number>

/** Adds up amounts per fund, in order of first appearance; funds that come to zero are left out. */
export function sumByFund(parts: Iterable<{ readonly fundId: string; readonly amountYen: number }>): ByFund {
  const sums = new Map<string, number>()
  for (const part of parts) sums.set(part.fundId, (sums.get(part.fundId) ?? 0) + part.amountYen)
  for (const [fundId, sum] of sums) if (sum === 0) sums.delete(fundId)
  return sums
}

/** A pile of coins in a wallet. */
export type ModelLot = {
  fundId: string
  validUntilAt: number
  yen: number
  issued: number
  free: boolean
  order: number
  /** Disputed: `open` until somebody decides, `lost` for ever. */
  frozen: 'open' | 'lost' | null
}
/** Coins of a lot, in the order taken. */
export type Taken = { lot: ModelLot; yen: number }[]

export const coinsOf = (taken: Taken): ModelLot[] =>
  taken.flatMap(({ lot, yen }) => Array.from({ length: yen }, () => lot))

export function pilesOf(coins: readonly ModelLot[]): Taken {
  const piles: Taken = []
  for (const lot of coins) {
    const last = piles.at(-1)
    if (last?.lot === lot) last.yen += 1
    else piles.push({ lot, yen: 1 })
  }
  return piles
}

export function countBy(lots: readonly ModelLot[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const lot of lots) sums.set(lot.fundId, (sums.get(lot.fundId) ?? 0) + 1)
  return sums
}

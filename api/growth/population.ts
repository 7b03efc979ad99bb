/** A town in the guideline's table 2. */
export type TownPopulation = {
  readonly code: string
  readonly in2015: number
  readonly in2020: number
  readonly in2040: number
  /** True where 2040 is what the town hopes for (希望値), not a projection. */
  readonly isTarget: boolean
}

export type Change = {
  readonly difference: number
  /** Per cent with two decimals, rounded half away from zero. */
  readonly percent: number
}

/** From 2020 to 2040, computed from the table; the guideline's prose says something else. */
export function change(in2020: number, in2040: number): Change {
  const difference = in2040 - in2020
  const percent = (difference / in2020) * 100
  return { difference, percent: (Math.sign(percent) * Math.round(Math.abs(percent) * 100)) / 100 }
}

/** The sums of the towns, column by column. */
export const populationTotals = (towns: readonly TownPopulation[]) => {
  const sum = (pick: (town: TownPopulation) => number) => towns.reduce((all, town) => all + pick(town), 0)
  return {
    in2015: sum((town) => town.in2015),
    in2020: sum((town) => town.in2020),
    in2040: sum((town) => town.in2040),
  }
}

/** How the region counts in public; never a constant in the rules. */
export type GrowthSettings = {
  /** Counts of people, visits and payments below this are not published. */
  readonly publicLeast: number
  /** Fewer shops than this and their takings are not published: they would be one shop's own figures. */
  readonly shopsLeast: number
  /** The room that must be left around a hidden sum of yen. Own choice. */
  readonly yenRoom: number
  readonly tripGapDays: number
  /** Whole weeks in the chart. */
  readonly weeks: number
}

export const growthSettings: GrowthSettings = {
  publicLeast: 10,
  shopsLeast: 3,
  yenRoom: 10_000,
  tripGapDays: 7,
  weeks: 13,
}

/** What the region decides about counting; never a constant in the rules. */
export type VisitorSettings = {
  /**
   * More days than this without a visit end a trip. Own choice: the common standard (観光庁 共通基準) counts a
   * trip once but names no number of days.
   */
  readonly tripGapDays: number
}

export const visitorSettings: VisitorSettings = { tripGapDays: 7 }

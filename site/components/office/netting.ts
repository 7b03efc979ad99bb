/** How much money of one town went to shops of another, both ways. */
export const betweenOf = (pairs: readonly { readonly gaveYen: number; readonly gotYen: number }[]): number =>
  pairs.reduce((sum, { gaveYen, gotYen }) => sum + gaveYen + gotYen, 0)

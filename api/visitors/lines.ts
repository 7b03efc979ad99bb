/** A line as its stations need it: parts with stops, in the order in which lines are listed. */
type LineOfStops = {
  readonly id: string
  readonly parts: readonly { readonly stops: readonly { readonly station: string }[] }[]
}

/**
 * The one line that a station's visits and payments count for: the first listed line that stops there. One, so that
 * the lines' sums add up to the region's.
 */
export function lineByStation(lines: readonly LineOfStops[]): ReadonlyMap<string, string> {
  const lineOf = new Map<string, string>()
  for (const { id, parts } of lines)
    for (const { station } of parts.flatMap((part) => part.stops))
      if (!lineOf.has(station)) lineOf.set(station, id)
  return lineOf
}

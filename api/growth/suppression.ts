import { cheapestWay, flowBetween } from './flow.ts'

/**
 * Small numbers stay unseen, and cannot be worked out from those that are seen.
 *
 * All sums that are published together are arcs of one circulation: what flows into a node flows out of it (a town's
 * visits are the sum over its lines; the towns' sums make the total). A reader knows every shown figure and that no
 * count is negative. What a hidden figure can be at most and at least is then a question of largest flows.
 */
export type Figure = {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly value: number
  /** shown: always published; listed: published unless it has to be hidden; unlisted: never published. */
  readonly kind: 'shown' | 'listed' | 'unlisted'
}

export type SuppressionRule = {
  /** Counts below this are not published. */
  readonly least: number
  /** What a reader can find out about a hidden figure must leave at least this much room. */
  readonly room: number
}

/** What a reader can find out: the figure is at least `min` and at most `max`. */
export type Bounds = { readonly min: number; readonly max: number }

/** Bounds of every hidden listed figure, given what is shown. */
export function boundsOf(
  figures: readonly Figure[],
  hidden: ReadonlySet<string>,
): ReadonlyMap<string, Bounds> {
  const bounds = new Map<string, Bounds>()
  const moving = figures.filter(({ id, kind }) => kind === 'unlisted' || hidden.has(id))
  for (const figure of moving) {
    if (figure.kind === 'unlisted') continue
    const others = moving.filter((other) => other !== figure)
    // More of this figure must come back to where it began on other ways, and the other way round for less.
    const more = flowBetween(others, figure.to, figure.from)
    const less = flowBetween(others, figure.from, figure.to)
    bounds.set(figure.id, { min: figure.value - Math.min(less, figure.value), max: figure.value + more })
  }
  return bounds
}

/**
 * Which listed figures to hide: those below the least, those named in `also`, and as few and as small others as the
 * cheapest cycles need, until every hidden one has its room. Where even hiding all cannot give room (one town is the
 * whole region) everything listed is hidden.
 */
export function suppress(
  figures: readonly Figure[],
  rule: SuppressionRule,
  also: ReadonlySet<string> = new Set(),
): ReadonlySet<string> {
  const listed = figures.filter((figure) => figure.kind === 'listed')
  const small = listed.filter(({ id, value }) => value < rule.least || also.has(id)).map(({ id }) => id)
  const hidden = new Set(small)
  for (;;) {
    const narrow = narrowest(figures, hidden, rule)
    if (narrow === undefined) break
    const added = companions(figures, hidden, narrow, rule)
    if (added.length === 0) return new Set(listed.map(({ id }) => id))
    for (const id of added) hidden.add(id)
  }
  return withoutNeedless(figures, hidden, new Set(small), rule)
}

/** The hidden figure with the least room of those that have too little. */
function narrowest(figures: readonly Figure[], hidden: ReadonlySet<string>, rule: SuppressionRule) {
  let worst: { figure: Figure; room: number } | undefined
  const bounds = boundsOf(figures, hidden)
  for (const figure of figures) {
    const known = bounds.get(figure.id)
    if (known === undefined) continue
    const room = known.max - known.min
    if (room < rule.room && (worst === undefined || room < worst.room)) worst = { figure, room }
  }
  return worst?.figure
}

/** The cheapest listed figures that close a cycle with this one; empty when there is none to find. */
function companions(
  figures: readonly Figure[],
  hidden: ReadonlySet<string>,
  narrow: Figure,
  rule: SuppressionRule,
): string[] {
  const usable = figures.filter((figure) => figure !== narrow && figure.kind !== 'shown')
  const cost = (figure: Figure) =>
    figure.kind === 'unlisted' || hidden.has(figure.id) ? 0 : figure.value + 1
  // First any cycle that moves the figure at all; where one is there already, one that moves it far enough.
  for (const need of [1, rule.room]) {
    const way = cheapestWay(usable, { from: narrow.to, to: narrow.from, need, cost })
    const added = (way ?? []).filter((figure) => cost(figure) > 0).map(({ id }) => id)
    if (added.length > 0) return added
  }
  return []
}

/** Shows again what the later cycles made needless, the largest first. */
function withoutNeedless(
  figures: readonly Figure[],
  hidden: ReadonlySet<string>,
  small: ReadonlySet<string>,
  rule: SuppressionRule,
): ReadonlySet<string> {
  let kept = hidden
  const companionsFirst = figures
    .filter(({ id }) => hidden.has(id) && !small.has(id))
    .toSorted((a, b) => b.value - a.value)
  for (const { id } of companionsFirst) {
    const fewer = new Set([...kept].filter((other) => other !== id))
    if (narrowest(figures, fewer, rule) === undefined) kept = fewer
  }
  return kept
}

import { suppress } from './suppression.ts'
import type { Figure, SuppressionRule } from './suppression.ts'

/** Where something was counted: a town and a line, or no line. */
export type Place = { readonly municipality: string; readonly lineId: string | null }

export type Counted = Place & { readonly value: number }

/** The towns and lines whose figures may be seen. */
export type Seen = { readonly towns: ReadonlySet<string>; readonly lines: ReadonlySet<string> }

/** Stands for "not at a line" among the lines: it is published like one. */
export const noLine = '-'

const lineKey = (lineId: string | null): string => lineId ?? noLine

/**
 * Towns and lines are two cuts through the same counts and are published side by side; so they are one circulation:
 * start → town → line → end, and the region's total back again. `possible` names where something can be counted at
 * all: everybody knows that, so it gives no room elsewhere.
 */
export function circulationOf(counted: readonly Counted[], possible: readonly Place[]): Figure[] {
  const cells = new Map<string, { place: Place; value: number }>()
  for (const place of [...possible, ...counted]) {
    const key = `${place.municipality} ${lineKey(place.lineId)}`
    if (!cells.has(key)) cells.set(key, { place, value: 0 })
  }
  for (const { value, ...place } of counted)
    cells.get(`${place.municipality} ${lineKey(place.lineId)}`)!.value += value
  const towns = new Map<string, number>()
  const lines = new Map<string, number>()
  const figures: Figure[] = []
  let total = 0
  for (const [key, { place, value }] of cells) {
    const [town, line] = [place.municipality, lineKey(place.lineId)]
    towns.set(town, (towns.get(town) ?? 0) + value)
    lines.set(line, (lines.get(line) ?? 0) + value)
    total += value
    figures.push({ id: `cell ${key}`, from: `town ${town}`, to: `line ${line}`, value, kind: 'unlisted' })
  }
  for (const [town, value] of towns)
    figures.push({ id: `town ${town}`, from: 'start', to: `town ${town}`, value, kind: 'listed' })
  for (const [line, value] of lines)
    figures.push({ id: `line ${line}`, from: `line ${line}`, to: 'end', value, kind: 'listed' })
  return [...figures, { id: 'total', from: 'end', to: 'start', value: total, kind: 'shown' }]
}

export type Layer = {
  readonly counted: readonly Counted[]
  readonly rule: SuppressionRule
  /** Hidden for another reason than a small number: ids `town …`, `line …`. */
  readonly also: ReadonlySet<string>
}

/**
 * Hides for several counts of the same groups at once (payments and their yen): what one hides all hide, until none
 * gives another away.
 */
export function seenGroups(layers: readonly Layer[], possible: readonly Place[]): Seen {
  const circulations = layers.map(({ counted }) => circulationOf(counted, possible))
  let hidden: ReadonlySet<string> = new Set()
  for (;;) {
    let grown = hidden
    layers.forEach(({ rule, also }, i) => {
      grown = new Set([...grown, ...suppress(circulations[i]!, rule, new Set([...grown, ...also]))])
    })
    if (grown.size === hidden.size) break
    hidden = grown
  }
  const listed = circulations.flat().filter(({ id, kind }) => kind === 'listed' && !hidden.has(id))
  const seen = (prefix: string) =>
    new Set(listed.filter(({ id }) => id.startsWith(prefix)).map(({ id }) => id.slice(prefix.length)))
  return { towns: seen('town '), lines: seen('line ') }
}

import { type Difference, differencesOf, mergeDrafts, type Merged } from './draft-merge.ts'

/** A row of a list that stays itself wherever it stands. */
export type NamedRow = { readonly id: string }
type Rows<Row extends NamedRow> = readonly Row[]

/** The ids of a list that another one has, too, in their order. */
const shared = (ids: readonly string[], other: readonly string[]): readonly string[] => {
  const known = new Set(other)
  return ids.filter((id) => known.has(id))
}

/**
 * Two lists that were written on the same one. Each row is put together field by field, so that who moves a row does not
 * meet who writes its English; rows that either added are there, and a row that one took out is gone unless the other
 * wrote in it meanwhile. Parts of rows are called `<id of the row>.<part>`, the order of rows as it is told here.
 */
export function mergeRows<Row extends NamedRow>(
  lists: { readonly before: Rows<Row>; readonly mine: Rows<Row>; readonly theirs: Rows<Row> },
  order: string,
): Merged<Rows<Row>> {
  const [before, mine, theirs] = [byId(lists.before), byId(lists.mine), byId(lists.theirs)]
  const { ids, ...told } = mergedOrder({ before, mine, theirs }, order)
  const rows = ids.map((id) => mergedRow(id, { before, mine, theirs }))
  return {
    draft: rows.map(({ draft }) => draft),
    taken: [...rows.flatMap(({ taken }) => taken), ...told.taken],
    conflicts: [...rows.flatMap(({ conflicts }) => conflicts), ...told.conflicts],
  }
}

type ById<Row> = ReadonlyMap<string, Row>
const byId = <Row extends NamedRow>(rows: Rows<Row>): ById<Row> => new Map(rows.map((row) => [row.id, row]))

type Three<Row> = { readonly before: ById<Row>; readonly mine: ById<Row>; readonly theirs: ById<Row> }

function mergedRow<Row extends NamedRow>(id: string, { before, mine, theirs }: Three<Row>): Merged<Row> {
  const [own, other] = [mine.get(id), theirs.get(id)]
  if (own === undefined || other === undefined)
    return { draft: (own ?? other)!, taken: own === undefined ? [`${id}.row`] : [], conflicts: [] }
  const merged = mergeDrafts(before.get(id) ?? other, own, other)
  const named = (part: string): string => `${id}.${part}`
  return {
    draft: merged.draft,
    taken: merged.taken.map(named),
    conflicts: merged.conflicts.map((one) => ({ ...one, part: named(one.part) })),
  }
}

type Order = {
  readonly ids: readonly string[]
  readonly taken: readonly string[]
  readonly conflicts: readonly Difference[]
}

/** Which rows there are, and in which order: whoever moved rows is followed; where both did, mine, and it is told. */
function mergedOrder<Row extends NamedRow>({ before, mine, theirs }: Three<Row>, part: string): Order {
  const [was, own, other] = [[...before.keys()], [...mine.keys()], [...theirs.keys()]]
  const isKept = (id: string): boolean => {
    const [a, b] = [mine.get(id), theirs.get(id)]
    if (a !== undefined && b !== undefined) return true
    const known = before.get(id)
    // New with one of them; or taken out by one of them, and written in by the other meanwhile.
    return known === undefined || isWritten(known, (a ?? b)!)
  }
  const moved = (ids: readonly string[]): boolean => shared(ids, was).join() !== shared(was, ids).join()
  const [isMineMoved, isTheirsMoved] = [moved(own), moved(other)]
  const [leading, following] = isTheirsMoved && !isMineMoved ? [other, own] : [own, other]
  const ids = interleaved(leading, following).filter(isKept)
  const isDisputed = isMineMoved && isTheirsMoved && shared(own, other).join() !== shared(other, own).join()
  const hasLost = shared(own, ids).length < own.length
  return {
    ids,
    taken: (isTheirsMoved && !isMineMoved) || hasLost ? [part] : [],
    conflicts: isDisputed ? [{ part, mine: own.join(', '), theirs: other.join(', ') }] : [],
  }
}

const isWritten = (before: NamedRow, now: NamedRow): boolean => differencesOf(before, now).length > 0

/** The ids of one list, with those that only the other one has behind the one that they follow there. */
function interleaved(leading: readonly string[], following: readonly string[]): readonly string[] {
  const all = [...leading]
  const placed = new Set(leading)
  following.forEach((id, n) => {
    if (placed.has(id)) return
    const previous = following.slice(0, n).findLast((one) => placed.has(one))
    placed.add(id)
    all.splice(previous === undefined ? 0 : all.indexOf(previous) + 1, 0, id)
  })
  return all
}

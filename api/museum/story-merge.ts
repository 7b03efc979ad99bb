import { type Difference, differencesOf, mergeDrafts, type Merged } from './draft-merge.ts'
import type { StoryDraft, StoryRow } from './story-draft.ts'

type Rows = readonly StoryRow[]

const idsOf = (rows: Rows): readonly string[] => rows.map(({ id }) => id)
const rowIn = (rows: Rows, id: string): StoryRow | undefined => rows.find((row) => row.id === id)
/** The ids of a list that another one has, too, in their order. */
const shared = (ids: readonly string[], other: readonly string[]): readonly string[] =>
  ids.filter((id) => other.includes(id))

/**
 * Two stories that were written on the same one. Each row is put together field by field, so that who moves a step does
 * not meet who writes its English; rows that either added are there, and a row that one took out is gone unless the
 * other wrote in it meanwhile. Parts of rows are called `<id of the row>.<part>`, the order of rows `rows`.
 */
export function mergeStories(before: StoryDraft, mine: StoryDraft, theirs: StoryDraft): Merged<StoryDraft> {
  const { rows: _b, ...headBefore } = before
  const { rows: _m, ...headMine } = mine
  const { rows: _t, ...headTheirs } = theirs
  const head = mergeDrafts(headBefore, headMine, headTheirs)
  const order = mergedOrder(before.rows, mine.rows, theirs.rows)
  const rows = order.ids.map((id) => mergedRow(id, before.rows, mine.rows, theirs.rows))
  return {
    draft: { ...head.draft, rows: rows.map(({ draft }) => draft) },
    taken: [...head.taken, ...rows.flatMap(({ taken }) => taken), ...order.taken],
    conflicts: [...head.conflicts, ...rows.flatMap(({ conflicts }) => conflicts), ...order.conflicts],
  }
}

function mergedRow(id: string, before: Rows, mine: Rows, theirs: Rows): Merged<StoryRow> {
  const [own, other] = [rowIn(mine, id), rowIn(theirs, id)]
  if (own === undefined || other === undefined)
    return { draft: (own ?? other)!, taken: own === undefined ? [`${id}.row`] : [], conflicts: [] }
  const merged = mergeDrafts(rowIn(before, id) ?? other, own, other)
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
function mergedOrder(before: Rows, mine: Rows, theirs: Rows): Order {
  const [was, own, other] = [idsOf(before), idsOf(mine), idsOf(theirs)]
  const isKept = (id: string): boolean => {
    const [a, b] = [own.includes(id), other.includes(id)]
    if (a && b) return true
    // New with one of them; or taken out by one of them, and written in by the other meanwhile.
    return !was.includes(id) || isWritten(rowIn(before, id)!, (a ? rowIn(mine, id) : rowIn(theirs, id))!)
  }
  const moved = (ids: readonly string[]): boolean => shared(ids, was).join() !== shared(was, ids).join()
  const [isMineMoved, isTheirsMoved] = [moved(own), moved(other)]
  const [leading, following] = isTheirsMoved && !isMineMoved ? [other, own] : [own, other]
  const ids = interleaved(leading, following).filter(isKept)
  const isDisputed = isMineMoved && isTheirsMoved && shared(own, other).join() !== shared(other, own).join()
  const hasLost = own.some((id) => !ids.includes(id))
  return {
    ids,
    taken: (isTheirsMoved && !isMineMoved) || hasLost ? ['rows'] : [],
    conflicts: isDisputed ? [{ part: 'rows', mine: own.join(', '), theirs: other.join(', ') }] : [],
  }
}

const isWritten = (before: StoryRow, now: StoryRow): boolean => differencesOf(before, now).length > 0

/** The ids of one list, with those that only the other one has behind the one that they follow there. */
function interleaved(leading: readonly string[], following: readonly string[]): readonly string[] {
  const all = [...leading]
  following.forEach((id, n) => {
    if (all.includes(id)) return
    const previous = following.slice(0, n).findLast((one) => all.includes(one))
    all.splice(previous === undefined ? 0 : all.indexOf(previous) + 1, 0, id)
  })
  return all
}

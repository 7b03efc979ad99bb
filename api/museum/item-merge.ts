import { type Difference, mergeDrafts, type Merged } from './draft-merge.ts'
import type { WholeDraft } from './item-draft.ts'
import { mergeRows } from './rows-merge.ts'

/**
 * Two texts of an item that were written on the same one, their views one by one: who writes on page 3 of a book does not
 * meet who writes on page 40. Parts of views are called `pictures.<id of the view>.<part>`, their order `pictures`.
 */
export function mergeItems(before: WholeDraft, mine: WholeDraft, theirs: WholeDraft): Merged<WholeDraft> {
  const { pictures: viewsBefore, ...headBefore } = before
  const { pictures: viewsMine, ...headMine } = mine
  const { pictures: viewsTheirs, ...headTheirs } = theirs
  const head = mergeDrafts(headBefore, headMine, headTheirs)
  const views = mergeRows({ before: viewsBefore, mine: viewsMine, theirs: viewsTheirs }, 'pictures')
  const named = (part: string): string => (part === 'pictures' ? part : `pictures.${part}`)
  return {
    draft: { ...head.draft, pictures: views.draft },
    taken: [...head.taken, ...views.taken.map(named)],
    conflicts: [
      ...head.conflicts,
      ...views.conflicts.map((one): Difference => ({ ...one, part: named(one.part) })),
    ],
  }
}

import { mergeDrafts, type Merged } from './draft-merge.ts'
import { mergeRows } from './rows-merge.ts'
import type { StoryDraft } from './story-draft.ts'

/**
 * Two stories that were written on the same one, their rows one by one. Parts of rows are called `<id of the row>.<part>`,
 * the order of rows `rows`.
 */
export function mergeStories(before: StoryDraft, mine: StoryDraft, theirs: StoryDraft): Merged<StoryDraft> {
  const { rows: rowsBefore, ...headBefore } = before
  const { rows: rowsMine, ...headMine } = mine
  const { rows: rowsTheirs, ...headTheirs } = theirs
  const head = mergeDrafts(headBefore, headMine, headTheirs)
  const rows = mergeRows({ before: rowsBefore, mine: rowsMine, theirs: rowsTheirs }, 'rows')
  return {
    draft: { ...head.draft, rows: rows.draft },
    taken: [...head.taken, ...rows.taken],
    conflicts: [...head.conflicts, ...rows.conflicts],
  }
}

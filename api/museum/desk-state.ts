/** What the public sees of an item or a story, beside what was saved of it, in a word. */
export const deskStates = ['draft', 'published', 'changed', 'withdrawn'] as const
export type DeskState = (typeof deskStates)[number]

type Seen = {
  /** Absent or null: nothing yet. */
  readonly told?: 'published' | 'withdrawn' | null
  readonly isChanged: boolean
}

/** Changed is only what is public: what was withdrawn is not seen, whatever was saved since. */
export const deskState = ({ told, isChanged }: Seen): DeskState => {
  if (told === undefined || told === null) return 'draft'
  return told === 'published' && isChanged ? 'changed' : told
}

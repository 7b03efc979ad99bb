import type { ItemDraft } from './item-draft.ts'

/** A part of a draft that is one person's at a time: `title.ja`, `rights`, `pictures` … */
export type DraftPart = string

/** Both texts of a part that two people wrote differently. */
export type Difference = { readonly part: DraftPart; readonly mine: string; readonly theirs: string }

const isTexts = (value: unknown): value is Record<string, string> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Each part with its text; lists are one part, as places in them mean nothing once one was taken out. */
function partsOf(draft: ItemDraft): Map<DraftPart, string> {
  const parts = new Map<DraftPart, string>()
  for (const [name, value] of Object.entries(draft)) {
    if (isTexts(value))
      for (const [language, text] of Object.entries(value)) parts.set(`${name}.${language}`, text)
    else parts.set(name, typeof value === 'string' ? value : JSON.stringify(value))
  }
  return parts
}

/** Where two drafts say something different. */
export function differencesOf(mine: ItemDraft, theirs: ItemDraft): readonly Difference[] {
  const [own, other] = [partsOf(mine), partsOf(theirs)]
  return [...new Set([...own.keys(), ...other.keys()])].flatMap((part) => {
    const [a, b] = [own.get(part) ?? '', other.get(part) ?? '']
    return a === b ? [] : [{ part, mine: a, theirs: b }]
  })
}

function withPart(draft: ItemDraft, part: DraftPart, from: ItemDraft): ItemDraft {
  const [name, language] = part.split('.') as [keyof ItemDraft, string | undefined]
  if (language === undefined) return { ...draft, [name]: from[name] }
  const [own, other] = [draft[name], from[name]] as readonly Record<string, string>[]
  return { ...draft, [name]: { ...own, [language]: other?.[language] ?? '' } }
}

/**
 * Two drafts that were written on the same one: what only one of them changed is taken from each, and what both changed
 * differently is mine, and told with both texts.
 */
export function mergeDrafts(
  before: ItemDraft,
  mine: ItemDraft,
  theirs: ItemDraft,
): {
  readonly draft: ItemDraft
  readonly taken: readonly DraftPart[]
  readonly conflicts: readonly Difference[]
} {
  const own = new Set(differencesOf(before, mine).map(({ part }) => part))
  const changed = new Set(differencesOf(before, theirs).map(({ part }) => part))
  const differences = differencesOf(mine, theirs)
  const taken = differences.map(({ part }) => part).filter((part) => changed.has(part) && !own.has(part))
  return {
    draft: taken.reduce((draft, part) => withPart(draft, part, theirs), mine),
    taken,
    conflicts: differences.filter(({ part }) => changed.has(part) && own.has(part)),
  }
}

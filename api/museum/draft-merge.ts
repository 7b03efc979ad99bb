/** A part of a draft that is one person's at a time: `title.ja`, `rights`, `pictures` … */
export type DraftPart = string

/** Both texts of a part that two people wrote differently. */
export type Difference = { readonly part: DraftPart; readonly mine: string; readonly theirs: string }

/** One draft of two: what was taken from the other, and where both wrote something else. */
export type Merged<Draft> = {
  readonly draft: Draft
  readonly taken: readonly DraftPart[]
  readonly conflicts: readonly Difference[]
}

/** Anything that is written part by part: its fields are texts, texts by language, or lists. */
type Parts = object

const isTexts = (value: unknown): value is Record<string, string> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Each part with its text; lists are one part, as places in them mean nothing once one was taken out. */
function partsOf(draft: Parts): Map<DraftPart, string> {
  const parts = new Map<DraftPart, string>()
  for (const [name, value] of Object.entries(draft)) {
    if (isTexts(value))
      for (const [language, text] of Object.entries(value)) parts.set(`${name}.${language}`, text)
    // A list of nothing is as good as none.
    else if (Array.isArray(value) && value.length === 0) parts.set(name, '')
    else parts.set(name, typeof value === 'string' ? value : JSON.stringify(value))
  }
  return parts
}

/** Where two drafts say something different. */
export function differencesOf(mine: Parts, theirs: Parts): readonly Difference[] {
  const [own, other] = [partsOf(mine), partsOf(theirs)]
  return [...new Set([...own.keys(), ...other.keys()])].flatMap((part) => {
    const [a, b] = [own.get(part) ?? '', other.get(part) ?? '']
    return a === b ? [] : [{ part, mine: a, theirs: b }]
  })
}

function withPart<Draft extends Parts>(draft: Draft, part: DraftPart, from: Draft): Draft {
  const [name, language] = part.split('.') as [keyof Draft, string | undefined]
  if (language === undefined) return { ...draft, [name]: from[name] }
  const [own, other] = [draft[name], from[name]] as readonly Record<string, string>[]
  return { ...draft, [name]: { ...own, [language]: other?.[language] ?? '' } }
}

/**
 * Two drafts that were written on the same one: what only one of them changed is taken from each, and what both changed
 * differently is mine, and told with both texts.
 */
export function mergeDrafts<Draft extends Parts>(before: Draft, mine: Draft, theirs: Draft): Merged<Draft> {
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

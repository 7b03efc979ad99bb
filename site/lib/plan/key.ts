/** What a plan is known by: its rides and its stays, so that a corrected minute leaves it the same plan. */
type Known = {
  readonly legs: readonly {
    readonly trip: string | null
    readonly from: { readonly id: string }
    readonly to: { readonly id: string }
  }[]
}

/** A short name of a plan for its address (FNV-1a, 32 bit, letters and digits): the same plan has the same name tomorrow. */
export function keyOf({ legs }: Known): string {
  const text = legs.map(({ trip, from, to }) => `${trip ?? 'walk'}>${from.id}>${to.id}`).join('|')
  let hash = 0x811c9dc5
  for (const letter of text) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193)
  return (hash >>> 0).toString(36)
}

/** What a plan is known by: its rides and its stays, so that a corrected minute leaves it the same plan. */
type Known = {
  /** Of days out: the name by which the hub puts the plan together again. */
  readonly id?: string
  readonly legs: readonly {
    readonly trip: string | null
    readonly from: { readonly id: string }
    readonly to: { readonly id: string }
  }[]
}

/** The name of a plan in its address: the one that the hub gave it; a journey, which has none, is named by its rides. */
export const keyOf = (plan: Known): string => plan.id ?? shortKeyOf(plan)

/** A short name (FNV-1a, 32 bit, letters and digits): of journeys, and in older addresses of days out. */
export function shortKeyOf({ legs }: Known): string {
  const text = legs.map(({ trip, from, to }) => `${trip ?? 'walk'}>${from.id}>${to.id}`).join('|')
  let hash = 0x811c9dc5
  for (const letter of text) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193)
  return (hash >>> 0).toString(36)
}

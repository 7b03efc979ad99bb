import { type Belonging, type Kind, kinds } from './entry.ts'

/**
 * What a process holds of the index: to what each entry belongs and which of two that fit as well comes first. Some dozens of
 * bytes an entry, so that a word which nearly all have is counted without asking the database about each of them.
 */

/** What an entry adds to what is held. */
export type HeldEntry = {
  readonly kind: Kind
  readonly id: string
  readonly titleLength: number
  readonly of: Belonging
}

/** Entries whose numbers follow each other, as they are kept together. */
export type Batch = { readonly first: number; readonly entries: string }

type Alike = { readonly kind: Kind; readonly of: Belonging }
type Packed = {
  readonly alike: readonly Alike[]
  readonly all: readonly (readonly [number, number, string])[]
}

/** Entries that come together, what they belong to told once. */
export function packed(entries: readonly HeldEntry[]): string {
  const alike = new Map<string, { readonly at: number; readonly one: Alike }>()
  const all = entries.map(({ kind, id, titleLength, of }) => {
    const key = JSON.stringify([kind, of])
    const known = alike.get(key) ?? { at: alike.size, one: { kind, of } }
    alike.set(key, known)
    return [known.at, titleLength, id] as const
  })
  const told: Packed = { alike: [...alike.values()].map(({ one }) => one), all }
  return JSON.stringify(told)
}

/** Stands for entries that are no longer there. */
export const gone = 0

export type Held = {
  readonly generation: number
  step: number
  /** Numbers are below this. */
  size: number
  /** By number: which of `kindsOfEntries` an entry is of; `gone` where there is none. */
  alike: Uint32Array
  /** To what entries belong, each combination once; the first is nobody's. */
  readonly combinations: Alike[]
  /** Numbers, the one first that comes first of two that fit as well. */
  order: Int32Array
  /** By number: where it stands in `order`. */
  rank: Int32Array
  readonly known: Map<string, number>
  readonly keys: number[]
  readonly ids: string[]
}

/** Nothing yet of a generation. */
export const emptyHeld = (generation: number): Held => ({
  generation,
  step: 0,
  size: 1,
  alike: new Uint32Array(1),
  combinations: [{ kind: 'item', of: { institution: [], period: [], place: [], line: [] } }],
  order: new Int32Array(),
  rank: new Int32Array(1),
  known: new Map(),
  keys: [0],
  ids: [''],
})

/** The next steps: entries that came, and numbers of those that went. */
export function takeIn(held: Held, step: number, came: readonly Batch[], went: readonly number[]): void {
  const before = held.size
  for (const batch of came) takeBatch(held, batch)
  if (held.size > before) putInOrder(held, before)
  for (const number of went) held.alike[number] = gone
  held.step = step
}

function takeBatch(held: Held, { first, entries }: Batch): void {
  const { alike, all } = JSON.parse(entries) as Packed
  const own = alike.map((one) => combinationOf(held, one))
  const size = Math.max(held.size, first + all.length)
  if (held.alike.length < size) {
    const larger = new Uint32Array(size * 2)
    larger.set(held.alike)
    held.alike = larger
  }
  for (const [i, [at, titleLength, id]] of all.entries()) {
    const number = first + i
    held.alike[number] = own[at]!
    held.keys[number] = titleLength * kinds.length + kinds.indexOf(alike[at]!.kind)
    held.ids[number] = id
  }
  held.size = size
}

function combinationOf({ known, combinations }: Held, one: Alike): number {
  const key = JSON.stringify([one.kind, one.of])
  const at = known.get(key)
  if (at !== undefined) return at
  known.set(key, combinations.length)
  return combinations.push(one) - 1
}

/** Puts numbers from one on among those that are in order already. */
function putInOrder(held: Held, from: number): void {
  const { keys, ids, size } = held
  const compared = (a: number, b: number): number => keys[a]! - keys[b]! || (ids[a]! < ids[b]! ? -1 : 1)
  const come = Array.from({ length: size - from }, (_, i) => from + i).toSorted(compared)
  const order = new Int32Array(held.order.length + come.length)
  let [old, own] = [0, 0]
  for (let i = 0; i < order.length; i++) {
    const takesOld =
      own === come.length || (old < held.order.length && compared(held.order[old]!, come[own]!) < 0)
    order[i] = takesOld ? held.order[old++]! : come[own++]!
  }
  held.order = order
  held.rank = new Int32Array(size)
  for (let i = 0; i < order.length; i++) held.rank[order[i]!] = i
}

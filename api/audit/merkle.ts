import { joined, same, sha256, sha256OfText } from './hash.ts'
import type { Hash } from './hash.ts'

/** Leaves `start` (included) to `end` (not included) of the tree. */
export type Range = { readonly start: number; readonly end: number }

/** A whole subtree of 2^level leaves, the `position`th of its level from the left: what is stored of the tree. */
export type NodeAt = { readonly level: number; readonly position: number }

/** Looks up a stored subtree's hash. */
export type Lookup = (node: NodeAt) => Hash

/** RFC 6962, 2.1: a leaf and a node begin with different bytes, so that neither can be taken for the other. */
export const leafHash = (data: Uint8Array): Hash => sha256(joined(Uint8Array.of(0), data))
/** The same of a text's UTF-8. */
export const leafHashOfText = (text: string): Hash => sha256OfText(leafMark + text)
/** What the text of a leaf begins with. */
export const leafMark = '\u0000'
export const nodeHash = (left: Hash, right: Hash): Hash => sha256(joined(Uint8Array.of(1), left, right))

/** The hash of no leaves at all. */
export const emptyRoot = (): Hash => sha256(new Uint8Array(0))

/** The largest power of two below `size`: where RFC 6962 splits a tree of more than one leaf. */
function splitOf(size: number): number {
  let split = 1
  while (split * 2 < size) split *= 2
  return split
}

/** The whole subtrees that a range is made of, left to right. The range begins where RFC 6962 splits a tree. */
export function nodesOf({ start, end }: Range): NodeAt[] {
  const nodes: NodeAt[] = []
  for (let at = start; at < end;) {
    let [level, width] = [0, 1]
    while (at + width * 2 <= end && at % (width * 2) === 0) [level, width] = [level + 1, width * 2]
    nodes.push({ level, position: at / width })
    at += width
  }
  return nodes
}

/** The Merkle tree hash of a range, from its stored subtrees. */
export function hashOfRange(range: Range, lookup: Lookup): Hash {
  const [last, ...others] = nodesOf(range).map(lookup).toReversed()
  if (last === undefined) return emptyRoot()
  let hash = last
  for (const left of others) hash = nodeHash(left, hash)
  return hash
}

/** The hash of the whole tree of this size. */
export const rootOf = (size: number, lookup: Lookup): Hash => hashOfRange({ start: 0, end: size }, lookup)

/** What an inclusion proof of leaf `index` in a tree of `size` is made of (RFC 9162, 2.1.3.1). */
export function inclusionRanges(index: number, size: number): Range[] {
  const path = (start: number, end: number): Range[] => {
    if (end - start === 1) return []
    const middle = start + splitOf(end - start)
    return index < middle
      ? [...path(start, middle), { start: middle, end }]
      : [...path(middle, end), { start, end: middle }]
  }
  return path(0, size)
}

/** What a consistency proof from `oldSize` to `size` leaves is made of (RFC 9162, 2.1.4.1); `oldSize` at least 1. */
export function consistencyRanges(oldSize: number, size: number): Range[] {
  const proof = (start: number, end: number, whole: boolean): Range[] => {
    if (oldSize === end) return whole ? [] : [{ start, end }]
    const middle = start + splitOf(end - start)
    return oldSize <= middle
      ? [...proof(start, middle, whole), { start: middle, end }]
      : [...proof(middle, end, false), { start, end: middle }]
  }
  return proof(0, size, true)
}

/** Whether `path` proves that the leaf stands at `index` in the tree of this size and root (RFC 9162, 2.1.3.2). */
export function provesInclusion(proof: {
  readonly leaf: Hash
  readonly index: number
  readonly size: number
  readonly path: readonly Hash[]
  readonly root: Hash
}): boolean {
  let [at, last, hash] = [proof.index, proof.size - 1, proof.leaf]
  if (!isIndex(at) || !isIndex(last) || at > last) return false
  for (const other of proof.path) {
    if (last === 0) return false
    if (isOdd(at) || at === last) {
      hash = nodeHash(other, hash)
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)]
    } else hash = nodeHash(hash, other)
    ;[at, last] = [half(at), half(last)]
  }
  return last === 0 && same(hash, proof.root)
}

/** Whether the tree of `size` begins with the tree of `oldSize` (RFC 9162, 2.1.4.2). */
export function provesConsistency(proof: {
  readonly oldSize: number
  readonly oldRoot: Hash
  readonly size: number
  readonly root: Hash
  readonly path: readonly Hash[]
}): boolean {
  const { oldSize, oldRoot, size, root } = proof
  if (!isIndex(oldSize) || !isIndex(size) || oldSize === 0 || oldSize > size) return false
  if (oldSize === size) return proof.path.length === 0 && same(oldRoot, root)
  const path = isPowerOfTwo(oldSize) ? [oldRoot, ...proof.path] : proof.path
  let [at, last] = [oldSize - 1, size - 1]
  while (isOdd(at)) [at, last] = [half(at), half(last)]
  const [first, ...others] = path
  if (first === undefined) return false
  let [oldHash, hash] = [first, first]
  for (const other of others) {
    if (last === 0) return false
    if (isOdd(at) || at === last) {
      ;[oldHash, hash] = [nodeHash(other, oldHash), nodeHash(other, hash)]
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)]
    } else hash = nodeHash(hash, other)
    ;[at, last] = [half(at), half(last)]
  }
  return last === 0 && same(oldHash, oldRoot) && same(hash, root)
}

// Halves by arithmetic: the operators of bits see 32 of them only.
const half = (number: number): number => Math.floor(number / 2)
const isOdd = (number: number): boolean => number % 2 === 1
const isIndex = (number: number): boolean => Number.isSafeInteger(number) && number >= 0
const isPowerOfTwo = (number: number): boolean => Number.isInteger(Math.log2(number))

/** A subtree that was made whole, with its hash. */
export type NewNode = NodeAt & { readonly hash: Hash }

/**
 * The subtrees that become whole when leaves are added to a tree of `size`: level 0 are the leaves themselves.
 * `lookup` knows the subtrees of the tree so far (`nodesOf` its whole range).
 */
export function grow(size: number, leaves: readonly Hash[], lookup: Lookup): NewNode[] {
  const made: NewNode[] = []
  const known = new Map<string, Hash>()
  const keep = (node: NewNode): void => {
    made.push(node)
    known.set(nameOf(node), node.hash)
  }
  for (const [offset, leaf] of leaves.entries()) {
    let node: NewNode = { level: 0, position: size + offset, hash: leaf }
    keep(node)
    while (isOdd(node.position)) {
      const left = { level: node.level, position: node.position - 1 }
      const hash = nodeHash(known.get(nameOf(left)) ?? lookup(left), node.hash)
      node = { level: node.level + 1, position: half(node.position), hash }
      keep(node)
    }
  }
  return made
}

/** A subtree's name in a map. */
export const nameOf = ({ level, position }: NodeAt): string => `${level}/${position}`

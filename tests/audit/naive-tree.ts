import { createHash } from 'node:crypto'

const sha = (...parts: Uint8Array[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()

const splitOf = (size: number): number => 2 ** (Math.ceil(Math.log2(size)) - 1)

/**
 * RFC 6962, 2.1, word for word, independent of the code under test. A range's hash is remembered, or the proofs of all
 * sizes take minutes.
 */
export function naiveTree(leaves: readonly Uint8Array[]) {
  const known = new Map<string, Buffer>()

  const rootOf = (start: number, end: number): Buffer => {
    const name = `${start}:${end}`
    const hash = known.get(name) ?? computed(start, end)
    known.set(name, hash)
    return hash
  }

  const computed = (start: number, end: number): Buffer => {
    if (end === start) return sha()
    if (end - start === 1) return sha(Buffer.of(0), leaves[start]!)
    const k = start + splitOf(end - start)
    return sha(Buffer.of(1), rootOf(start, k), rootOf(k, end))
  }

  const pathOf = (m: number, start: number, end: number): Buffer[] => {
    if (end - start === 1) return []
    const k = start + splitOf(end - start)
    return m < k ? [...pathOf(m, start, k), rootOf(k, end)] : [...pathOf(m, k, end), rootOf(start, k)]
  }

  const subproof = (m: number, [start, end]: readonly [number, number], whole: boolean): Buffer[] => {
    if (m === end) return whole ? [] : [rootOf(start, end)]
    const k = start + splitOf(end - start)
    return m <= k
      ? [...subproof(m, [start, k], whole), rootOf(k, end)]
      : [...subproof(m, [k, end], false), rootOf(start, k)]
  }

  return {
    leaf: (index: number) => rootOf(index, index + 1),
    root: (size: number) => rootOf(0, size),
    path: (index: number, size: number) => pathOf(index, 0, size),
    consistency: (oldSize: number, size: number) => subproof(oldSize, [0, size], true),
  }
}

import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  consistencyRanges,
  emptyRoot,
  grow,
  hashOfRange,
  inclusionRanges,
  leafHash,
  nameOf,
  nodesOf,
  provesConsistency,
  provesInclusion,
  rootOf,
} from '../../api/audit/merkle.ts'
import type { Lookup, Range } from '../../api/audit/merkle.ts'
import type { Hash } from '../../api/audit/hash.ts'
import { growingTree } from '../../api/audit/growing-tree.ts'
import { toBase64 } from '../../api/audit/hash.ts'
import { naiveTree } from './naive-tree.ts'

const sizeMax = 70
const leaves = Array.from({ length: sizeMax }, (_, index) => Buffer.from(`leaf ${index}`))

const naive = naiveTree(leaves)

const hex = (hash: Uint8Array): string => Buffer.from(hash).toString('hex')
const nodes = new Map<string, Hash>()
const lookup: Lookup = (node) => {
  const hash = nodes.get(nameOf(node))
  if (hash === undefined) throw new Error(`subtree ${nameOf(node)} is not whole`)
  return hash
}
const hashes = (ranges: readonly Range[]) => ranges.map((range) => hashOfRange(range, lookup))

beforeAll(async () => {
  const all = grow(0, leaves.map(leafHash), lookup)
  for (const node of all) nodes.set(nameOf(node), node.hash)
})

/** The hash with one bit turned. */
const bent = (hash: Hash, bit: number): Hash => {
  const copy = hash.slice()
  copy[Math.floor(bit / 8)]! ^= 1 << (bit % 8)
  return copy
}

describe('the tree is that of RFC 6962', () => {
  test('the hash of no leaves is the published one', async () => {
    expect(hex(emptyRoot())).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  })

  test('every root is that of the definition', async () => {
    for (let size = 0; size <= sizeMax; size++)
      expect(hex(rootOf(size, lookup)), `${size} leaves`).toBe(hex(naive.root(size)))
  })

  test('grown in any steps it is the same tree', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 8 }), async (steps) => {
        const grown = new Map<string, Hash>()
        let size = 0
        for (const step of steps.filter((_, index, all) => sum(all.slice(0, index + 1)) <= sizeMax)) {
          // Only the edge of the tree is asked for: what a store has to read before it adds.
          const edge = new Set(nodesOf({ start: 0, end: size }).map(nameOf))
          const added = leaves.slice(size, size + step).map(leafHash)
          const made = grow(size, added, (node) => {
            expect(edge).toContain(nameOf(node))
            return grown.get(nameOf(node))!
          })
          for (const node of made) {
            expect(grown.has(nameOf(node)), 'a subtree is made once').toBe(false)
            grown.set(nameOf(node), node.hash)
          }
          size += step
        }
        expect(hex(rootOf(size, (node) => grown.get(nameOf(node))!))).toBe(hex(naive.root(size)))
      }),
      { numRuns: 40 },
    )
  })
})

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)

describe('inclusion proofs', () => {
  test('are those of the definition and hold, for every leaf of every size', async () => {
    for (let size = 1; size <= sizeMax; size++) {
      const root = rootOf(size, lookup)
      for (let index = 0; index < size; index++) {
        const path = hashes(inclusionRanges(index, size))
        expect(path.map(hex)).toEqual(naive.path(index, size).map(hex))
        const leaf = leafHash(leaves[index]!)
        expect(provesInclusion({ leaf, index, size, path, root }), `${index} of ${size}`).toBe(true)
      }
    }
  }, 120_000)

  test('fail with one bit turned, another place, another size, a hash too many or too few', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: sizeMax - 2 }), fc.nat(), fc.nat(), async (less, drawn, bit) => {
        const size = less + 2
        const index = drawn % size
        const path = hashes(inclusionRanges(index, size))
        const proof = {
          leaf: leafHash(leaves[index]!),
          index,
          size,
          path,
          root: rootOf(size, lookup),
        }
        const spot = bit % path.length
        const wrong = [
          { ...proof, leaf: bent(proof.leaf, bit % 256) },
          { ...proof, root: bent(proof.root, bit % 256) },
          { ...proof, path: path.with(spot, bent(path[spot]!, bit % 256)) },
          { ...proof, path: path.slice(1) },
          { ...proof, path: path.slice(0, -1) },
          { ...proof, path: [...path, proof.root] },
          { ...proof, index: (index + 1) % size },
          { ...proof, index: size },
          { ...proof, index: -1 },
          { ...proof, index: index + 0.5 },
          { ...proof, size: index },
        ]
        for (const [number, one] of wrong.entries())
          expect(provesInclusion(one), `wrong ${number}: ${index} of ${size}`).toBe(false)
      }),
      { numRuns: 60 },
    )
  })
})

describe('consistency proofs', () => {
  test('are those of the definition and hold, for every two sizes', async () => {
    for (let size = 1; size <= sizeMax; size++)
      for (let oldSize = 1; oldSize <= size; oldSize++) {
        const path = hashes(consistencyRanges(oldSize, size))
        expect(path.map(hex)).toEqual(naive.consistency(oldSize, size).map(hex))
        const [oldRoot, root] = [rootOf(oldSize, lookup), rootOf(size, lookup)]
        expect(provesConsistency({ oldSize, oldRoot, size, root, path }), `${oldSize} in ${size}`).toBe(true)
      }
  }, 120_000)

  test('fail with one bit turned, other sizes, a hash too many or too few', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: sizeMax - 2 }), fc.nat(), fc.nat(), async (less, drawn, bit) => {
        const size = less + 2
        const oldSize = 1 + (drawn % (size - 1))
        const path = hashes(consistencyRanges(oldSize, size))
        const [oldRoot, root] = [rootOf(oldSize, lookup), rootOf(size, lookup)]
        const proof = { oldSize, oldRoot, size, root, path }
        const spot = bit % path.length
        const wrong = [
          { ...proof, oldRoot: bent(oldRoot, bit % 256) },
          { ...proof, root: bent(root, bit % 256) },
          { ...proof, path: path.with(spot, bent(path[spot]!, bit % 256)) },
          { ...proof, path: path.slice(0, -1) },
          { ...proof, path: [...path, root] },
          { ...proof, oldSize: 0 },
          { ...proof, oldSize: size + 1 },
          { ...proof, oldSize: size },
        ]
        for (const [number, one] of wrong.entries())
          expect(provesConsistency(one), `wrong ${number}: ${oldSize} in ${size}`).toBe(false)
      }),
      { numRuns: 60 },
    )
  })
})

test('sizes beyond 32 bits are split and halved like small ones', async () => {
  const [index, size] = [2 ** 40 + 5, 2 ** 40 + 7]
  const ranges = inclusionRanges(index, size)
  expect(ranges.at(-1)).toEqual({ start: 0, end: 2 ** 40 })
  expect(nodesOf({ start: 0, end: size })).toEqual([
    { level: 40, position: 0 },
    { level: 2, position: 2 ** 38 },
    { level: 1, position: 2 ** 39 + 2 },
    { level: 0, position: 2 ** 40 + 6 },
  ])
  // Far from the right edge every subtree's hash is its own name; the seven leaves at the edge are real.
  const named: Lookup = ({ level, position }) => {
    const hash = new Uint8Array(32)
    new DataView(hash.buffer).setBigUint64(0, BigInt(level))
    new DataView(hash.buffer).setBigUint64(8, BigInt(position))
    return hash
  }
  const edge = new Map<string, Hash>()
  for (const node of grow(2 ** 40, leaves.slice(0, 7).map(leafHash), named)) edge.set(nameOf(node), node.hash)
  const known: Lookup = (node) => edge.get(nameOf(node)) ?? named(node)
  const path = ranges.map((range) => hashOfRange(range, known))
  const proof = { leaf: leafHash(leaves[5]!), index, size, path, root: rootOf(size, known) }
  expect(provesInclusion(proof)).toBe(true)
  expect(provesInclusion({ ...proof, index: 5 })).toBe(false)
})

test('a tree that grows leaf by leaf in base64 has the root of each size and tells each whole subtree', () => {
  const [tree, told] = [growingTree(), new Map<string, string>()]
  for (let size = 0; size <= sizeMax; size++) {
    expect(tree.size()).toBe(size)
    expect(tree.root()).toBe(toBase64(naive.root(size)))
    if (size < sizeMax)
      tree.add(toBase64(leafHash(leaves[size]!)), (level, position, hash) =>
        told.set(nameOf({ level, position }), hash),
      )
  }
  const whole = [...nodes].filter(([name]) => !name.startsWith('0/'))
  expect(new Map(whole.map(([name, hash]) => [name, toBase64(hash)]))).toEqual(told)
})

import { sha256Base64 } from './hash.ts'

/**
 * The tree of a record that is read leaf by leaf, with hashes as they are stored, in base64: whoever reads millions of them
 * neither keeps the tree nor makes an object of each. `merkle.ts` says what it is.
 */
export type GrowingTree = {
  readonly size: () => number
  /** Adds a leaf; `whole` hears of each subtree above it that is whole now. */
  readonly add: (leaf: string, whole: (level: number, position: number, hash: string) => void) => void
  /** The root hash of the leaves so far. */
  readonly root: () => string
}

/** The hash of no leaves at all. */
const emptyRoot = sha256Base64('')

export function growingTree(): GrowingTree {
  /** By level, the whole subtree that waits for its right neighbour; what stands at other levels is left over. */
  const waiting: string[] = []
  let size = 0
  return {
    size: () => size,
    add: (leaf, whole) => {
      let [hash, level, position] = [leaf, 0, size]
      while (position % 2 === 1) {
        hash = nodeHashInText(waiting[level]!, hash)
        level += 1
        position = (position - 1) / 2
        whole(level, position, hash)
      }
      waiting[level] = hash
      size += 1
    },
    root: () => {
      let root: string | undefined
      for (let [level, left] = [0, size]; left > 0; level++, left = Math.floor(left / 2))
        if (left % 2 === 1)
          root = root === undefined ? waiting[level]! : nodeHashInText(waiting[level]!, root)
      return root ?? emptyRoot
    },
  }
}

/** A node's first byte and its two halves (RFC 6962, 2.1), written anew for each. */
const node = new Uint8Array(65)
node[0] = 1

function nodeHashInText(left: string, right: string): string {
  putHash(left, 1)
  putHash(right, 33)
  return sha256Base64(node)
}

const valueOf = new Uint8Array(128)
for (const [value, letter] of [
  ...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
].entries())
  valueOf[letter.charCodeAt(0)] = value

/** Puts the 32 bytes of a hash's 44 letters, the last of them '=', where the node has them. */
function putHash(text: string, at: number): void {
  const six = (index: number): number => valueOf[text.charCodeAt(index)]!
  let byte = at
  for (let index = 0; index < 44; index += 4) {
    const bits = (six(index) << 18) | (six(index + 1) << 12) | (six(index + 2) << 6) | six(index + 3)
    node[byte++] = bits >> 16
    node[byte++] = (bits >> 8) & 255
    if (index < 40) node[byte++] = bits & 255
  }
}

import { openCheckpoint } from './checkpoint.ts'
import { growingTree } from './growing-tree.ts'
import type { GrowingTree } from './growing-tree.ts'
import { toBase64 } from './hash.ts'
import { nameOf } from './merkle.ts'
import type { NodeAt } from './merkle.ts'
import { readVerifier } from './note.ts'
import type { Verifier } from './note.ts'
import type { KeptCheckpoint, KeptStatement, RecordReads } from './ports.ts'
import { leavesOf, noHash } from './record-page.ts'
import type { CheckedPage, Pages } from './record-page.ts'
import { isRight, noTotals, openStatement, totalsIfKnown } from './statement.ts'
import type { ByInstrument, Statement } from './statement.ts'

/** What reading the whole record again needs of a store. */
export type VerifyReads = Pick<RecordReads, 'movements'> & {
  readonly origin: () => Promise<string | undefined>
  readonly keys: () => Promise<{ readonly verifier: string }[]>
  readonly pages: Pages
  /** The stored subtrees that end behind leaf `from` and not behind leaf `to`, by `nameOf`; hashes in base64. */
  readonly subtrees: (from: number, to: number) => Promise<ReadonlyMap<string, string>>
  /** Longer than `above`, not longer than `upTo`; the shortest first. */
  readonly checkpoints: (above: number, upTo: number) => Promise<KeptCheckpoint[]>
  /** The earliest day first. */
  readonly allStatements: () => Promise<KeptStatement[]>
  /** A stored subtree that a record of this size cannot have. */
  readonly subtreeBeyond: (size: number) => Promise<NodeAt | undefined>
  /** How many closed journals have no seal, and one of them that another was sealed `patienceMs` after. */
  readonly unsealed: (
    patienceMs: number,
  ) => Promise<{ readonly count: number; readonly overdue: string | undefined }>
}

export type RecordVerdict = {
  readonly seals: number
  /** Journals that wait for their seal. */
  readonly waiting: number
  readonly wrong: readonly { readonly check: string; readonly row: string }[]
}

const checks = {
  name: 'each key is in the record’s name',
  seal: 'each seal is the hash of its journal as it stands',
  order: 'each seal follows the one before, without a gap',
  subtree: 'each subtree is the hash of its halves',
  checkpoint: 'each checkpoint is signed by a listed key and has the root of its length',
  statement: 'each statement is signed by a listed key, has the sums of its journals and adds up',
  waiting: 'no journal was forgotten by the sealing',
} as const

type Check = keyof typeof checks

const patienceMs = 2 * 24 * 60 * 60_000
/** So many rows are summed in one piece that nobody waits long behind it. */
const readAtOnce = 1_000

/** Hears how far the reading is. */
export type Progress = (seals: number) => void

/** Reads the sealed record again from its first row and names the first wrong row of each check. */
export async function verifyRecord(
  reads: VerifyReads,
  tell: (check: string) => void = () => {},
  progress: Progress = () => {},
): Promise<RecordVerdict> {
  const wrong = new Map<Check, string>()
  const blame = (check: Check, row: string): void => void (wrong.has(check) || wrong.set(check, row))
  Object.values(checks).forEach(tell)
  const keys = await readKeys(reads, blame)
  const statements = await statementsOf(reads, { keys, blame })
  const tree = growingTree()
  let before: string | null = null
  await statements.check([{ size: 0, root: tree.root() }])
  for (;;) {
    const page: CheckedPage | undefined = await reads.pages(tree.size())
    if (page === undefined) break
    joinPage(page, before, blame)
    await checkTree(reads, { leaves: leavesOf(page), tree, statements, keys, blame })
    before = page.last.hash
    progress(tree.size())
    // Behind a gap nothing can be compared any more, and the gap is named.
    if (page.last.sequence !== tree.size() - 1) break
  }
  await checkEnd(reads, { size: tree.size(), statements, blame })
  const { count, overdue } = await reads.unsealed(patienceMs)
  if (overdue !== undefined) blame('waiting', `journal ${overdue}`)
  const found = (Object.keys(checks) as Check[]).filter((check) => wrong.has(check))
  return {
    seals: tree.size(),
    waiting: count,
    wrong: found.map((check) => ({ check: checks[check], row: wrong.get(check)! })),
  }
}

type Blame = (check: Check, row: string) => void

async function readKeys(reads: VerifyReads, blame: Blame): Promise<Verifier[]> {
  const [origin, rows] = [await reads.origin(), await reads.keys()]
  const keys: Verifier[] = []
  for (const row of rows) {
    const key = await readVerifier(row.verifier)
    if (key === null || key.name !== origin) blame('name', `key ${row.verifier}`)
    else keys.push(key)
  }
  return keys
}

/** What the page tells by itself, and whether it follows the one before. */
function joinPage(page: CheckedPage, before: string | null, blame: Blame): void {
  if (page.first.previous !== before) blame('order', page.first.row)
  if (page.outOfOrder !== undefined) blame('order', page.outOfOrder)
  if (page.wrongSeal !== undefined) blame('seal', page.wrongSeal)
}

/** The record when it was so long. */
type Length = { readonly size: number; readonly root: string }

type Growth = {
  readonly leaves: readonly string[]
  readonly tree: GrowingTree
  readonly keys: readonly Verifier[]
  readonly statements: Statements
  readonly blame: Blame
}

/** Adds these leaves to the tree; its subtrees above them, its checkpoints and statements are compared with it. */
async function checkTree(
  reads: VerifyReads,
  { leaves, tree, keys, statements, blame }: Growth,
): Promise<void> {
  const [from, to] = [tree.size(), tree.size() + leaves.length]
  const [stored, checkpoints] = [await reads.subtrees(from, to), await reads.checkpoints(from, to)]
  const asked = new Set([...checkpoints, ...statements.upTo(to)].map(({ size }) => size))
  const lengths: Length[] = []
  for (const leaf of leaves) {
    tree.add(leaf, (level, position, hash) => {
      const name = nameOf({ level, position })
      if (stored.get(name) !== hash) blame('subtree', `subtree ${name}`)
    })
    if (asked.has(tree.size())) lengths.push({ size: tree.size(), root: tree.root() })
  }
  const rootAt = new Map(lengths.map(({ size, root }) => [size, root]))
  for (const checkpoint of checkpoints)
    if (!(await isCheckpoint(checkpoint, keys, rootAt.get(checkpoint.size)!)))
      blame('checkpoint', `checkpoint of ${checkpoint.size}`)
  await statements.check(lengths)
}

async function isCheckpoint(
  { size, note }: KeptCheckpoint,
  keys: readonly Verifier[],
  root: string,
): Promise<boolean> {
  for (const key of keys) {
    const opened = await openCheckpoint(note, key)
    if (opened !== null) return opened.size === size && toBase64(opened.root) === root
  }
  return false
}

type Statements = {
  /** Those of a record of up to this size that are left. */
  readonly upTo: (size: number) => readonly KeptStatement[]
  /** Checks those that are left of a record of these lengths, and of shorter ones that none of them has. */
  readonly check: (lengths: readonly Length[]) => Promise<void>
  readonly left: () => KeptStatement | undefined
}

/** Checks the statements in step with the reading: each when the record is as long as it was. */
async function statementsOf(
  reads: VerifyReads,
  { keys, blame }: { keys: readonly Verifier[]; blame: Blame },
): Promise<Statements> {
  const left = await reads.allStatements()
  let counted: { readonly size: number; readonly totals: ByInstrument | null } = { size: 0, totals: noTotals }
  const opened = async (note: string): Promise<Statement | null> => {
    for (const key of keys) {
      const statement = await openStatement(note, key)
      if (statement !== null) return statement
    }
    return null
  }
  const isStatement = async (kept: KeptStatement, root: string): Promise<boolean> => {
    const statement = await opened(kept.note)
    if (statement === null || statement.day !== kept.day || statement.size !== kept.size) return false
    for (; counted.size < kept.size;) {
      const to = Math.min(kept.size, counted.size + readAtOnce)
      const moved = await reads.movements(counted.size, to)
      counted = { size: to, totals: counted.totals && totalsIfKnown(counted.totals, moved) }
    }
    const { totals } = counted
    return statement.root === root && totals !== null && sameTotals(statement, totals) && isRight(statement)
  }
  return {
    upTo: (size) => left.filter((kept) => kept.size <= size),
    check: async (lengths) => {
      for (const { size, root } of lengths)
        while (left[0] !== undefined && left[0].size <= size) {
          const kept = left.shift()!
          // A shorter one behind a longer one is out of order, and has no root here.
          if (!(await isStatement(kept, kept.size === size ? root : noHash)))
            blame('statement', `statement of ${kept.day}`)
        }
    },
    left: () => left[0],
  }
}

const sameTotals = (a: ByInstrument, b: ByInstrument): boolean =>
  (['paid', 'free'] as const).every((instrument) =>
    (Object.keys(noTotals.paid) as (keyof ByInstrument['paid'])[]).every(
      (name) => a[instrument][name] === b[instrument][name],
    ),
  )

type End = {
  readonly size: number
  readonly statements: Statements
  readonly blame: Blame
}

/** What says that the record was longer than it is. */
async function checkEnd(reads: VerifyReads, { size, statements, blame }: End): Promise<void> {
  const beyond = await reads.subtreeBeyond(size)
  if (beyond !== undefined) blame('subtree', `subtree ${nameOf(beyond)}`)
  const [longer] = await reads.checkpoints(size, Number.MAX_SAFE_INTEGER)
  if (longer !== undefined) blame('checkpoint', `checkpoint of ${longer.size}`)
  const left = statements.left()
  if (left !== undefined) blame('statement', `statement of ${left.day}`)
}

import { sealedHash, sealEntry } from './canonical.ts'
import type { RecordedJournal } from './canonical.ts'
import { openCheckpoint } from './checkpoint.ts'
import { hashOf, same, toBase64 } from './hash.ts'
import type { Hash } from './hash.ts'
import { grow, nameOf, nodesOf, rootOf } from './merkle.ts'
import type { NodeAt } from './merkle.ts'
import { readVerifier } from './note.ts'
import type { Verifier } from './note.ts'
import type { KeptCheckpoint, KeptStatement, RecordReads, Seal } from './ports.ts'
import { isRight, noTotals, openStatement, totalsAfter } from './statement.ts'
import type { ByInstrument, Statement } from './statement.ts'

/** A seal and the journal that it seals, if that is still there. */
export type SealedJournal = { readonly seal: Seal; readonly journal: RecordedJournal | undefined }

/** What reading the whole record again needs of a store. */
export type VerifyReads = Pick<RecordReads, 'nodes' | 'movements'> & {
  readonly origin: () => Promise<string | undefined>
  readonly keys: () => Promise<{ readonly verifier: string }[]>
  /** In their order, from this sequence number on. */
  readonly sealedFrom: (sequence: number, limit: number) => Promise<SealedJournal[]>
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
const readAtOnce = 250

/** Reads the sealed record again from its first row and names the first wrong row of each check. */
export async function verifyRecord(
  reads: VerifyReads,
  tell: (check: string) => void = () => {},
): Promise<RecordVerdict> {
  const wrong = new Map<Check, string>()
  const blame = (check: Check, row: string): void => void (wrong.has(check) || wrong.set(check, row))
  Object.values(checks).forEach(tell)
  const keys = await readKeys(reads, blame)
  const statements = await statementsOf(reads, { keys, blame })
  let size = 0
  let before: Hash | null = null
  let tree = new Map<string, Hash>()
  await statements.check(0, tree)
  for (;;) {
    const page: SealedJournal[] = await reads.sealedFrom(size, readAtOnce)
    if (page.length === 0) break
    const leaves = checkSeals({ page, size, before, blame })
    tree = await checkTree(reads, { size, leaves, tree, blame })
    const to = size + page.length
    for (const checkpoint of await reads.checkpoints(size, to))
      if (!(await isCheckpoint(checkpoint, keys, tree)))
        blame('checkpoint', `checkpoint of ${checkpoint.size}`)
    await statements.check(to, tree)
    before = leaves.at(-1)!
    tree = new Map(nodesOf({ start: 0, end: to }).map((node) => [nameOf(node), tree.get(nameOf(node))!]))
    size = to
    // Behind a gap nothing can be compared any more, and the gap is named.
    if (page.at(-1)!.seal.sequence !== to - 1) break
  }
  await checkEnd(reads, { size, statements, blame })
  const { count, overdue } = await reads.unsealed(patienceMs)
  if (overdue !== undefined) blame('waiting', `journal ${overdue}`)
  const found = (Object.keys(checks) as Check[]).filter((check) => wrong.has(check))
  return {
    seals: size,
    waiting: count,
    wrong: found.map((check) => ({ check: checks[check], row: wrong.get(check)! })),
  }
}

/** Stands for a text that is no hash: no journal, subtree or root has it. */
const noHash: Hash = new Uint8Array(32)

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

type Page = {
  readonly page: readonly SealedJournal[]
  readonly size: number
  readonly before: Hash | null
  readonly blame: Blame
}

/** Compares each seal with its journal and with the seal before. Answers the hashes that the seals say. */
function checkSeals({ page, size, before, blame }: Page): Hash[] {
  const leaves: Hash[] = []
  let previous = before
  let said = before === null ? null : toBase64(before)
  for (const [offset, { seal, journal }] of page.entries()) {
    const follows = seal.previous === said
    if (seal.sequence !== size + offset || !follows) blame('order', nameOfSeal(seal))
    // Where it follows, what it follows is known already and need not be read out of its text.
    const place = { ...seal, previous: follows ? previous : readHash(seal.previous) }
    const hash = journal === undefined ? noHash : sealedHash(sealEntry(journal, place))
    const isRight = journal !== undefined && toBase64(hash) === seal.hash
    if (!isRight) blame('seal', nameOfSeal(seal))
    previous = isRight ? hash : (hashOf(seal.hash) ?? noHash)
    said = seal.hash
    leaves.push(previous)
  }
  return leaves
}

const nameOfSeal = ({ sequence, journalId }: Seal): string => `seal ${sequence} (journal ${journalId})`
const readHash = (text: string | null): Hash | null => (text === null ? null : (hashOf(text) ?? noHash))

type Growth = {
  readonly size: number
  readonly leaves: readonly Hash[]
  readonly tree: ReadonlyMap<string, Hash>
  readonly blame: Blame
}

/** The tree with these leaves more; its subtrees above the leaves are compared with those that are stored. */
async function checkTree(
  reads: VerifyReads,
  { size, leaves, tree, blame }: Growth,
): Promise<Map<string, Hash>> {
  const made = grow(size, leaves, (node) => tree.get(nameOf(node)) ?? noHash)
  const above = made.filter((node) => node.level > 0)
  const stored = await reads.nodes(above)
  for (const node of above)
    if (!same(stored.get(nameOf(node)) ?? noHash, node.hash)) blame('subtree', `subtree ${nameOf(node)}`)
  return new Map([...tree, ...made.map((node) => [nameOf(node), node.hash] as const)])
}

const rootIn = (size: number, tree: ReadonlyMap<string, Hash>): Hash =>
  rootOf(size, (node) => tree.get(nameOf(node)) ?? noHash)

async function isCheckpoint(
  { size, note }: KeptCheckpoint,
  keys: readonly Verifier[],
  tree: ReadonlyMap<string, Hash>,
): Promise<boolean> {
  for (const key of keys) {
    const opened = await openCheckpoint(note, key)
    if (opened !== null) return opened.size === size && same(opened.root, rootIn(size, tree))
  }
  return false
}

/** Checks the statements in step with the reading: each when the record is as long as it was. */
async function statementsOf(
  reads: VerifyReads,
  { keys, blame }: { keys: readonly Verifier[]; blame: Blame },
) {
  const left = await reads.allStatements()
  let counted: { readonly size: number; readonly totals: ByInstrument } = { size: 0, totals: noTotals }
  const opened = async (note: string): Promise<Statement | null> => {
    for (const key of keys) {
      const statement = await openStatement(note, key)
      if (statement !== null) return statement
    }
    return null
  }
  const isStatement = async (kept: KeptStatement, tree: ReadonlyMap<string, Hash>): Promise<boolean> => {
    const statement = await opened(kept.note)
    if (statement === null || statement.day !== kept.day || statement.size !== kept.size) return false
    for (; counted.size < kept.size;) {
      const to = Math.min(kept.size, counted.size + readAtOnce)
      const moved = await reads.movements(counted.size, to)
      counted = { size: to, totals: totalsAfter(counted.totals, moved) }
    }
    const root = toBase64(rootIn(kept.size, tree))
    return statement.root === root && sameTotals(statement, counted.totals) && isRight(statement)
  }
  return {
    /** Those of a record of up to `size`; the others are left. */
    check: async (size: number, tree: ReadonlyMap<string, Hash>): Promise<void> => {
      while (left[0] !== undefined && left[0].size <= size) {
        const kept = left.shift()!
        if (!(await isStatement(kept, tree))) blame('statement', `statement of ${kept.day}`)
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
  readonly statements: Awaited<ReturnType<typeof statementsOf>>
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

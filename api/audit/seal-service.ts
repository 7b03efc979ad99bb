import { assert } from '../platform/assert.ts'
import { letOthers } from '../platform/let-others.ts'
import { addDays, japanDay, startOfJapanDay } from '../platform/clock.ts'
import type { Clock } from '../platform/clock.ts'
import { sealedHash, sealEntry } from './canonical.ts'
import type { RecordedJournal } from './canonical.ts'
import { signCheckpoint } from './checkpoint.ts'
import { toBase64 } from './hash.ts'
import type { Hash } from './hash.ts'
import { emptyRoot, grow, nameOf, nodesOf, rootOf } from './merkle.ts'
import type { Lookup } from './merkle.ts'
import type { Signer } from './note.ts'
import type { Cursor, Head, KeptStatement, Seal, SealStore, SeenJournal, Stored } from './ports.ts'
import type { AuditSettings } from './settings.ts'
import { isPossible, noTotals, openStatement, signStatement, statementOf, totalsAfter } from './statement.ts'
import type { ByInstrument } from './statement.ts'

export type SealParts = {
  readonly store: SealStore
  /** The record's name and the key it is signed with now. */
  readonly signer: () => Promise<Signer>
  readonly clock: Clock
  /** 32 random bytes. */
  readonly salt: () => Uint8Array
  readonly settings: AuditSettings
}

/**
 * Seals journals in the order they were written, a small list at a time, and closes the days that are over. Any number
 * of processes may do this at once: the database keeps one sequence, and who comes second stops until the next turn.
 */
export function sealService(parts: SealParts) {
  const { store, clock, settings } = parts
  let sweptAt: number | undefined

  /** One turn: everything that is waiting. Answers how many journals were sealed. */
  const turn = async (): Promise<number> => {
    const startedAt = clock.now()
    sweptAt ??= await sweptBefore(parts, startedAt)
    const sweeps = sweptAt === undefined || startedAt - sweptAt >= settings.sweepEveryMs
    const { size, last } = await store.head()
    // Where the clock was set back, the newest seal's journal may be of later than now.
    const from = sweeps || last === null ? 0 : Math.min(last.journalAt, startedAt) - settings.overlapMs
    let cursor: Cursor = { at: from, id: '' }
    let sealed = 0
    for (;;) {
      const seen = await store.journalsAfter(cursor, settings.readAtOnce)
      const outcome = await sealAll(
        parts,
        seen.filter((journal) => !journal.sealed),
      )
      sealed += outcome.sealed
      if (outcome.stored === 'lost_race') return sealed
      const end = seen.at(-1)
      if (end === undefined || seen.length < settings.readAtOnce) break
      cursor = { at: end.at, id: end.id }
      await letOthers()
    }
    if (sweeps) sweptAt = startedAt
    if (size + sealed > 0) await closeDays(parts, clock.now() - settings.closeAfterMs)
    return sealed
  }

  return { turn }
}

export type Sealing = ReturnType<typeof sealService>

/**
 * Where the day before is closed, a process ran over midnight, and everything of before was looked through then or within a
 * day: a start begins behind the last seal. The next look through everything is at the next midnight.
 */
async function sweptBefore({ store }: SealParts, now: number): Promise<number | undefined> {
  const today = japanDay(now)
  const last = await store.lastStatement()
  return last !== undefined && last.day >= addDays(today, -1) ? startOfJapanDay(today) : undefined
}

/** Seals these journals; before the first of a new day, the days that are over are closed. */
async function sealAll(
  parts: SealParts,
  waiting: readonly SeenJournal[],
): Promise<{ readonly sealed: number; readonly stored: Stored }> {
  let sealed = 0
  for (let left = waiting; left.length > 0;) {
    const [first] = left
    assert(first !== undefined, 'something is left')
    const over = Math.min(first.at, parts.clock.now())
    if ((await closeDays(parts, over)) === 'lost_race') return { sealed, stored: 'lost_race' }
    const day = japanDay(first.at)
    const many = left.slice(0, parts.settings.sealedAtOnce)
    const later = many.findIndex((journal) => japanDay(journal.at) > day)
    const batch = later === -1 ? many : many.slice(0, later)
    if ((await sealBatch(parts, batch)) === 'lost_race') return { sealed, stored: 'lost_race' }
    sealed += batch.length
    left = left.slice(batch.length)
  }
  return { sealed, stored: 'stored' }
}

async function sealBatch(parts: SealParts, batch: readonly SeenJournal[]): Promise<Stored> {
  const { store, clock } = parts
  const signer = await parts.signer()
  const head = await store.head()
  const journals = await store.journals(batch.map((journal) => journal.id))
  const { seals, leaves } = await sealEach(parts, head, journals)
  const edge = await lookupOf(store, head.size)
  const nodes = grow(head.size, leaves, edge)
  const size = head.size + leaves.length
  const made = new Map(nodes.map((node) => [nameOf(node), node.hash]))
  const root = rootOf(size, (node) => made.get(nameOf(node)) ?? edge(node))
  const note = await signCheckpoint({ origin: signer.verifier.name, size, root }, signer)
  return store.storeBatch({
    seals,
    nodes: nodes.filter((node) => node.level > 0),
    checkpoint: { size, note },
    at: clock.now(),
  })
}

async function sealEach({ salt: random }: SealParts, head: Head, journals: readonly RecordedJournal[]) {
  const seals: Seal[] = []
  const leaves: Hash[] = []
  for (const [offset, journal] of journals.entries()) {
    const previous = leaves.at(-1) ?? head.last?.hash ?? null
    const [sequence, salt] = [head.size + offset, toBase64(random())]
    const hash = sealedHash(sealEntry(journal, { sequence, previous, salt }))
    leaves.push(hash)
    seals.push({
      sequence,
      journalId: journal.id,
      salt,
      previous: previous === null ? null : toBase64(previous),
      hash: toBase64(hash),
    })
  }
  return { seals, leaves }
}

/** The subtrees at the edge of the record of this size. */
async function lookupOf(store: SealStore, size: number): Promise<Lookup> {
  const known = await store.nodes(nodesOf({ start: 0, end: size }))
  return (node) => {
    const hash = known.get(nameOf(node))
    assert(hash !== undefined, `subtree ${nameOf(node)} of the record is stored`)
    return hash
  }
}

/** Closes, one after the other, the Japanese days that ended at or before this instant. */
async function closeDays(parts: SealParts, at: number): Promise<Stored> {
  const { store } = parts
  let last = await store.lastStatement()
  const firstAt = last === undefined ? await store.firstSealedAt() : undefined
  if (last === undefined && firstAt === undefined) return 'stored'
  let day = last === undefined ? japanDay(firstAt!) : addDays(last.day, 1)
  for (; startOfJapanDay(addDays(day, 1)) <= at; day = addDays(day, 1)) {
    const kept = await statementOn(parts, day, last)
    if ((await store.storeStatement(kept, parts.clock.now())) === 'lost_race') return 'lost_race'
    last = kept
  }
  return 'stored'
}

/**
 * The statement of a day: the one before and what moved since. Where too little came since, it is told with the next
 * one: then this statement is the one before under a new date.
 */
async function statementOn(
  parts: SealParts,
  day: string,
  last: KeptStatement | undefined,
): Promise<KeptStatement> {
  const { store, settings } = parts
  const signer = await parts.signer()
  const { size: length } = await store.head()
  const told = last?.size ?? 0
  // One that was signed with a key of before is not built upon: then everything is counted again.
  const before = (last && (await openStatement(last.note, signer.verifier))) ?? { size: 0, ...noTotals }
  const sealed = length - told >= settings.statementLeast ? length : told
  const seen = await counted(parts, before, sealed)
  // Where the clock was set back, money may be sealed as spent before it is as come in: told when both are.
  const isWhole = isPossible(seen)
  const size = isWhole ? sealed : told
  const totals = isWhole ? seen : await counted(parts, before, told)
  const root = size === 0 ? emptyRoot() : rootOf(size, await lookupOf(store, size))
  const statement = statementOf({ origin: signer.verifier.name, day, size, root }, totals)
  return { day, size, note: await signStatement(statement, signer) }
}

/** The totals of the first `size` seals, a stretch at a time, so that nobody waits long behind one read. */
async function counted(
  { store, settings }: SealParts,
  before: ByInstrument & { readonly size: number },
  size: number,
): Promise<ByInstrument> {
  let totals: ByInstrument = { paid: before.paid, free: before.free }
  for (let from = before.size; from < size; from += settings.readAtOnce) {
    const to = Math.min(size, from + settings.readAtOnce)
    totals = totalsAfter(totals, await store.movements(from, to))
  }
  return totals
}

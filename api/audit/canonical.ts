import canonicalize from 'canonicalize'
import { assert } from '../platform/assert.ts'
import { sha256, toBase64, utf8 } from './hash.ts'
import type { Hash } from './hash.ts'
import { leafHash } from './merkle.ts'

/** A journal with everything that was stored for good when it was written. */
export type RecordedJournal = {
  readonly id: string
  readonly kind: string
  /** Epoch milliseconds. */
  readonly at: number
  readonly parentId: string | null
  readonly scope: string
  readonly key: string
  readonly body: unknown
  /** What the key stands for, and its first answer. */
  readonly content: unknown
  readonly answer: unknown
  /** By line. */
  readonly entries: readonly RecordedEntry[]
  /** The lots that began with it, by id. */
  readonly lots: readonly RecordedLot[]
  /** What a payment took, in the order taken. */
  readonly taken: readonly TakenLot[]
}

export type RecordedEntry = {
  readonly line: number
  readonly accountId: string
  readonly accountKind: string
  readonly fundId: string
  readonly instrument: string
  readonly municipality: string | null
  readonly lotId: string | null
  readonly amountYen: number
  readonly balanceAfterYen: number | null
  readonly accountVersion: number | null
}

export type RecordedLot = {
  readonly id: string
  readonly accountId: string
  readonly instrument: string
  readonly fundId: string
  readonly issuedYen: number
  readonly validUntilAt: number
  readonly rule: unknown
}

export type TakenLot = {
  readonly position: number
  readonly lotId: string
  readonly fundId: string
  readonly amountYen: number
}

/** A line of what a proof tells: a wallet is 'wallet', whichever it is. */
export type ToldEntry = {
  readonly account: string
  readonly kind: string
  readonly fundId: string
  readonly instrument: string
  readonly municipality: string | null
  readonly amountYen: number
}

/** What a proof tells of a journal: enough to compare with a receipt, and nothing of who paid. */
export type Told = {
  readonly id: string
  readonly kind: string
  readonly at: number
  readonly parentId: string | null
  readonly entries: readonly ToldEntry[]
}

export const sealForm = 'aizu-meguri/seal/1'

/** A sealed journal: the data of one leaf. Hashes are base64. */
export type SealedEntry = {
  readonly form: typeof sealForm
  /** 0, 1, 2 …: the leaf's index in the tree. */
  readonly sequence: number
  /** The leaf hash of the seal before; null for the first. */
  readonly previous: string | null
  readonly told: Told
  /** The hash of what is kept back, salted: it fixes who paid and under which key without telling it. */
  readonly kept: string
}

/** RFC 8785: one text for one value, whatever wrote it. */
export function canonical(value: unknown): string {
  const text = canonicalize(value)
  assert(text !== undefined, 'a JSON value has a canonical form')
  return text
}

const walletKind = 'wallet'

/** What of a journal a proof tells. */
export const toldOf = (journal: RecordedJournal): Told => ({
  id: journal.id,
  kind: journal.kind,
  at: journal.at,
  parentId: journal.parentId,
  entries: journal.entries.map((entry) => ({
    account: entry.accountKind === walletKind ? walletKind : entry.accountId,
    kind: entry.accountKind,
    fundId: entry.fundId,
    instrument: entry.instrument,
    municipality: entry.municipality,
    amountYen: entry.amountYen,
  })),
})

/** The rest of a journal, with the salt without which nobody can try values until the hash fits. */
export const keptOf = (journal: RecordedJournal, salt: string) => ({
  salt,
  scope: journal.scope,
  key: journal.key,
  body: journal.body,
  content: journal.content,
  answer: journal.answer,
  entries: journal.entries.map(({ line, accountId, lotId, balanceAfterYen, accountVersion }) => ({
    line,
    accountId,
    lotId,
    balanceAfterYen,
    accountVersion,
  })),
  lots: journal.lots,
  taken: journal.taken,
})

/** Seals a journal at its place. `salt` is 32 random bytes in base64, made for this journal alone. */
export function sealEntry(
  journal: RecordedJournal,
  { sequence, previous, salt }: { sequence: number; previous: Hash | null; salt: string },
): SealedEntry {
  return {
    form: sealForm,
    sequence,
    previous: previous === null ? null : toBase64(previous),
    told: toldOf(journal),
    kept: toBase64(sha256(utf8(canonical(keptOf(journal, salt))))),
  }
}

/** The leaf hash of a sealed journal, and so the next one's `previous`. */
export const sealedHash = (entry: SealedEntry): Hash => leafHash(utf8(canonical(entry)))

import { canonical } from './canonical-text.ts'
import { sha256Base64, toBase64 } from './hash.ts'
import type { Hash } from './hash.ts'
import { leafHashOfText } from './merkle.ts'

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

const walletKind = 'wallet'

/** What a proof calls an entry's account. */
export const shownAs = ({ accountKind, accountId }: RecordedEntry): string =>
  accountKind === walletKind ? walletKind : accountId

// The names of each of these stand in the order of the canonical form, so that nothing is left to be put in order.

/** What of a journal a proof tells. */
export const toldOf = (journal: RecordedJournal): Told => ({
  at: journal.at,
  entries: journal.entries.map((entry) => ({
    account: shownAs(entry),
    amountYen: entry.amountYen,
    fundId: entry.fundId,
    instrument: entry.instrument,
    kind: entry.accountKind,
    municipality: entry.municipality,
  })),
  id: journal.id,
  kind: journal.kind,
  parentId: journal.parentId,
})

/** The rest of a journal, with the salt without which nobody can try values until the hash fits. */
export const keptOf = (journal: RecordedJournal, salt: string) => ({
  answer: journal.answer,
  body: journal.body,
  content: journal.content,
  entries: journal.entries.map(({ line, accountId, lotId, balanceAfterYen, accountVersion }) => ({
    accountId,
    accountVersion,
    balanceAfterYen,
    line,
    lotId,
  })),
  key: journal.key,
  lots: journal.lots,
  salt,
  scope: journal.scope,
  taken: journal.taken,
})

/** Seals a journal at its place. `salt` is 32 random bytes in base64, made for this journal alone. */
export const sealEntry = (
  journal: RecordedJournal,
  { sequence, previous, salt }: { sequence: number; previous: Hash | null; salt: string },
): SealedEntry => ({
  form: sealForm,
  kept: sha256Base64(canonical(keptOf(journal, salt))),
  previous: previous && toBase64(previous),
  sequence,
  told: toldOf(journal),
})

/** The leaf hash of a sealed journal, and so the next one's `previous`. */
export const sealedHash = (entry: SealedEntry): Hash => leafHashOfText(canonical(entry))

import type { RecordedJournal } from './canonical.ts'
import type { Hash } from './hash.ts'
import type { NewNode, NodeAt } from './merkle.ts'
import type { Movement } from './statement.ts'

/** Where a look through the journals goes on: the instant and id of the last one seen. */
export type Cursor = { readonly at: number; readonly id: string }

export type SeenJournal = Cursor & { readonly sealed: boolean }

/** A row of the record. Hashes and salt are base64. */
export type Seal = {
  readonly sequence: number
  readonly journalId: string
  readonly salt: string
  readonly previous: string | null
  readonly hash: string
}

/** The end of the record: how many seals, and the last of them. */
export type Head = {
  readonly size: number
  readonly last: { readonly hash: Hash; readonly journalAt: number } | null
}

export type Batch = {
  readonly seals: readonly Seal[]
  /** Subtrees above the leaves. */
  readonly nodes: readonly NewNode[]
  readonly checkpoint: { readonly size: number; readonly note: string }
  readonly at: number
}

export type KeptStatement = { readonly day: string; readonly size: number; readonly note: string }

export type KeptBaseDate = { readonly baseDate: string; readonly size: number; readonly note: string }

/** What the reports at the base dates need of a store. */
export type BaseDateStore = {
  /** The newest first. */
  readonly baseDates: (limit: number) => Promise<KeptBaseDate[]>
  /** Journals of up to this instant among the seals from `from` (included) on. */
  readonly lateSince: (
    from: number,
    at: number,
  ) => Promise<{ readonly journalId: string; readonly at: number }[]>
  /** Whether a closed journal of up to this instant waits for its seal. */
  readonly isUnsealedUntil: (at: number) => Promise<boolean>
  readonly storeBaseDate: (kept: KeptBaseDate, at: number) => Promise<Stored>
}

export type KeptCheckpoint = { readonly size: number; readonly note: string; readonly createdAt: number }

export type KeptKey = { readonly verifier: string; readonly createdAt: number }

/** Whose a journal is: the wallets and shops among its entries. */
export type Party = { readonly accountId: string; readonly kind: string }

/** Another writer was first: nothing was stored; look again at the next turn. */
export type Stored = 'stored' | 'lost_race'

/** What sealing needs of a store. */
export type SealStore = {
  readonly head: () => Promise<Head>
  /** Closed journals after the cursor in the order they were written, sealed or not; at most `limit`. */
  readonly journalsAfter: (cursor: Cursor, limit: number) => Promise<SeenJournal[]>
  /** In the order of the ids; one that is not there is left out. */
  readonly journals: (ids: readonly string[]) => Promise<RecordedJournal[]>
  /** The subtrees that are stored among these, by `nameOf`. */
  readonly nodes: (wanted: readonly NodeAt[]) => Promise<Map<string, Hash>>
  readonly storeBatch: (batch: Batch) => Promise<Stored>
  /**
   * What the journals of the seals from `from` (included) to `to` (not included) moved; with `untilAt`, only those of
   * up to that instant.
   */
  readonly movements: (from: number, to: number, untilAt?: number) => Promise<Movement[]>
  readonly lastStatement: () => Promise<KeptStatement | undefined>
  readonly firstSealedAt: () => Promise<number | undefined>
  readonly storeStatement: (statement: KeptStatement, at: number) => Promise<Stored>
}

/** Who the record is and under which keys it was signed. */
export type IdentityStore = {
  /** The record's own name, once it has one. */
  readonly origin: () => Promise<string | undefined>
  /** Gives the record its name for ever; answers the one it has. */
  readonly fixOrigin: (origin: string, at: number) => Promise<string>
  readonly keys: () => Promise<KeptKey[]>
  readonly keepKey: (verifier: string, at: number) => Promise<void>
}

/** What proofs and pages read. */
export type RecordReads = Pick<SealStore, 'head' | 'journals' | 'nodes' | 'movements'> & {
  readonly sealOf: (journalId: string) => Promise<Seal | undefined>
  readonly partiesOf: (journalId: string) => Promise<Party[]>
  readonly newestCheckpoint: () => Promise<KeptCheckpoint | undefined>
  /** The newest first. */
  readonly statements: (limit: number) => Promise<KeptStatement[]>
}

import { assert } from '../platform/assert.ts'
import { ok, refuse } from '../platform/result.ts'
import type { Result } from '../platform/result.ts'
import { sealEntry } from './canonical.ts'
import type { AuditRefusal } from './errors.ts'
import { hashOf, toBase64 } from './hash.ts'
import { consistencyRanges, hashOfRange, inclusionRanges, nameOf, nodesOf } from './merkle.ts'
import type { Range } from './merkle.ts'
import type { IdentityStore, KeptKey, RecordReads } from './ports.ts'
import { proofForm } from './receipt-proof.ts'
import type { ReceiptProof } from './receipt-proof.ts'
import { readStatement } from './statement.ts'
import type { Statement } from './statement.ts'

/** The shops, as the record asks for them: whose ledger account this is. */
export type ShopAccounts = { readonly shopOf: (accountId: string) => Promise<string | undefined> }

export type AuditParts = {
  readonly store: RecordReads & Pick<IdentityStore, 'keys'>
  readonly shops: ShopAccounts
}

export type Consistency = { readonly from: number; readonly to: number; readonly path: readonly string[] }

/** A day's statement: what it says, and the signed text that says it. */
export type PublishedStatement = { readonly statement: Statement; readonly note: string }

/** What anybody may ask of the record, and what the holder of a receipt may. Nothing is written here. */
export function auditService({ store, shops }: AuditParts) {
  /** The hashes of ranges of the tree, base64. */
  const hashesOf = async (ranges: readonly Range[]): Promise<string[]> => {
    const known = await store.nodes(ranges.flatMap(nodesOf))
    const lookup = (node: Parameters<typeof nameOf>[0]) => {
      const hash = known.get(nameOf(node))
      assert(hash !== undefined, `subtree ${nameOf(node)} of the record is stored`)
      return hash
    }
    return Promise.all(ranges.map(async (range) => toBase64(hashOfRange(range, lookup))))
  }

  /** The wallets and shops that a journal belongs to. */
  const holdersOf = async (journalId: string): Promise<string[]> => {
    const parties = await store.partiesOf(journalId)
    const holders = await Promise.all(
      parties.map(async ({ accountId, kind }) => (kind === 'wallet' ? accountId : shops.shopOf(accountId))),
    )
    return holders.filter((holder) => holder !== undefined)
  }

  return {
    /** The newest signed statement of the record's length and root hash. */
    checkpoint: async (): Promise<Result<string, AuditRefusal>> => {
      const newest = await store.newestCheckpoint()
      return newest === undefined ? refuse({ code: 'nothing_sealed_yet' }) : ok(newest.note)
    },

    /** The keys that ever signed, the oldest first: the last one signs now. */
    keys: async (): Promise<Result<readonly KeptKey[], AuditRefusal>> => {
      const keys = await store.keys()
      return keys.length === 0 ? refuse({ code: 'nothing_sealed_yet' }) : ok(keys)
    },

    /** A journal's proof, for whoever it belongs to: `mayRead` is asked for its wallets and shops. */
    proof: async (
      journalId: string,
      mayRead: (holder: string) => boolean,
    ): Promise<Result<ReceiptProof, AuditRefusal>> => {
      if (!(await holdersOf(journalId)).some(mayRead))
        return refuse({ code: 'journal_not_found', field: 'journalId' })
      const [seal, checkpoint] = await Promise.all([store.sealOf(journalId), store.newestCheckpoint()])
      if (seal === undefined || checkpoint === undefined) return refuse({ code: 'not_sealed_yet' })
      const [journal] = await store.journals([journalId])
      assert(journal !== undefined, 'a journal that has entries is there')
      const { sequence, salt, previous } = seal
      const entry = sealEntry(journal, {
        sequence,
        salt,
        previous: previous === null ? null : hashOf(previous),
      })
      const path = await hashesOf(inclusionRanges(sequence, checkpoint.size))
      return ok({ form: proofForm, entry, path, checkpoint: checkpoint.note })
    },

    /** The proof that the record of `to` seals begins with that of `from`; `to` left out: as it is now. */
    consistency: async (from: number, to?: number): Promise<Result<Consistency, AuditRefusal>> => {
      const { size } = await store.head()
      const end = to ?? size
      if (end > size) return refuse({ code: 'size_beyond_record', field: 'to', size })
      if (from > end) return refuse({ code: 'size_beyond_record', field: 'from', size })
      return ok({ from, to: end, path: await hashesOf(consistencyRanges(from, end)) })
    },

    /** The statements of the last days, the newest first. */
    statements: async (limit: number): Promise<PublishedStatement[]> =>
      (await store.statements(limit)).flatMap(({ note }) => {
        const statement = readStatement(note)
        return statement === null ? [] : [{ statement, note }]
      }),
  }
}

export type Audit = ReturnType<typeof auditService>

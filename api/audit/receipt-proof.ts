import { refuse, ok } from '../platform/result.ts'
import type { Result } from '../platform/result.ts'
import { sealedHash, sealForm } from './canonical.ts'
import type { SealedEntry, ToldEntry } from './canonical.ts'
import { openCheckpoint } from './checkpoint.ts'
import type { Checkpoint } from './checkpoint.ts'
import { hashOf } from './hash.ts'
import type { Hash } from './hash.ts'
import { provesConsistency, provesInclusion } from './merkle.ts'
import { readVerifier } from './note.ts'

export const proofForm = 'aizu-meguri/proof/1'

/** Everything that is needed, beside the public key, to check that a journal is in the sealed record. */
export type ReceiptProof = {
  readonly form: typeof proofForm
  readonly entry: SealedEntry
  /** The inclusion proof, from the leaf up; base64. */
  readonly path: readonly string[]
  /** The signed checkpoint that the path leads to. */
  readonly checkpoint: string
}

export type ProofRefusal = {
  readonly code: 'proof_not_readable' | 'key_not_readable' | 'signature_wrong' | 'not_in_the_record'
}

/** A receipt that was found to be in the record. */
export type ProvenReceipt = { readonly entry: SealedEntry; readonly checkpoint: Checkpoint }

/** Checks a proof as somebody has it, with the public key and nothing else. */
export async function checkProof(
  text: string,
  verifierText: string,
): Promise<Result<ProvenReceipt, ProofRefusal>> {
  const proof = readProof(text)
  if (proof === null) return refuse({ code: 'proof_not_readable' })
  const verifier = await readVerifier(verifierText.trim())
  if (verifier === null) return refuse({ code: 'key_not_readable' })
  const checkpoint = await openCheckpoint(proof.checkpoint, verifier)
  if (checkpoint === null) return refuse({ code: 'signature_wrong' })
  const path = readPath(proof.path)
  const { entry } = proof
  const proven =
    path !== null &&
    provesInclusion({
      leaf: sealedHash(entry),
      index: entry.sequence,
      size: checkpoint.size,
      path,
      root: checkpoint.root,
    })
  return proven ? ok({ entry, checkpoint }) : refuse({ code: 'not_in_the_record' })
}

/** Whether the record of `later` still begins with all of `earlier`: nothing that was sealed was changed since. */
export async function continues(
  earlier: Checkpoint,
  later: Checkpoint,
  path: readonly string[],
): Promise<boolean> {
  const hashes = readPath(path)
  if (hashes === null || earlier.origin !== later.origin) return false
  const [oldSize, oldRoot] = [earlier.size, earlier.root]
  return provesConsistency({ oldSize, oldRoot, size: later.size, root: later.root, path: hashes })
}

function readPath(path: readonly string[]): Hash[] | null {
  const hashes = path.map(hashOf)
  return hashes.includes(null) ? null : (hashes as Hash[])
}

/** The proof that a text is, or null. What the fields say is proved by the hash, that they are there is seen here. */
function readProof(text: string): ReceiptProof | null {
  try {
    const proof = JSON.parse(text) as ReceiptProof
    const { entry, path, checkpoint } = proof
    const readable =
      proof.form === proofForm &&
      entry.form === sealForm &&
      Number.isSafeInteger(entry.sequence) &&
      typeof checkpoint === 'string' &&
      path.every(isText) &&
      entry.told.entries.every(isToldEntry) &&
      [entry.kept, entry.told.id, entry.told.kind].every(isText) &&
      Number.isSafeInteger(entry.told.at)
    return readable ? proof : null
  } catch {
    return null
  }
}

const isText = (value: unknown): boolean => typeof value === 'string'

const isToldEntry = (entry: ToldEntry): boolean =>
  [entry.account, entry.kind, entry.fundId, entry.instrument].every(isText) &&
  (entry.municipality === null || isText(entry.municipality)) &&
  Number.isSafeInteger(entry.amountYen)

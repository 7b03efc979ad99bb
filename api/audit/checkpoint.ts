import { hashOf, toBase64 } from './hash.ts'
import type { Hash } from './hash.ts'
import { openNote, signNote } from './note.ts'
import type { Signer, Verifier } from './note.ts'

/** How long the sealed record was and what its root hash was (検印). */
export type Checkpoint = { readonly origin: string; readonly size: number; readonly root: Hash }

/** The signed text (C2SP tlog-checkpoint): origin, size, root hash in base64. */
export const signCheckpoint = ({ origin, size, root }: Checkpoint, signer: Signer): Promise<string> =>
  signNote(`${origin}\n${size}\n${toBase64(root)}\n`, signer)

/** The checkpoint in a note that this key signed under its own name; null where it is none. */
export async function openCheckpoint(note: string, verifier: Verifier): Promise<Checkpoint | null> {
  const text = await openNote(note, verifier)
  const [, origin, size, encoded] = /^(.+)\n(0|[1-9]\d{0,15})\n(\S+)\n$/.exec(text ?? '') ?? []
  const root = hashOf(encoded ?? '')
  if (origin !== verifier.name || root === null || !Number.isSafeInteger(Number(size))) return null
  return { origin, size: Number(size), root }
}

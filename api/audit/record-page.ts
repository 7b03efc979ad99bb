import { hashLength, hashOf, toBase64 } from './hash.ts'
import type { Seal } from './ports.ts'
import { sealedHashInText } from './sealed-text.ts'
import type { JournalInText } from './sealed-text.ts'

/** A seal and the journal that it seals, if that is still there. */
export type SealedJournal = { readonly seal: Seal; readonly journal: JournalInText | undefined }

/**
 * What a stretch of the record tells by itself, so that whoever reads it needs nothing of what stands before: another thread
 * may. Rows are named, the first of each kind.
 */
export type CheckedPage = {
  readonly size: number
  readonly first: { readonly previous: string | null; readonly row: string }
  readonly last: { readonly sequence: number; readonly hash: string }
  /** The leaf hashes that its seals say, one behind the other; each as long as a hash is in base64. */
  readonly leaves: string
  /** Is not the hash of its journal as it stands. */
  readonly wrongSeal: string | undefined
  /** Does not follow the one before within the page, or leaves a gap. */
  readonly outOfOrder: string | undefined
}

/** The pages of the record: the one that begins there and what it tells; none behind the end. */
export type Pages = (from: number) => Promise<CheckedPage | undefined>

/** Stands for a text that is no hash: no journal, subtree or root has it. */
export const noHash = toBase64(new Uint8Array(hashLength))

/** Compares each seal of a page that begins at `from` with its journal and with the seal before. */
export function checkedPage(page: readonly SealedJournal[], from: number): CheckedPage | undefined {
  const [first, last] = [page[0]?.seal, page.at(-1)?.seal]
  if (first === undefined || last === undefined) return undefined
  let leaves = ''
  let [wrongSeal, outOfOrder]: (string | undefined)[] = []
  let said = first.previous
  for (const [offset, { seal, journal }] of page.entries()) {
    if (seal.sequence !== from + offset || seal.previous !== said) outOfOrder ??= nameOfSeal(seal)
    const isRight = journal !== undefined && sealedHashInText(journal, seal) === seal.hash
    if (!isRight) wrongSeal ??= nameOfSeal(seal)
    leaves += isRight ? seal.hash : readHash(seal.hash)
    said = seal.hash
  }
  return {
    size: page.length,
    first: { previous: first.previous, row: nameOfSeal(first) },
    last: { sequence: last.sequence, hash: last.hash },
    leaves,
    wrongSeal,
    outOfOrder,
  }
}

const nameOfSeal = ({ sequence, journalId }: Seal): string => `seal ${sequence} (journal ${journalId})`
const readHash = (text: string): string => (hashOf(text) === null ? noHash : text)

/** The leaf hashes of a page, one by one. */
export const leavesOf = ({ size, leaves }: CheckedPage): string[] =>
  Array.from({ length: size }, (_, index) => leaves.slice(index * noHash.length, (index + 1) * noHash.length))

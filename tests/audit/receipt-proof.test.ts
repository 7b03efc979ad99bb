import { describe, expect, test } from 'vitest'
import { sealedHash, sealEntry } from '../../api/audit/canonical.ts'
import type { SealedEntry } from '../../api/audit/canonical.ts'
import { openCheckpoint, signCheckpoint } from '../../api/audit/checkpoint.ts'
import { toBase64 } from '../../api/audit/hash.ts'
import type { Hash } from '../../api/audit/hash.ts'
import {
  consistencyRanges,
  grow,
  hashOfRange,
  inclusionRanges,
  nameOf,
  rootOf,
} from '../../api/audit/merkle.ts'
import type { Range } from '../../api/audit/merkle.ts'
import { checkProof, continues, proofForm } from '../../api/audit/receipt-proof.ts'
import { signerOf } from '../../api/audit/signer.ts'
import { payment, salt } from './journals.ts'

const signer = await signerOf('meguri.example/ledger', new Uint8Array(32).fill(7))
const key = signer.verifier.text

/** A record of seven payments. */
const entries: SealedEntry[] = []
const leaves: Hash[] = []
for (let sequence = 0; sequence < 7; sequence++) {
  const journal = { ...payment, id: `journal-${sequence}` }
  const entry = sealEntry(journal, { sequence, previous: leaves.at(-1) ?? null, salt })
  entries.push(entry)
  leaves.push(sealedHash(entry))
}
const nodes = new Map(
  grow(0, leaves, () => {
    throw new Error('the tree began empty')
  }).map((node) => [nameOf(node), node.hash]),
)
const hashAt = (node: Parameters<typeof nameOf>[0]) => nodes.get(nameOf(node))!
const told = async (ranges: Range[]) =>
  Promise.all(ranges.map(async (range) => toBase64(hashOfRange(range, hashAt))))
const checkpointOf = async (size: number) =>
  signCheckpoint({ origin: signer.verifier.name, size, root: rootOf(size, hashAt) }, signer)
const proofOf = async (sequence: number, size = 7) => ({
  form: proofForm,
  entry: entries[sequence]!,
  path: await told(inclusionRanges(sequence, size)),
  checkpoint: await checkpointOf(size),
})

describe('a receipt’s proof', () => {
  test('is right for every receipt, in the record of then and in that of now', async () => {
    for (let size = 1; size <= 7; size++)
      for (let sequence = 0; sequence < size; sequence++) {
        const checked = await checkProof(JSON.stringify(await proofOf(sequence, size)), `${key}\n`)
        expect(checked, `${sequence} of ${size}`).toMatchObject({
          ok: true,
          value: { entry: { told: { id: `journal-${sequence}` } }, checkpoint: { size } },
        })
      }
  })

  test('with any letter changed is right no more', async () => {
    const text = JSON.stringify(await proofOf(4))
    for (let at = 0; at < text.length; at++) {
      const letter = text[at] === '1' ? '2' : '1'
      const changed = text.slice(0, at) + letter + text.slice(at + 1)
      expect((await checkProof(changed, key)).ok, changed.slice(Math.max(0, at - 20), at + 20)).toBe(false)
    }
  })

  test.each([
    ['proof_not_readable', async () => 'no JSON', key],
    ['proof_not_readable', async () => 'null', key],
    ['proof_not_readable', async () => '{}', key],
    ['proof_not_readable', async () => JSON.stringify({ ...(await proofOf(1)), path: [1] }), key],
    ['key_not_readable', async () => JSON.stringify(await proofOf(1)), 'a key'],
    ['signature_wrong', async () => JSON.stringify({ ...(await proofOf(1)), checkpoint: 'text\n' }), key],
    ['not_in_the_record', async () => JSON.stringify({ ...(await proofOf(1)), entry: entries[2] }), key],
    ['not_in_the_record', async () => JSON.stringify({ ...(await proofOf(1)), path: ['short'] }), key],
    [
      'not_in_the_record',
      async () => {
        const proof = await proofOf(1)
        return JSON.stringify({ ...proof, entry: { ...proof.entry, told: { ...proof.entry.told, at: 1 } } })
      },
      key,
    ],
  ])('says %s', async (code, text, verifier) => {
    expect(await checkProof(await text(), verifier)).toEqual({ ok: false, error: { code } })
  })

  test('under another’s key is signed by nobody we know', async () => {
    const other = await signerOf(signer.verifier.name, new Uint8Array(32).fill(8))
    expect(await checkProof(JSON.stringify(await proofOf(1)), other.verifier.text)).toMatchObject({
      error: { code: 'signature_wrong' },
    })
  })
})

test('the record of later begins with that of earlier, and with no other', async () => {
  const opened = async (size: number) => (await openCheckpoint(await checkpointOf(size), signer.verifier))!
  const [earlier, later] = [await opened(3), await opened(7)]
  const path = await told(consistencyRanges(3, 7))
  expect(await continues(earlier, later, path)).toBe(true)
  expect(await continues({ ...earlier, root: leaves[0]! }, later, path)).toBe(false)
  expect(await continues({ ...earlier, origin: 'other' }, later, path)).toBe(false)
  expect(await continues(later, earlier, path)).toBe(false)
  expect(await continues(earlier, later, ['x'])).toBe(false)
})

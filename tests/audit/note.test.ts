import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openCheckpoint, signCheckpoint } from '../../api/audit/checkpoint.ts'
import { fromBase64, hashOf, toBase64 } from '../../api/audit/hash.ts'
import { openNote, readVerifier, signNote } from '../../api/audit/note.ts'
import { seedFrom, signerOf } from '../../api/audit/signer.ts'

// The example of the Go project's note package (golang.org/x/mod/sumdb/note), whose form C2SP's signed-note is.
const published = {
  verifier: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  seed: 'gQoUAtUUbI2E8kQzMPVAgOv5juF9nHT2JS/F1ccoMXM=',
  text: "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n",
  signature:
    '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n',
}

const signer = await signerOf('meguri.example/ledger', new Uint8Array(32).fill(7))

describe('signed notes', () => {
  test('the published note opens with the published key', async () => {
    const verifier = await readVerifier(published.verifier)
    expect(verifier).toMatchObject({ name: 'PeterNeumann' })
    expect(await openNote(`${published.text}\n${published.signature}`, verifier!)).toBe(published.text)
  })

  test('the published private key signs to the published bytes and has the published public key', async () => {
    const peter = await signerOf('PeterNeumann', fromBase64(published.seed)!)
    expect(peter.verifier.text).toBe(published.verifier)
    expect(await signNote(published.text, peter)).toBe(`${published.text}\n${published.signature}`)
  })

  test('a key with one letter changed is no key', async () => {
    for (let at = 0; at < published.verifier.length; at++) {
      const letter = published.verifier[at] === 'A' ? 'B' : 'A'
      const changed = published.verifier.slice(0, at) + letter + published.verifier.slice(at + 1)
      expect(await readVerifier(changed), changed).toBeNull()
    }
    for (const text of ['', '+', 'a+b+c', 'a b+00000000+AQ==']) expect(await readVerifier(text)).toBeNull()
  })

  test('a note with one letter changed does not open', async () => {
    const note = await signNote('some lines\nof text\n', signer)
    for (let at = 0; at < note.length; at++) {
      const letter = note[at] === 'x' ? 'y' : 'x'
      const changed = note.slice(0, at) + letter + note.slice(at + 1)
      expect(await openNote(changed, signer.verifier), JSON.stringify(changed)).toBeNull()
    }
  })

  test('signatures of others beside ours are passed over; ours alone counts', async () => {
    const town = await signerOf('town.example', new Uint8Array(32).fill(8))
    const ours = await signNote('text\n', signer)
    const theirs = await signNote('text\n', town)
    const both = ours + theirs.slice('text\n\n'.length)
    expect(await openNote(both, signer.verifier)).toBe('text\n')
    expect(await openNote(both, town.verifier)).toBe('text\n')
    expect(await openNote(theirs, signer.verifier)).toBeNull()
    // Somebody else under our name is not us.
    const impostor = await signerOf(signer.verifier.name, new Uint8Array(32).fill(9))
    expect(await openNote(await signNote('text\n', impostor), signer.verifier)).toBeNull()
  })

  test('a text with a blank line at its end, a tab or no end keeps its limits', async () => {
    expect(await openNote(await signNote('one\n\ntwo\n', signer), signer.verifier)).toBe('one\n\ntwo\n')
    expect(await openNote(await signNote('a\ttab\n', signer), signer.verifier)).toBeNull()
    for (const note of ['', '\n', '\n\n', 'text', 'text\n\n', '— a b\n']) {
      expect(await openNote(note, signer.verifier)).toBeNull()
    }
  })
})

describe('checkpoints', () => {
  const root = hashOf('47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=')!

  test('come back as they were signed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.maxSafeNat(),
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        async (size, bytes) => {
          const signed = { origin: signer.verifier.name, size, root: new Uint8Array(bytes) }
          const note = await signCheckpoint(signed, signer)
          expect(await openCheckpoint(note, signer.verifier)).toEqual(signed)
        },
      ),
      { numRuns: 30 },
    )
  })

  test('have the three lines of C2SP', async () => {
    const note = await signCheckpoint({ origin: 'meguri.example/ledger', size: 0, root }, signer)
    expect(note.split('\n').slice(0, 4)).toEqual([
      'meguri.example/ledger',
      '0',
      '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
      '',
    ])
  })

  test('of another origin, with a size or a root that is none, or with more lines are refused', async () => {
    const good = 'meguri.example/ledger'
    for (const text of [
      `other.example\n5\n${toBase64(root)}\n`,
      `${good}\n05\n${toBase64(root)}\n`,
      `${good}\n-1\n${toBase64(root)}\n`,
      `${good}\n9007199254740993\n${toBase64(root)}\n`,
      `${good}\n5\n${toBase64(root.slice(1))}\n`,
      `${good}\n5\n${toBase64(root)}\nmore\n`,
    ])
      expect(await openCheckpoint(await signNote(text, signer), signer.verifier), text).toBeNull()
  })
})

test('the signing key follows from the secret, and another secret has another key', async () => {
  const [one, again, other] = await Promise.all(
    ['a'.repeat(32), 'a'.repeat(32), 'b'.repeat(32)].map(seedFrom),
  )
  expect(one).toEqual(again)
  expect(one).not.toEqual(other)
  expect(one).toHaveLength(32)
})

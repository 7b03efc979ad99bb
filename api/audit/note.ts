import { fromBase64, joined, same, sha256, toBase64, utf8 } from './hash.ts'

/** A public key as C2SP writes it (signed-note, "verifier keys"): name, four bytes of a hash, algorithm 1 and the key. */
export type Verifier = {
  readonly name: string
  readonly text: string
  /** Base64 of the four bytes that name the key in a signature. */
  readonly keyId: string
  readonly publicKey: Uint8Array<ArrayBuffer>
}

/** Who signs notes: the name, the public key that is published, and the act itself. */
export type Signer = {
  readonly verifier: Verifier
  readonly sign: (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>
}

const ed25519 = 1
const signatureLength = 64

/** A name may hold neither white space nor '+', which part the words of a note. */
const isName = (name: string): boolean => /^[^\s+]+$/u.test(name)

/** The key under this name. */
export async function verifierOf(name: string, publicKey: Uint8Array<ArrayBuffer>): Promise<Verifier> {
  const typed = joined(Uint8Array.of(ed25519), publicKey)
  const id = sha256(joined(utf8(`${name}\n`), typed)).slice(0, 4)
  const hex = Array.from(id, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return { name, publicKey, keyId: toBase64(id), text: `${name}+${hex}+${toBase64(typed)}` }
}

/** Reads a verifier key; null where it is none, or its hash is not the key's. */
export async function readVerifier(text: string): Promise<Verifier | null> {
  const [, name, hex, encoded] = /^([^+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text) ?? []
  const typed = fromBase64(encoded ?? '')
  if (name === undefined || !isName(name) || typed?.length !== 33 || typed[0] !== ed25519) return null
  const read = await verifierOf(name, typed.slice(1))
  return read.text === `${name}+${hex}+${encoded}` ? read : null
}

/** A text with its signature under it (C2SP signed-note). The text ends its last line. */
export async function signNote(text: string, { verifier, sign }: Signer): Promise<string> {
  const signature = await sign(utf8(text))
  const id = fromBase64(verifier.keyId)!
  return `${text}\n— ${verifier.name} ${toBase64(joined(id, signature))}\n`
}

/** Signatures above this number are not looked at: a note is short. */
const signaturesMax = 100

/**
 * The text of a note that this key signed; null where it did not, or the note is none. Signatures of others (a town
 * that signs along) are passed over; one of this key that is wrong refuses the note.
 */
export async function openNote(note: string, verifier: Verifier): Promise<string | null> {
  const end = note.lastIndexOf('\n\n')
  if (end < 0 || !note.endsWith('\n') || [...note].some(isControl)) return null
  const text = note.slice(0, end + 1)
  const lines = note.slice(end + 2, -1).split('\n')
  if (lines.length > signaturesMax) return null
  let signed = false
  for (const line of lines) {
    const [, name, encoded] = /^— ([^\s+]+) (\S+)$/u.exec(line) ?? []
    const bytes = fromBase64(encoded ?? '')
    if (name === undefined || bytes === null || bytes.length < 5) return null
    if (name !== verifier.name || !same(bytes.slice(0, 4), fromBase64(verifier.keyId)!)) continue
    if (!(await isSignature(bytes.slice(4), text, verifier))) return null
    signed = true
  }
  return signed ? text : null
}

/** Control characters other than the line's end have no place in a note. */
const isControl = (letter: string): boolean => letter < ' ' && letter !== '\n'

const imported = new WeakMap<Verifier, Promise<CryptoKey>>()

/** A key is imported once, not for each of the thousands of notes that are read with it. */
function importedKey(verifier: Verifier): Promise<CryptoKey> {
  const known = imported.get(verifier)
  if (known !== undefined) return known
  const key = crypto.subtle.importKey('raw', verifier.publicKey, 'Ed25519', false, ['verify'])
  imported.set(verifier, key)
  return key
}

async function isSignature(signature: Uint8Array<ArrayBuffer>, text: string, verifier: Verifier) {
  if (signature.length !== signatureLength) return false
  return crypto.subtle.verify('Ed25519', await importedKey(verifier), signature, utf8(text))
}

import { joined, utf8 } from './hash.ts'
import { verifierOf } from './note.ts'
import type { Signer } from './note.ts'

/** The bytes before a 32-byte seed that make it a PKCS #8 key of Ed25519 (RFC 8410, 7). */
const pkcs8Head = Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20)

/** Signs under `name` with the Ed25519 key of a 32-byte seed (RFC 8032). */
export async function signerOf(name: string, seed: Uint8Array): Promise<Signer> {
  const key = await crypto.subtle.importKey('pkcs8', joined(pkcs8Head, seed), 'Ed25519', true, ['sign'])
  const { x = '' } = await crypto.subtle.exportKey('jwk', key)
  const publicKey = Uint8Array.from(atob(x.replaceAll('-', '+').replaceAll('_', '/')), (letter) =>
    letter.charCodeAt(0),
  )
  return {
    verifier: await verifierOf(name, publicKey),
    sign: async (bytes) => new Uint8Array(await crypto.subtle.sign('Ed25519', key, bytes)),
  }
}

/** The seed of the hub's signing key: made from its secret, in a way that tells nothing of the secret (RFC 5869). */
export async function seedFrom(secret: string): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey('raw', utf8(secret), 'HKDF', false, ['deriveBits'])
  const use = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: utf8('audit signing key') }
  return new Uint8Array(await crypto.subtle.deriveBits(use, key, 256))
}

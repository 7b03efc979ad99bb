import { p256 } from '@noble/curves/nist.js'

/** The key that a hub shows to push services (RFC 8292): both halves as base64url. */
export type PushKey = { readonly publicKey: string; readonly privateKey: string }

const base64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')

/**
 * Made from the hub's secret, in a way that tells nothing of it (RFC 5869): the same secret is the same key, so that browsers
 * which were asked once go on. 48 bytes, for a number below the curve's order that is even to 64 bits (FIPS 186-5, A.2.1).
 */
export async function pushKeyFrom(secret: string): Promise<PushKey> {
  const encoder = new TextEncoder()
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), 'HKDF', false, ['deriveBits'])
  const use = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: encoder.encode('push key') }
  const privateKey = p256.utils.randomSecretKey(new Uint8Array(await crypto.subtle.deriveBits(use, key, 384)))
  return {
    privateKey: base64Url(privateKey),
    publicKey: base64Url(p256.getPublicKey(privateKey, false)),
  }
}

/** Whether 65 bytes in base64url are a point of the curve: what is not would fail at every notice. */
export function isBrowserKey(text: string): boolean {
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) =>
      letter.charCodeAt(0),
    )
    return bytes.length === 65 && p256.utils.isValidPublicKey(bytes, false)
  } catch {
    return false
  }
}

export { sha256, sha256Base64, sha256OfText } from '../platform/sha256.ts'

/** A SHA-256 hash, 32 bytes. */
export type Hash = Uint8Array<ArrayBuffer>

export const hashLength = 32

const encoder = new TextEncoder()

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text)

export function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}

/** True where both hold the same bytes. What is compared here is public: the time it takes tells nothing. */
export const same = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index])

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
/** The two letters of each twelve bits: a hash is written in a fifth of the time that `btoa` takes. */
const twoLetters = Array.from({ length: 4096 }, (_, bits) => letters[bits >> 6]! + letters[bits & 63]!)

/** Base64 with padding (RFC 4648, 4), as C2SP's texts write hashes and signatures. */
export function toBase64(bytes: Uint8Array): string {
  const whole = bytes.length - (bytes.length % 3)
  let text = ''
  for (let at = 0; at < whole; at += 3) {
    const bits = (bytes[at]! << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!
    text += twoLetters[bits >> 12]! + twoLetters[bits & 4095]!
  }
  if (bytes.length === whole + 1) return `${text}${twoLetters[bytes[whole]! << 4]!}==`
  if (bytes.length === whole) return text
  const bits = (bytes[whole]! << 8) | bytes[whole + 1]!
  return `${text}${twoLetters[bits >> 4]!}${letters[(bits & 15) << 2]!}=`
}

/** The bytes of a base64 text written in its one canonical way, or null. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return null
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
  return toBase64(bytes) === text ? bytes : null
}

/** The hash that a base64 text is, or null. */
export function hashOf(text: string): Hash | null {
  const bytes = fromBase64(text)
  return bytes?.length === hashLength ? bytes : null
}

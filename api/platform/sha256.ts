import { sha256 as sha256Of } from '@noble/hashes/sha2.js'
import { toHex } from './ids.ts'

const encoder = new TextEncoder()

/**
 * SHA-256: the same code in Node, in workerd and in a browser. Not `crypto.subtle`, which hands each hash to another
 * thread and back: for the few hundred bytes of a journal that took six to ten times as long (24 us against 3 to 4).
 */
export const sha256 = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => sha256Of(bytes)

/** SHA-256 of a text's UTF-8. */
export const sha256OfText = (text: string): Uint8Array<ArrayBuffer> => sha256Of(encoder.encode(text))

/** The same in hexadecimal. */
export const sha256Hex = (text: string): string => toHex(sha256OfText(text))

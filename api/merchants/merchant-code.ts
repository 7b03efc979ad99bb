import { assert } from '../platform/assert.ts'

/**
 * The letters of a merchant code: no 0, I, L, O, U, which are misread on paper and over the telephone.
 * There are 31, a prime, so that the weighted sum below finds every single wrong letter and every two
 * letters swapped.
 */
const letters = '123456789ABCDEFGHJKMNPQRSTVWXYZ'
const bodyLength = 7

const checkLetter = (body: string): string => {
  const sum = Array.from(body).reduce(
    (total, letter, index) => total + letters.indexOf(letter) * (index + 2),
    0,
  )
  return letters[(letters.length - (sum % letters.length)) % letters.length]!
}

/** A new merchant code (8 letters, the last a check letter) from at least 7 random bytes. */
export function makeMerchantCode(random: Uint8Array): string {
  assert(random.length >= bodyLength, 'a merchant code needs seven random bytes')
  const body = Array.from(random.slice(0, bodyLength), (byte) => letters[byte % letters.length]!).join('')
  return body + checkLetter(body)
}

/** Whether a text is a merchant code with the right check letter. */
export function isMerchantCode(text: string): boolean {
  if (text.length !== bodyLength + 1) return false
  if (!Array.from(text).every((letter) => letters.includes(letter))) return false
  return checkLetter(text.slice(0, bodyLength)) === text[bodyLength]
}

/** What a person typed: full-width letters, small letters, spaces and hyphens are forgiven, nothing else. */
export const tidyMerchantCode = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐−ー]/g, '')

/** The code in two groups of four, for print and for reading aloud. */
export const spokenMerchantCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`

/**
 * The code that brings a wallet to a new device: printed or written down once, so it uses the alphabet of
 * Crockford's base 32, which has no I, L, O or U, and is grouped for the eye. 24 letters hold 120 bits.
 */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const letters = 24
const groupLength = 4

/** For example `7K2M-9QXT-04BD-WNHE-3SVA-CRP8`. */
export function newRecoveryCode(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(letters))
  // 256 is a multiple of 32: every letter is as likely as any other.
  return group(Array.from(bytes, (byte) => alphabet[byte % 32]!).join(''))
}

/**
 * The 24 letters of a code as typed: small letters, spaces, dashes and full-width forms are read, and the
 * letters that Crockford lets stand for digits (O for 0; I and L for 1). Null when it cannot be a code.
 */
export function readRecoveryCode(typed: string): string | null {
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}−ー]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
  return plain.length === letters && [...plain].every((letter) => alphabet.includes(letter)) ? plain : null
}

const group = (plain: string): string => plain.match(new RegExp(`.{${groupLength}}`, 'g'))!.join('-')

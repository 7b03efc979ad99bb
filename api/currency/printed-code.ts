/**
 * Codes that people print, read aloud and type: the alphabet of Crockford's base 32, which has no I, L, O or U, grouped
 * for the eye. A letter holds five bits.
 */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const groupLength = 4

/** So many random letters, in groups. */
export const newPrintedCode = (letters: number): string =>
  printedCodeOf(crypto.getRandomValues(new Uint8Array(letters)))

/** A letter of each byte, in groups. */
export const printedCodeOf = (bytes: Uint8Array): string =>
  // 256 is a multiple of 32: every letter is as likely as any other.
  inGroups(Array.from(bytes, (byte) => alphabet[byte % 32]!).join(''))

/**
 * The letters of a code as typed: small letters, spaces, dashes and full-width forms are read, and the letters that
 * Crockford lets stand for digits (O for 0; I and L for 1). Null when it cannot be a code of so many letters.
 */
export function readPrintedCode(typed: string, letters: number): string | null {
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}−ー]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
  return plain.length === letters && [...plain].every((letter) => alphabet.includes(letter)) ? plain : null
}

/** Four letters, a dash, four letters … */
export const inGroups = (plain: string): string =>
  plain.match(new RegExp(`.{${groupLength}}`, 'g'))!.join('-')

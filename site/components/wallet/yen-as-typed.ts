/**
 * A whole amount as people type it: full-width digits, commas, a yen sign. Null for anything that is no amount of at
 * least one yen.
 */
export function yenAsTyped(typed: string): number | null {
  const plain = typed.normalize('NFKC').replaceAll(/[\s,円¥]/g, '')
  const yen = /^\d{1,9}$/.test(plain) ? Number(plain) : 0
  return yen >= 1 ? yen : null
}

import { sha256Hex } from '../platform/sha256.ts'
import { newPrintedCode, readPrintedCode } from './printed-code.ts'

/**
 * What a holder shows at a till, good for one payment. 28 letters hold 140 bits: ASVS 11.5.1 asks for at least 128, and
 * whoever has it can be paid with it.
 */
const letters = 28

/** For example `7K2M-9QXT-04BD-WNHE-3SVA-CRP8-M2JQ`. */
export const newShownCode = (): string => newPrintedCode(letters)

/** What is kept of a code as scanned or typed; null when it cannot be one. */
export function hashOfShownCode(scanned: string): string | null {
  const plain = readPrintedCode(scanned, letters)
  return plain === null ? null : sha256Hex(plain)
}

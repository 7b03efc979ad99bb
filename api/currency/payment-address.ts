import { inGroups, newPrintedCode, readPrintedCode } from './printed-code.ts'

/**
 * Where a friend sends money to (受け取り番号). It names a wallet and tells nothing of it; 16 letters hold 80 bits, so
 * that none is found by trying.
 */
const letters = 16

/** For example `7K2M-9QXT-04BD-WNHE`. */
export const newPaymentAddress = (): string => newPrintedCode(letters)

/** The 16 letters of an address as typed; null when it cannot be one. */
export const readPaymentAddress = (typed: string): string | null => readPrintedCode(typed, letters)

/** An address as people read it, of its letters. */
export const printPaymentAddress = (plain: string): string => inGroups(plain)

import { newPrintedCode, readPrintedCode } from './printed-code.ts'

/** The code that brings a wallet to a new device: printed or written down once. 24 letters hold 120 bits. */
const letters = 24

/** For example `7K2M-9QXT-04BD-WNHE-3SVA-CRP8`. */
export const newRecoveryCode = (): string => newPrintedCode(letters)

/** The 24 letters of a code as typed; null when it cannot be a code. */
export const readRecoveryCode = (typed: string): string | null => readPrintedCode(typed, letters)

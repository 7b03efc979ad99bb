import { refuse, type Result } from '../platform/result.ts'
import { parsePaymentCode, type PaymentCode, type PaymentCodeRefusal } from './payment-code.ts'

export type ScanRefusal = PaymentCodeRefusal | { readonly code: 'not_a_payment_code' }

/**
 * The address printed in the QR code. An ordinary camera opens it as a page; our own scanner takes the payload
 * out of it. `origin` is like 'https://meguri.example'.
 */
export const paymentLink = (origin: string, payload: string): string =>
  `${origin.replace(/\/$/, '')}/pay/${encodeURIComponent(payload)}`

/** Reads what a camera saw or a person pasted: our link in any language's pages, or the bare payload. */
export function readScanned(scanned: string, guid?: string): Result<PaymentCode, ScanRefusal> {
  const payload = payloadOf(scanned.trim())
  return payload === undefined ? refuse({ code: 'not_a_payment_code' }) : parsePaymentCode(payload, guid)
}

/** The payload inside a scanned text, not yet checked; nothing when there is none. */
export function payloadOf(scanned: string): string | undefined {
  if (scanned.startsWith('0002')) return scanned
  const inLink = /^https?:\/\/[^/?#]+(?:\/[a-z-]+)?\/pay\/([^/?#]+)/i.exec(scanned)?.[1]
  if (inLink === undefined) return undefined
  try {
    return decodeURIComponent(inLink)
  } catch {
    return undefined // A broken percent sequence is not a code of ours.
  }
}

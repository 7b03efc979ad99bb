import { pathFor, type Locale } from '../../lib/locale.ts'

/** What of a line of the activity says where its receipt is. */
export type Receipted = {
  readonly journalId: string
  readonly kind: string
  readonly paymentId: string | null
  readonly topup?: { readonly topupId: string } | null
}

/** Where the receipt of a line is, if it has one. */
export function receiptPath(
  locale: Locale,
  { kind, journalId, paymentId, topup }: Receipted,
): string | undefined {
  if (paymentId) return pathFor(locale, `/wallet/receipts/${paymentId}`)
  if (topup) return pathFor(locale, `/wallet/topups/${topup.topupId}`)
  if (kind === 'donate') return pathFor(locale, `/wallet/donations/${journalId}`)
  return kind === 'transfer' ? pathFor(locale, `/wallet/transfers/${journalId}`) : undefined
}

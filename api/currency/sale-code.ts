/** How the code of one sale ended: its one payment, with what was really paid, or its shop took it back. */
export type SaleEnd =
  | { readonly what: 'paid'; readonly paymentId: string; readonly amountYen: number }
  | { readonly what: 'withdrawn' }

/** A sale as its code names it, at the shop whose code it is. */
export type SaleNamed = { readonly merchantAccountId: string; readonly reference: string }

/**
 * Whether somebody says that they pay by the code of a sale, which may be for more than a board takes, and names none: what
 * is paid by the shop's number or by its board is of no sale, and no sale is held to it.
 */
export const claimsNoSale = (
  codeKind: string | undefined,
  scanned: { readonly amountYen: number | null } | undefined,
): boolean => codeKind === 'sale' && (scanned === undefined || scanned.amountYen === null)

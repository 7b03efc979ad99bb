/** How the code of one sale ended: its one payment, with what was really paid, or its shop took it back. */
export type SaleEnd =
  | { readonly what: 'paid'; readonly paymentId: string; readonly amountYen: number }
  | { readonly what: 'withdrawn' }

/** A sale as its code names it, at the shop whose code it is. */
export type SaleNamed = { readonly merchantAccountId: string; readonly reference: string }

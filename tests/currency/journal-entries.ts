import type { AccountKind } from '../../api/currency/account.ts'
import type { Entry } from '../../api/currency/journal.ts'

/** One leg: so many yen of a fund on an account, and of a lot in a wallet. */
export const entry = (
  ...[id, kind, fundId, amountYen, lotId]: [string, AccountKind, string, number, string?]
): Entry => ({
  account: { id, kind },
  fundId,
  lotId: lotId ?? null,
  amountYen,
})

/** Two legs of fund `a`. */
export const bankToPot = (yen: number): Entry[] => [
  entry('bank', 'bank', 'a', -yen),
  entry('pot', 'pot', 'a', yen),
]

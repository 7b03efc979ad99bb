/**
 * An account (口座) is a place where money is. What a wallet or a pot holds can never go below zero; the
 * issuer's own accounts (clearing, bank, settlement, fee, breakage, receivable) are the other side of the region's money
 * and may stand on either side of zero.
 */
export type AccountKind =
  | 'wallet'
  | 'merchant'
  | 'pot'
  | 'card_clearing'
  | 'bank'
  | 'settlement'
  | 'fee'
  | 'breakage'
  | 'receivable'

export type AccountRef = { readonly id: string; readonly kind: AccountKind }

export type AccountStatus = 'open' | 'closed'

/** The issuer's own accounts: one each, with fixed ids. */
export const systemAccounts = {
  cardClearing: { id: 'card_clearing', kind: 'card_clearing' },
  bank: { id: 'bank', kind: 'bank' },
  settlement: { id: 'settlement', kind: 'settlement' },
  fee: { id: 'fee', kind: 'fee' },
  breakage: { id: 'breakage', kind: 'breakage' },
  receivable: { id: 'receivable', kind: 'receivable' },
} as const satisfies Record<string, AccountRef>

export const wallet = (id: string): AccountRef => ({ id, kind: 'wallet' })
export const merchant = (id: string): AccountRef => ({ id, kind: 'merchant' })
export const pot = (id: string): AccountRef => ({ id, kind: 'pot' })

import type { Context } from '../../api/currency/decision.ts'
import type { Lot } from '../../api/currency/lot.ts'
import type { MerchantStanding, WalletState } from '../../api/currency/pay.ts'
import { demonstrationSettings } from '../../api/currency/settings.ts'
import { noon } from './noon.ts'

/** Ids in the order they were asked for: i1, i2, i3 … */
export const countedIds = () => {
  let last = 0
  return { next: () => `i${++last}` }
}

export const context = (facts: Partial<Context> = {}): Context => ({
  at: noon,
  ids: countedIds(),
  settings: demonstrationSettings,
  ...facts,
})

/** A paid lot that ends in a year, unless the test says otherwise. */
export const lot = (facts: Partial<Lot> & { id: string }): Lot => ({
  instrument: 'paid',
  fundId: 'reserve',
  municipality: null,
  remainingYen: 1_000,
  validUntilAt: noon + 365 * 86_400_000,
  rule: {},
  ...facts,
})

/** A free lot of the town 072028's pot. */
export const freeLot = (facts: Partial<Lot> & { id: string }): Lot =>
  lot({ instrument: 'free', fundId: 'pot-a', municipality: '072028', ...facts })

export const walletOf = (lots: readonly Lot[], facts: Partial<WalletState> = {}): WalletState => ({
  id: 'w',
  closed: false,
  frozen: false,
  heldYen: 0,
  disputedYen: 0,
  lots,
  ...facts,
})

/** A wallet that spent nothing before. */
export const unspent = { dayYen: 0, monthYen: 0 }

export const shop: MerchantStanding = {
  id: 'shop',
  accountId: 'shop-account',
  open: true,
  municipality: '072028',
  merchantClass: 'food',
  purposes: ['meals'],
}

/**
 * What an issuer decides, never a constant in the rules. The defaults are those of the demonstration's public
 * issuer (a union of municipalities); each says where it comes from, and counsel confirms it before a live start.
 */
export type LedgerSettings = {
  /** Largest single payment, yen. Own choice for a town's shops and inns. */
  readonly paymentYenMax: number
  /** Largest single top-up, yen. Own choice; kept below the 100,000 of 高額電子移転可能型 (資金決済法 3条8項). */
  readonly topUpYenMax: number
  /** The most a wallet may hold, yen. Own choice: what a lost phone can lose. */
  readonly walletYenMax: number
  /**
   * Largest single transfer to another wallet, yen, and the most that a wallet sends in a Japanese month. Above 100,000
   * a transfer or 300,000 a month an instrument of a third-party issuer would be 高額電子移転可能型前払式支払手段 with a
   * plan to be filed beforehand (資金決済法 3条8項, 11条の2); these stay below.
   */
  readonly transferYenMax: number
  readonly transferMonthYenMax: number
  /** Largest single correction, yen. Own choice: what one wrong entry can be; a guard against a slipped zero. */
  readonly adjustYenMax: number
  /** How far ahead the end of a hold may lie, days. Own choice: a stay booked a month before, and the days of it. */
  readonly holdDaysMax: number
  /**
   * How long paid money is valid, days. A public issuer may choose freely (資金決済法 4条3号); others stay
   * within six months of issue or owe a security (4条2号).
   */
  readonly paidValidDays: number
  /**
   * A refund of a payment made from a lot that has ended since. `restore`: it goes back into that lot, stays
   * unspendable there and is shown so; `refuse`: the shop is told and settles it with the customer by hand.
   */
  readonly refundIntoExpiredLot: 'restore' | 'refuse'
}

export const demonstrationSettings: LedgerSettings = {
  paymentYenMax: 300_000,
  topUpYenMax: 50_000,
  walletYenMax: 300_000,
  transferYenMax: 99_999,
  transferMonthYenMax: 300_000,
  adjustYenMax: 300_000,
  holdDaysMax: 60,
  paidValidDays: 730,
  refundIntoExpiredLot: 'restore',
}

import type { RepaymentReason } from './repayment-reason.ts'

/**
 * Paid money back to its holders as money (払戻し). An issuer that the Payment Services Act binds may do so in a few cases
 * only (資金決済法 20条5項); a public issuer is outside it (4条3号). Figures: 前払式支払手段に関する内閣府令 42条; counsel
 * confirms them.
 */
export type RepaymentSettings = {
  /** Follows from who issues: an association is bound, a municipality or a union of them is not. */
  readonly boundByAct: boolean
  /** A public issuer keeps to the caps by its own choice: money that anybody cashes at will comes close to remittance. */
  readonly capsWithoutDuty: boolean
  /** Small amounts: percent of what was issued in the base period before, and of what was unused at its end. */
  readonly issuedPercentMax: number
  readonly unusedPercentMax: number
  /** The days that were announced for claims when the business ends; null as long as it goes on. */
  readonly businessEnded: { readonly claimsFromAt: number; readonly claimsUntilAt: number } | null
  /**
   * For which of them a shop may give a payment back to the card that it was charged from. Own choice: small amounts, which
   * nobody has to prove, and who leaves Japan, who shows a passport at the counter as for a tax-free sale.
   */
  readonly shopReasons: readonly RepaymentReason[]
}

/**
 * What an issuer decides, never a constant in the rules. The defaults are those of the demonstration's public
 * issuer (a union of municipalities); each says where it comes from, and counsel confirms it before a live start.
 */
export type LedgerSettings = {
  /** Largest single payment, yen. Own choice for a town's shops and inns. */
  readonly paymentYenMax: number
  /**
   * Largest single payment by a shop's printed board, yen: a board can be pasted over and an amount slips when keyed in.
   * What the prepaid tiers of other regional currencies hold at most (さるぼぼコイン, アクアコイン: 100,000).
   */
  readonly printedCodeYenMax: number
  /**
   * Largest single payment by a code that the payer shows, yen: the shop keys the amount in, and the payer sees it when it
   * is paid. What PayPay takes by a code without a connection.
   */
  readonly shownCodeYenMax: number
  /**
   * Largest single payment by a code that the payer's device made without signal, yen: the payer hears of it only later.
   * What PayPay began its offline mode with (2023: 5,000).
   */
  readonly offlineCodeYenMax: number
  /** How long a device makes codes without signal after it was connected last, days. As PayPay's offline mode: a week. */
  readonly offlineKeyDays: number
  /**
   * How long before its minute begins and after it is over an offline code is taken, seconds. Own choice: a
   * phone's clock that is a little wrong, and 28 letters that are typed.
   */
  readonly offlineCodeSlackSeconds: number
  /** How long a shown code can be charged, seconds. Own choice: a till's queue; a photograph of it is soon worth nothing. */
  readonly shownCodeSeconds: number
  /**
   * How many charges of a shown code may be declined before it ends. Own choice: an amount is mistyped once or twice; who
   * tries many amounts would learn what the wallet holds.
   */
  readonly shownCodeDeclinesMax: number
  /** The most a wallet spends in a Japanese day and month, yen. Own choice: a wallet that is emptied, and three times so. */
  readonly paymentDayYenMax: number
  readonly paymentMonthYenMax: number
  /** Largest single top-up, yen. Own choice; kept below the 100,000 of 高額電子移転可能型 (資金決済法 3条8項). */
  readonly topUpYenMax: number
  /** The most that is put into a wallet by card in a Japanese day and month, yen. Own choice: what a stolen card loses. */
  readonly topUpDayYenMax: number
  readonly topUpMonthYenMax: number
  /** The most a wallet may hold, yen. Own choice: what a lost phone can lose. */
  readonly walletYenMax: number
  /**
   * Largest single transfer to another wallet, yen, and the most that a wallet sends in a Japanese month. Above 100,000
   * a transfer or 300,000 a month an instrument of a third-party issuer would be 高額電子移転可能型前払式支払手段 with a
   * plan to be filed beforehand (資金決済法 3条8項, 11条の2); these stay below.
   */
  readonly transferYenMax: number
  readonly transferMonthYenMax: number
  /**
   * What a device moves at most while it is young, yen. A wallet that somebody else brought to a device of theirs, or
   * filled with a stolen card, is noticed within a day; a visitor's first day is well within it. The amounts are those of
   * a payment of PayPay's offline codes, the nearest there is to a device that nobody knows yet.
   */
  readonly youngDevice: {
    readonly hours: number
    readonly paymentYenMax: number
    readonly paymentDayYenMax: number
    readonly topUpDayYenMax: number
    readonly transferMonthYenMax: number
  }
  /**
   * What somebody's family may do with a phone for who has none. Own choice, below what a wallet may by itself: a payment and
   * a Japanese day of one proxy at most, yen, a day of all proxies of a wallet together, how many a wallet has at once, and
   * how long a code that lets another one in is good, minutes (typed while it is read out).
   */
  readonly proxy: {
    readonly paymentYenMax: number
    readonly dayYenMax: number
    readonly allDayYenMax: number
    readonly countMax: number
    readonly invitationMinutes: number
  }
  /**
   * Merchants paying each other, the largest such payment and the most that one pays in a Japanese month, yen. Off: a
   * merchant that gets what others send and cashes it comes close to remittance (資金決済法 37条), so the issuer asks counsel
   * before it is allowed. Amounts: own choice, what a kitchen buys; far below what a business would clear this way.
   */
  readonly merchantPayments: {
    readonly allowed: boolean
    readonly yenMax: number
    readonly monthYenMax: number
  }
  /** Largest single gift from a pot at a counter, yen. Own choice: one officer gives it, so that it is a small one. */
  readonly giftYenMax: number
  /**
   * The most that is given from one pot at counters in a Japanese day, yen. Own choice: ten of the largest gifts; an officer who
   * gives to a wallet of their own has emptied no pot before somebody looks.
   */
  readonly giftDayYenMax: number
  /** Largest single correction, yen. Own choice: what one wrong entry can be; a guard against a slipped zero. */
  readonly adjustYenMax: number
  readonly repayment: RepaymentSettings
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
  printedCodeYenMax: 100_000,
  shownCodeYenMax: 50_000,
  offlineCodeYenMax: 5_000,
  offlineKeyDays: 7,
  offlineCodeSlackSeconds: 120,
  shownCodeSeconds: 60,
  shownCodeDeclinesMax: 3,
  paymentDayYenMax: 300_000,
  paymentMonthYenMax: 900_000,
  topUpYenMax: 50_000,
  topUpDayYenMax: 100_000,
  topUpMonthYenMax: 300_000,
  walletYenMax: 300_000,
  transferYenMax: 99_999,
  transferMonthYenMax: 300_000,
  youngDevice: {
    hours: 24,
    paymentYenMax: 50_000,
    paymentDayYenMax: 50_000,
    topUpDayYenMax: 50_000,
    transferMonthYenMax: 50_000,
  },
  proxy: {
    paymentYenMax: 10_000,
    dayYenMax: 20_000,
    allDayYenMax: 20_000,
    countMax: 5,
    invitationMinutes: 30,
  },
  merchantPayments: { allowed: false, yenMax: 300_000, monthYenMax: 1_000_000 },
  giftYenMax: 10_000,
  giftDayYenMax: 100_000,
  adjustYenMax: 300_000,
  repayment: {
    boundByAct: false,
    capsWithoutDuty: true,
    issuedPercentMax: 20,
    unusedPercentMax: 5,
    businessEnded: null,
    shopReasons: ['small_amount', 'leaving_japan'],
  },
  holdDaysMax: 60,
  paidValidDays: 730,
  refundIntoExpiredLot: 'restore',
}

/** What an issuer decides about adding money; the largest amounts stand in the ledger's settings. */
export type TopupSettings = {
  /** Smallest single top-up, yen. Own choice: below it the card fee eats the money. */
  readonly topUpYenMin: number
}

export const demonstrationTopupSettings: TopupSettings = { topUpYenMin: 500 }

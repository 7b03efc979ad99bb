/** What people are told, each kind with what its text tells. */
export type MessageFacts = {
  /** Asks whoever reads mail at an address whether receipts may come there. */
  readonly address_confirmation: Record<string, never>
  readonly payment_receipt: {
    readonly paymentId: string
    readonly amountYen: number
    readonly paidAt: number
    readonly shopJa: string
    readonly shopEn: string
  }
  /** On the holder's phone: a payment was made from their wallet. */
  readonly payment_notice: MessageFacts['payment_receipt']
  /** On the holder's phone: money that they added has arrived. */
  readonly topup_notice: { readonly topupId: string; readonly amountYen: number; readonly creditedAt: number }
  readonly payout_sent: PayoutFacts
  /** The bank sent a payout back; `reason` is what it said. */
  readonly payout_returned: PayoutFacts & { readonly reason: string }
  /** The office accepted a shop's application, or did not; `reason` is what it told. */
  readonly application_accepted: ApplicationFacts
  readonly application_refused: ApplicationFacts
  readonly bank_account_asked: BankAccountFacts
  readonly bank_account_approved: BankAccountFacts
  readonly bank_account_refused: BankAccountFacts
  readonly bank_account_cancelled: BankAccountFacts
  readonly bank_account_in_force: BankAccountFacts
  /** On the owner's phone: a payout is on its way, came back from the bank, or another bank account was asked for. */
  readonly payout_notice: PayoutFacts
  readonly payout_returned_notice: PayoutFacts
  readonly account_change_notice: BankAccountFacts
  /** Asks somebody to work for an institution; `role` is one of the words `identity:role`. */
  readonly institution_invitation: {
    readonly institutionJa: string
    readonly institutionEn: string
    readonly role: string
    /** The day in Japan on which the link ends, YYYY-MM-DD. */
    readonly untilDay: string
  }
}

type ApplicationFacts = {
  readonly merchantId: string
  readonly shopJa: string
  readonly shopEn: string
  readonly reason: string
}

/** A change of a shop's bank account: the new one by its bank and the end of its number. */
type BankAccountFacts = {
  readonly changeId: string
  readonly merchantId: string
  readonly shopJa: string
  readonly shopEn: string
  readonly bankKana: string
  readonly lastDigits: string
  /** The day from which it holds, YYYY-MM-DD; empty while nobody approved it. */
  readonly fromDay: string
}

type PayoutFacts = {
  readonly payoutId: string
  readonly merchantId: string
  readonly shopJa: string
  readonly shopEn: string
  readonly amountYen: number
  /** The bank day on which it arrives, YYYY-MM-DD. */
  readonly payDay: string
}

export type MessageKind = keyof MessageFacts

/** Kinds that go to a browser through its push service; the others go by mail. */
export const pushKinds = [
  'payment_notice',
  'topup_notice',
  'payout_notice',
  'payout_returned_notice',
  'account_change_notice',
] as const satisfies readonly MessageKind[]

/** How a message travels. */
export type Way = 'mail' | 'push'

/** Somebody's address (also an invited one) or browser by its number, or a shop's contact: where that is, is looked up when the message is sent. */
export type Recipient = { readonly kind: 'address' | 'merchant'; readonly id: string }

type OfKind<Kind extends MessageKind> = {
  readonly id: string
  readonly kind: Kind
  readonly recipient: Recipient
  readonly language: string
  readonly facts: MessageFacts[Kind]
  /** Epoch milliseconds. */
  readonly createdAt: number
}

/** One thing to tell one recipient. */
export type Message = { [Kind in MessageKind]: OfKind<Kind> }[MessageKind]

/** Something that happened, told as a message: the same happening is the same message for ever. */
export type Happening = { [Kind in MessageKind]: Omit<OfKind<Kind>, 'id' | 'createdAt'> }[MessageKind] & {
  /** What makes it this one and no other of its kind: the number of a payment, of a payout. */
  readonly of: string
}

/** The message that tells a happening. */
export const messageOf = ({ of, ...told }: Happening, createdAt: number): Message => ({
  ...told,
  id: messageId(told.kind, of),
  createdAt,
})

/** The id of the message about this: found again, it is not told twice. */
export const messageId = (kind: MessageKind, of: string): string => `${kind}:${of}`

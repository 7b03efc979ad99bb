import type { PostAnswer } from './delivery.ts'
import type { Happening, Message, Recipient } from './message.ts'

/** A write of any domain, not looked into, stored whole with others or not at all. */
export type Write = object

/** A letter as a mail server is handed it. */
export type Envelope = {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly stopLink?: string
  /** The same for every attempt: a mailbox that gets it twice can tell. */
  readonly messageId: string
}

/** The way to a mail server. It answers whatever happens; it throws nothing that names an address. */
export type Post = { readonly send: (envelope: Envelope) => Promise<PostAnswer> }

/** What became of a message. `waiting`: nothing yet. */
export type MessageState =
  | 'waiting'
  | 'begun'
  | 'sent'
  | 'put_off'
  | 'refused'
  | 'given_up'
  | 'dropped'
  | 'shown'

/** A message with how far it is. */
export type Tracked = {
  readonly message: Message
  readonly state: MessageState
  readonly reason: string | null
  /** How many steps were taken. */
  readonly steps: number
  /** How many of them were attempts to send it. */
  readonly attempts: number
  readonly changedAt: number
  /** When it is tried next; null once it is done with. */
  readonly dueAt: number | null
}

export type Step = {
  readonly messageId: string
  readonly number: number
  readonly state: Exclude<MessageState, 'waiting'>
  readonly reason: string | null
  readonly at: number
  /** When it is looked at again; nothing where this is the end of it. */
  readonly dueAt?: number
}

/** Messages, their steps and their queue. */
export type MessageStore = {
  /** Stores it to be sent at once; nothing where it is there. */
  readonly add: (message: Message) => Promise<void>
  readonly addWrites: (message: Message) => readonly Write[]
  /** Due by now, the longest due first. */
  readonly due: (now: number, limit: number) => Promise<readonly Tracked[]>
  /** `lost`: another process took this step. */
  readonly take: (step: Step) => Promise<'taken' | 'lost'>
  /** Newest first. */
  readonly latest: (limit: number) => Promise<readonly Tracked[]>
  /** Refused and given up, the newest first. */
  readonly undelivered: (limit: number) => Promise<readonly Tracked[]>
  /** To one recipient, newest first. */
  readonly to: (recipient: Recipient, limit: number) => Promise<readonly Tracked[]>
  readonly waiting: () => Promise<number>
  /** Where this recipient's mail goes now; nothing where it is not known any more. */
  readonly addressOf: (recipient: Recipient) => Promise<string | undefined>
  /** Since when things are told: said once, at the first asking. */
  readonly toldFrom: (firstAt: number) => Promise<number>
}

/** What happened elsewhere in the hub that is to be told and was not yet. */
export type Happenings = {
  readonly untold: (fromAt: number, limit: number, now: number) => Promise<readonly Happening[]>
}

/** Where the holder of a wallet wants receipts. */
export type MailAddress = {
  readonly id: string
  readonly walletId: string
  readonly address: string
  readonly language: string
  readonly createdAt: number
  /** Null until whoever reads mail there has said so. */
  readonly confirmedAt: number | null
}

export type AddressStore = {
  readonly ofWallet: (walletId: string) => Promise<MailAddress | undefined>
  readonly find: (id: string) => Promise<MailAddress | undefined>
  /** In the place of whatever the wallet had. `lost`: another was put there at this moment. */
  readonly put: (address: MailAddress, alongside: readonly Write[]) => Promise<'stored' | 'lost'>
  readonly confirm: (id: string, at: number) => Promise<void>
  readonly remove: (id: string) => Promise<void>
  /** Removes what nobody confirmed since `unconfirmedBefore`, and what was of wallets closed before `closedBefore`. */
  readonly tidy: (before: {
    readonly unconfirmedBefore: number
    readonly closedBefore: number
  }) => Promise<void>
}

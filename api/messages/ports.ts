import type { PostAnswer } from './delivery.ts'
import type { Notice } from './letter.ts'
import type { Happening, Message, Recipient, Way } from './message.ts'

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
  readonly due: (way: Way, now: number, limit: number) => Promise<readonly Tracked[]>
  /** `lost`: another process took this step. */
  readonly take: (step: Step) => Promise<'taken' | 'lost'>
  /** Newest first. */
  readonly latest: (way: Way, limit: number) => Promise<readonly Tracked[]>
  /** Refused and given up, the newest first. */
  readonly undelivered: (way: Way, limit: number) => Promise<readonly Tracked[]>
  /** To one recipient, newest first. */
  readonly to: (recipient: Recipient, limit: number) => Promise<readonly Tracked[]>
  readonly waiting: (way: Way) => Promise<number>
  /** Where this recipient's mail goes now; nothing where it is not known any more. */
  readonly addressOf: (recipient: Recipient) => Promise<string | undefined>
  /** Since when things are told: said once, at the first asking. */
  readonly toldFrom: (firstAt: number) => Promise<number>
}

/** What happened elsewhere in the hub that is to be told and was not yet. */
export type Happenings = {
  /** What goes by mail. */
  readonly ofMail: UntoldRead
  /** What goes to browsers. */
  readonly ofPush: UntoldRead
}

export type UntoldRead = (fromAt: number, limit: number, now: number) => Promise<readonly Happening[]>

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

/** A browser as its push service names it. */
export type PushedBrowser = {
  readonly id: string
  readonly endpoint: string
  /** Base64url: the browser's public key (65 bytes) and what it shares with us (16 bytes), RFC 8291. */
  readonly p256dh: string
  readonly auth: string
  readonly language: string
  readonly createdAt: number
}

/** What can be sent to whoever asked for notices there, and is forgotten once nobody is there. */
export type BrowserStore = {
  /** Nothing where it may not be written to any more. */
  readonly find: (id: string) => Promise<PushedBrowser | undefined>
  readonly forget: (id: string) => Promise<void>
  /** Removes what was of wallets closed before and of devices, sessions and people that lost their right. */
  readonly tidy: (closedBefore: number) => Promise<void>
}

/** A browser that shows notices of a wallet: where its push service takes them, and the keys that only it can read with. */
export type PushAddress = PushedBrowser & {
  readonly walletId: string
  /** The device of the wallet that it was noted on: once the wallet is taken from it, nothing is shown there. */
  readonly deviceId: string | null
}

export type PushAddressStore = BrowserStore & {
  /** The newest first. Nothing where the wallet was taken from its device, and so for `find`. */
  readonly ofWallet: (walletId: string) => Promise<readonly PushAddress[]>
  /** In the place of whatever stood for this browser; of one wallet's the newest so many stay. `lost`: another was put at this moment. */
  readonly put: (address: PushAddress, most: number) => Promise<'stored' | 'lost'>
  readonly remove: (walletId: string, id: string) => Promise<void>
}

/** A browser in which a shop's owner, signed in there, is told of its payouts. */
export type ShopBrowser = PushedBrowser & {
  readonly merchantId: string
  readonly userId: string
  readonly sessionId: string
}

export type ShopBrowserStore = BrowserStore & {
  /** The newest first. Nothing where the session has ended or the person is no owner any more, and so for `find`. */
  readonly ofShop: (merchantId: string) => Promise<readonly ShopBrowser[]>
  /** Numbers of this person's browsers whose session has ended, and that nobody stopped. */
  readonly renewable: (merchantId: string, userId: string) => Promise<readonly string[]>
  /** In the place of whatever stood for this browser and shop, and of whoever was signed in there before. */
  readonly put: (browser: ShopBrowser, most: number) => Promise<'stored' | 'lost'>
  readonly remove: (merchantId: string, id: string) => Promise<void>
}

/** A notice as it is handed to a browser's push service. */
export type PushedNotice = {
  readonly to: PushedBrowser
  readonly notice: Notice & { readonly language: string }
  /** The same for every attempt: a browser that gets it twice shows it once. */
  readonly tag: string
  /** How long the push service may keep it for a phone that is off. */
  readonly keptMs: number
}

/** The way to push services. It answers whatever happens; it throws nothing that names a browser. */
export type Push = {
  /** What a browser must know to be written to by nobody but us (RFC 8292). */
  readonly publicKey: string
  readonly send: (pushed: PushedNotice) => Promise<PostAnswer>
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

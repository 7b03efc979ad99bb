import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'

/** What is to be sent to people, how far that is, and where holders of wallets want it. */
export const messageTables = (k: Kit) => {
  /** Said once for each thing that happened: the id is made from it. Neither an address nor a wallet stands here. */
  const messages = k.table(
    'messages',
    {
      id: k.text('id').primaryKey(),
      kind: k.text('kind').notNull(),
      /** address: a row of `mail_addresses`, or of `institution_invitation_addresses`; merchant: a shop's contact. */
      recipientKind: k.text('recipient_kind').notNull(),
      recipientId: k.text('recipient_id').notNull(),
      language: k.text('language').notNull(),
      /** What the text tells; the text itself is made when it is read or sent. */
      facts: k.json<unknown>('facts').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.index('messages_created').on(t.createdAt),
      k.index('messages_recipient').on(t.recipientId, t.createdAt),
      k.check('message_recipient', sql`${t.recipientKind} in ('address', 'merchant')`),
    ],
  )

  /** What became of a message, in order. Of two processes that take the same step the key lets one. */
  const messageSteps = k.table(
    'message_steps',
    {
      messageId: k
        .text('message_id')
        .notNull()
        .references(() => messages.id),
      number: k.int('number').notNull(),
      state: k.text('state').notNull(),
      /** Why, as a code. Never what a mail server wrote: addresses stand in it. */
      reason: k.text('reason'),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.messageId, t.number] }),
      k.index('message_steps_state').on(t.state, t.createdAt),
      k.check(
        'message_step_state',
        sql`${t.state} in ('begun', 'sent', 'put_off', 'refused', 'given_up', 'dropped', 'shown')`,
      ),
    ],
  )

  /** Messages that wait: a row goes when its message is done with. */
  const messageQueue = k.table(
    'message_queue',
    {
      messageId: k
        .text('message_id')
        .primaryKey()
        .references(() => messages.id),
      dueAt: k.int('due_at').notNull(),
    },
    (t) => [k.index('message_queue_due').on(t.dueAt)],
  )

  /** Where the holder of a wallet wants receipts. Removed on wish; nothing of the ledger points here. */
  const mailAddresses = k.table(
    'mail_addresses',
    {
      id: k.text('id').primaryKey(),
      walletId: k.text('wallet_id').notNull(),
      address: k.text('address').notNull(),
      language: k.text('language').notNull(),
      createdAt: k.int('created_at').notNull(),
      /** Null until whoever reads mail at this address has said so. */
      confirmedAt: k.int('confirmed_at'),
    },
    (t) => [k.unique('mail_addresses_wallet').on(t.walletId)],
  )

  /** Browsers to which a wallet's holder wants notices sent, as their push services name them. Removed like `mail_addresses`. */
  const pushAddresses = k.table(
    'push_addresses',
    {
      id: k.text('id').primaryKey(),
      walletId: k.text('wallet_id').notNull(),
      /** Whoever knows it and the two keys can write to this browser: it is told to nobody. */
      endpoint: k.text('endpoint').notNull(),
      p256dh: k.text('p256dh').notNull(),
      auth: k.text('auth').notNull(),
      language: k.text('language').notNull(),
      /** The device of the wallet that it was noted on. Null only of those noted before this was kept: they get nothing. */
      deviceId: k.text('device_id'),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      // A browser is one wallet's: whoever takes it over is told, and nobody else.
      k.unique('push_addresses_endpoint').on(t.endpoint),
      k.index('push_addresses_wallet').on(t.walletId),
    ],
  )

  return { messages, messageSteps, messageQueue, mailAddresses, pushAddresses }
}

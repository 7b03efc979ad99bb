import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'
import type { walletTables } from './wallets.ts'

type Wallets = Pick<ReturnType<typeof walletTables>, 'wallets' | 'walletDevices'>

/**
 * Who acts for whom: a phone of a family for the wallet of somebody who has none. Nobody is named here: a proxy has a
 * number and says how it stands to the owner; what the family calls the owner stays on the phone.
 */
export const proxyTables = (k: Kit, { wallets, walletDevices }: Wallets) => {
  const limits = {
    paymentYenMax: k.int('payment_yen_max').notNull(),
    dayYenMax: k.int('day_yen_max').notNull(),
  }

  /** What the owner's side lets somebody become, by a code that is good once and a short while. Only added. */
  const proxyInvitations = k.table(
    'proxy_invitations',
    {
      id: k.text('id').primaryKey(),
      /** SHA-256 of the code, hex. */
      codeHash: k.text('code_hash').notNull(),
      walletId: k
        .text('wallet_id')
        .notNull()
        .references(() => wallets.accountId),
      relation: k.text('relation').notNull(),
      ...limits,
      /** Last instant of the proxy it makes; null: until it is taken away. */
      endsAt: k.int('ends_at'),
      /** By whom: code (whoever has the owner's printed one), device (one that holds the wallet) */
      by: k.text('by').notNull(),
      validUntil: k.int('valid_until').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.unique('proxy_invitations_code').on(t.codeHash),
      k.check('proxy_invitation_by', sql`${t.by} in ('code', 'device')`),
      k.check('proxy_invitation_limits', sql`${t.paymentYenMax} between 1 and ${t.dayYenMax}`),
      k.check('proxy_invitation_lasts', sql`${t.validUntil} > ${t.createdAt}`),
    ],
  )

  /** A phone that acts for a wallet, with what it is held to. Only added; how it ended is a row beside it. */
  const proxies = k.table(
    'proxies',
    {
      id: k.text('id').primaryKey(),
      /** The owner's wallet. */
      walletId: k
        .text('wallet_id')
        .notNull()
        .references(() => wallets.accountId),
      /** 1, 2, 3 … of its wallet: what the owner and the desk call it. */
      number: k.int('number').notNull(),
      /** The phone that acts: its own secret is the credential. */
      deviceId: k
        .text('device_id')
        .notNull()
        .references(() => walletDevices.id),
      relation: k.text('relation').notNull(),
      ...limits,
      /** Last instant; null: until it is taken away. */
      endsAt: k.int('ends_at'),
      /** What it was let become; null of who opened the wallet for its owner. */
      invitationId: k.text('invitation_id').references(() => proxyInvitations.id),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.unique('proxies_number').on(t.walletId, t.number),
      // A code makes one proxy.
      k.unique('proxies_invitation').on(t.invitationId),
      k.index('proxies_device').on(t.deviceId),
      k.check('proxy_limits', sql`${t.paymentYenMax} between 1 and ${t.dayYenMax}`),
      k.check('proxy_number', sql`${t.number} > 0`),
    ],
  )

  /** How a proxy was taken away, once. Only added. */
  const proxyEndings = k.table(
    'proxy_endings',
    {
      proxyId: k
        .text('proxy_id')
        .primaryKey()
        .references(() => proxies.id),
      /** By whom: proxy (it gave it up), code (the owner's printed one), device (one of the owner's), staff */
      by: k.text('by').notNull(),
      /** The device or the member of staff; null of who had the code. */
      endedBy: k.text('ended_by'),
      reason: k.text('reason').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.check('proxy_ending_by', sql`${t.by} in ('proxy', 'code', 'device', 'staff')`),
      k.check('proxy_ending_known', sql`(${t.by} = 'code') = (${t.endedBy} is null)`),
    ],
  )

  /** What a proxy did in the owner's name. Only added, in the list of what was done; a trigger holds it to what it may. */
  const proxyActs = k.table(
    'proxy_acts',
    {
      /** The payment, or the top-up that was begun. */
      id: k.text('id').primaryKey(),
      proxyId: k
        .text('proxy_id')
        .notNull()
        .references(() => proxies.id),
      /** pay, top_up */
      what: k.text('what').notNull(),
      amountYen: k.int('amount_yen').notNull(),
      /** In Japan, YYYY-MM-DD. */
      day: k.text('day').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.index('proxy_acts_proxy').on(t.proxyId, t.createdAt),
      k.check('proxy_act_what', sql`${t.what} in ('pay', 'top_up')`),
      k.check('proxy_act_amount', sql`${t.amountYen} > 0`),
    ],
  )

  /**
   * What was paid on a day in Japan by a proxy of a wallet, and under the number 0 by all of them together: counters that
   * each payment adds to in its own list, so that any number at once stay within the limit.
   */
  const proxyDays = k.table(
    'proxy_days',
    {
      walletId: k
        .text('wallet_id')
        .notNull()
        .references(() => wallets.accountId),
      number: k.int('number').notNull(),
      day: k.text('day').notNull(),
      paidYen: k.int('paid_yen').notNull(),
      /** The limit that the last payment was held to. */
      limitYen: k.int('limit_yen').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.walletId, t.number, t.day] }),
      k.check('proxy_day_within_limit', sql`${t.paidYen} > 0 and ${t.paidYen} <= ${t.limitYen}`),
    ],
  )

  return { proxyInvitations, proxies, proxyEndings, proxyActs, proxyDays }
}

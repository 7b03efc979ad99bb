import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'

/** The ledger. Journals and entries are the truth and append-only (triggers); balances, lots and credits follow from them. */
export const currencyTables = (k: Kit) => {
  const accounts = k.table(
    'accounts',
    {
      id: k.text('id').primaryKey(),
      /** wallet, merchant, pot, card_clearing, bank, settlement, fee, breakage, receivable */
      kind: k.text('kind').notNull(),
      municipality: k.text('municipality'),
      createdAt: k.int('created_at').notNull(),
      closedAt: k.int('closed_at'),
    },
    // Wallets are many, all others few: what is asked of those passes over no wallet.
    (t) => [
      k
        .index('accounts_not_wallets')
        .on(t.kind)
        .where(sql`${t.kind} <> 'wallet'`),
    ],
  )

  const funds = k.table(
    'funds',
    {
      id: k.text('id').primaryKey(),
      /** paid: the reserve stands behind it; free: a municipality's pot does */
      instrument: k.text('instrument').notNull(),
      municipality: k.text('municipality'),
      potAccountId: k.text('pot_account_id').references(() => accounts.id),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.check('fund_instrument', sql`${t.instrument} in ('paid', 'free')`),
      k.check('fund_free_has_pot', sql`(${t.instrument} = 'free') = (${t.potAccountId} is not null)`),
    ],
  )

  const pots = k.table('pots', {
    accountId: k
      .text('account_id')
      .primaryKey()
      .references(() => accounts.id),
    fundId: k
      .text('fund_id')
      .notNull()
      .references(() => funds.id),
    municipality: k.text('municipality').notNull(),
    nameJa: k.text('name_ja').notNull(),
    nameEn: k.text('name_en').notNull(),
    /** Rule of use given to the lots granted from this pot. */
    rule: k.json<unknown>('rule').notNull(),
    /** How long a granted lot is valid, days. */
    validDays: k.int('valid_days').notNull(),
    /** Last Japanese day of its gifts, and the period at whose end they end: month, fiscal_year. The earliest counts. */
    lastDay: k.text('last_day'),
    endOf: k.text('end_of'),
    createdAt: k.int('created_at').notNull(),
  })

  const balances = k.table(
    'balances',
    {
      accountId: k
        .text('account_id')
        .notNull()
        .references(() => accounts.id),
      fundId: k
        .text('fund_id')
        .notNull()
        .references(() => funds.id),
      postedYen: k.int('posted_yen').notNull(),
      heldYen: k.int('held_yen').notNull(),
      /** 0 for purses and merchants; null where an account may be negative (bank, card clearing). */
      floorYen: k.int('floor_yen'),
      version: k.int('version').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.accountId, t.fundId] }),
      // Held money counts as gone.
      k.check('balance_floor', sql`${t.floorYen} is null or ${t.postedYen} - ${t.heldYen} >= ${t.floorYen}`),
      k.check('balance_held', sql`${t.heldYen} >= 0`),
    ],
  )

  const journals = k.table(
    'journals',
    {
      id: k.text('id').primaryKey(),
      kind: k.text('kind').notNull(),
      /** Scope and key of the write that made it: what a replay is looked up by. */
      scope: k.text('scope').notNull(),
      key: k.text('key').notNull(),
      /** What happened, as decided: the part of the canonical form beside the entries. */
      body: k.json<unknown>('body').notNull(),
      createdAt: k.int('created_at').notNull(),
      /** The journal this one corrects or follows: the payment of a refund, the settlement of a payout. */
      parentId: k.text('parent_id'),
    },
    (t) => [
      k.unique('journals_scope_key').on(t.scope, t.key),
      k.index('journals_parent').on(t.parentId),
      // A bank sends a payout back once.
      k
        .unique('journals_payout_return')
        .on(t.parentId)
        .where(sql`${t.kind} = 'payout_return'`),
      k.index('journals_created').on(t.createdAt),
      k.check('journal_kind', sql`length(${t.kind}) > 0`),
    ],
  )

  const lots = k.table(
    'lots',
    {
      id: k.text('id').primaryKey(),
      accountId: k
        .text('account_id')
        .notNull()
        .references(() => accounts.id),
      instrument: k.text('instrument').notNull(),
      fundId: k
        .text('fund_id')
        .notNull()
        .references(() => funds.id),
      journalId: k
        .text('journal_id')
        .notNull()
        .references(() => journals.id),
      issuedYen: k.int('issued_yen').notNull(),
      remainingYen: k.int('remaining_yen').notNull(),
      heldYen: k.int('held_yen').notNull(),
      /** Last instant at which it may be spent, epoch ms; unspendable from the first instant after it. */
      validUntil: k.int('valid_until').notNull(),
      rule: k.json<unknown>('rule').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.index('lots_account').on(t.accountId),
      // Who looks for lots that have ended begins here: of most nothing is left.
      k
        .index('lots_left')
        .on(t.validUntil)
        .where(sql`${t.remainingYen} > 0`),
      // Few lots are held at any time: who looks for holds that have ended begins here.
      k
        .index('lots_held')
        .on(t.id)
        .where(sql`${t.heldYen} > 0`),
      k.check('lot_not_negative', sql`${t.remainingYen} - ${t.heldYen} >= 0`),
      k.check('lot_held', sql`${t.heldYen} >= 0`),
      k.check('lot_not_above_issued', sql`${t.remainingYen} <= ${t.issuedYen}`),
      k.check('lot_instrument', sql`${t.instrument} in ('paid', 'free')`),
    ],
  )

  const entries = k.table(
    'entries',
    {
      journalId: k
        .text('journal_id')
        .notNull()
        .references(() => journals.id),
      /** 1, 2, 3 … within the journal. */
      line: k.int('line').notNull(),
      accountId: k
        .text('account_id')
        .notNull()
        .references(() => accounts.id),
      fundId: k
        .text('fund_id')
        .notNull()
        .references(() => funds.id),
      lotId: k.text('lot_id').references(() => lots.id),
      amountYen: k.int('amount_yen').notNull(),
      /** For wallets and pots: the balance of account and fund after this entry. */
      balanceAfterYen: k.int('balance_after_yen'),
      accountVersion: k.int('account_version'),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.journalId, t.line] }),
      k.index('entries_account').on(t.accountId, t.createdAt),
      k.check('entry_amount', sql`${t.amountYen} <> 0`),
      k.check('entry_balance_after', sql`${t.balanceAfterYen} is null or ${t.balanceAfterYen} >= 0`),
    ],
  )

  /** Written last in every journal: the sum of its entries for each fund, which must be zero. Afterwards no entry can be added. */
  const journalBalanced = k.table(
    'journal_balanced',
    {
      journalId: k
        .text('journal_id')
        .notNull()
        .references(() => journals.id),
      fundId: k.text('fund_id').notNull(),
      sumYen: k.int('sum_yen').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.journalId, t.fundId] }),
      k.check('journal_sums_to_zero', sql`${t.sumYen} = 0`),
    ],
  )

  /** One row per client-made key: its content and its first answer, for ever. A refusal is kept here, never in the books. */
  const keys = k.table(
    'keys',
    {
      scope: k.text('scope').notNull(),
      key: k.text('key').notNull(),
      content: k.json<unknown>('content').notNull(),
      answer: k.json<unknown>('answer').notNull(),
      refused: k.bool('refused').notNull(),
      journalId: k.text('journal_id'),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.scope, t.key] })],
  )

  /** A merchant's takings, one row per journal and fund until a roll-up folds them into its balance. */
  const credits = k.table(
    'credits',
    {
      id: k.text('id').primaryKey(),
      accountId: k
        .text('account_id')
        .notNull()
        .references(() => accounts.id),
      fundId: k
        .text('fund_id')
        .notNull()
        .references(() => funds.id),
      journalId: k
        .text('journal_id')
        .notNull()
        .references(() => journals.id),
      amountYen: k.int('amount_yen').notNull(),
      createdAt: k.int('created_at').notNull(),
      /** As its fold says, which a trigger writes here: null while the balance is without it. */
      foldedAt: k.int('folded_at'),
    },
    (t) => [
      // Only what waits: the balance of a shop is read along it alone, however much was folded.
      k
        .index('credits_unfolded')
        .on(t.accountId, t.fundId, t.amountYen)
        .where(sql`${t.foldedAt} is null`),
      k.check('credit_positive', sql`${t.amountYen} > 0`),
    ],
  )

  /** A credit that was folded. The primary key is the guard: two roll-ups cannot fold one credit twice. */
  const folds = k.table('folds', {
    creditId: k.text('credit_id').primaryKey(),
    foldedAt: k.int('folded_at').notNull(),
  })

  const payments = k.table(
    'payments',
    {
      journalId: k
        .text('journal_id')
        .primaryKey()
        .references(() => journals.id),
      walletId: k
        .text('wallet_id')
        .notNull()
        .references(() => accounts.id),
      merchantAccountId: k
        .text('merchant_account_id')
        .notNull()
        .references(() => accounts.id),
      amountYen: k.int('amount_yen').notNull(),
      refundedYen: k.int('refunded_yen').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.index('payments_wallet').on(t.walletId, t.createdAt),
      // A shop's day is summed along it alone: how much and what went back stand in it too.
      k.index('payments_merchant').on(t.merchantAccountId, t.createdAt, t.amountYen, t.refundedYen),
      k.index('payments_created').on(t.createdAt),
      k.check('payment_positive', sql`${t.amountYen} > 0`),
      k.check('refund_within_payment', sql`${t.refundedYen} >= 0 and ${t.refundedYen} <= ${t.amountYen}`),
    ],
  )

  /** Which lots a payment was made from, in the order they were taken, and what of each came back. */
  const paymentLots = k.table(
    'payment_lots',
    {
      paymentId: k
        .text('payment_id')
        .notNull()
        .references(() => journals.id),
      position: k.int('position').notNull(),
      lotId: k
        .text('lot_id')
        .notNull()
        .references(() => lots.id),
      fundId: k.text('fund_id').notNull(),
      amountYen: k.int('amount_yen').notNull(),
      refundedYen: k.int('refunded_yen').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.paymentId, t.position] }),
      k.check('lot_refund_within_use', sql`${t.refundedYen} >= 0 and ${t.refundedYen} <= ${t.amountYen}`),
    ],
  )

  return {
    accounts,
    funds,
    pots,
    balances,
    journals,
    lots,
    entries,
    journalBalanced,
    keys,
    credits,
    folds,
    payments,
    paymentLots,
  }
}

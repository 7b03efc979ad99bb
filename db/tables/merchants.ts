import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'

/** Shops: who they are, who works there, where their money goes. */
export const merchantTables = (k: Kit) => {
  const merchants = k.table(
    'merchants',
    {
      id: k.text('id').primaryKey(),
      /** Printed on the code: once given, never given to another. Null until approved. */
      code: k.text('code'),
      /** The ledger's account; null until approved. */
      accountId: k.text('account_id'),
      nameJa: k.text('name_ja').notNull(),
      nameKana: k.text('name_kana').notNull(),
      nameEn: k.text('name_en').notNull(),
      municipality: k.text('municipality').notNull(),
      /** food, lodging, craft, shop, onsen, transport, experience */
      merchantClass: k.text('merchant_class').notNull(),
      stationId: k.text('station_id'),
      /** applied, approved, refused, suspended */
      status: k.text('status').notNull(),
      contactName: k.text('contact_name').notNull(),
      contactPhone: k.text('contact_phone').notNull(),
      contactEmail: k.text('contact_email').notNull(),
      codeVersion: k.int('code_version').notNull(),
      demonstration: k.bool('demonstration').notNull(),
      appliedAt: k.int('applied_at').notNull(),
      decidedAt: k.int('decided_at'),
      decidedBy: k.text('decided_by'),
      decisionReason: k.text('decision_reason'),
    },
    (t) => [
      k.unique('merchants_code').on(t.code),
      k.unique('merchants_account').on(t.accountId),
      k.index('merchants_status').on(t.status),
      k.check('merchant_status', sql`${t.status} in ('applied', 'approved', 'refused', 'suspended')`),
      k.check(
        'merchant_approved_has_account',
        sql`${t.status} <> 'approved' or (${t.code} is not null and ${t.accountId} is not null)`,
      ),
    ],
  )

  /** The bank account in force is the last whose time has come; older ones stay for the record. */
  const merchantBankAccounts = k.table(
    'merchant_bank_accounts',
    {
      id: k.text('id').primaryKey(),
      merchantId: k
        .text('merchant_id')
        .notNull()
        .references(() => merchants.id),
      bankCode: k.text('bank_code').notNull(),
      bankNameKana: k.text('bank_name_kana').notNull(),
      branchCode: k.text('branch_code').notNull(),
      branchNameKana: k.text('branch_name_kana').notNull(),
      /** 1 ordinary, 2 current, 4 savings, 9 other */
      depositType: k.int('deposit_type').notNull(),
      accountNumber: k.text('account_number').notNull(),
      holderKana: k.text('holder_kana').notNull(),
      createdAt: k.int('created_at').notNull(),
      /** Of an account that came by a change: the end of its cool-down. The others hold from the beginning. */
      inForceAt: k.int('in_force_at'),
    },
    (t) => [k.index('merchant_bank_accounts_merchant').on(t.merchantId, t.createdAt)],
  )

  const merchantMembers = k.table(
    'merchant_members',
    {
      merchantId: k
        .text('merchant_id')
        .notNull()
        .references(() => merchants.id),
      userId: k.text('user_id').notNull(),
      /** owner or clerk */
      role: k.text('role').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.merchantId, t.userId] }),
      k.index('merchant_members_user').on(t.userId),
      k.check('merchant_member_role', sql`${t.role} in ('owner', 'clerk')`),
    ],
  )

  /** One settlement run: merchants' balances become payouts. */
  const settlements = k.table(
    'settlements',
    {
      id: k.text('id').primaryKey(),
      /** Takings up to this instant are in it. */
      cutOffAt: k.int('cut_off_at').notNull(),
      /** Bank day on which the money arrives, YYYY-MM-DD. */
      payDay: k.text('pay_day').notNull(),
      totalYen: k.int('total_yen').notNull(),
      payoutCount: k.int('payout_count').notNull(),
      /** Hash of the plan that was approved. */
      planHash: k.text('plan_hash').notNull(),
      /** The plan itself: a run that was interrupted goes on with exactly what was approved. */
      plan: k.json<unknown>('plan'),
      approvedBy: k.text('approved_by').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [k.unique('settlements_cut_off').on(t.cutOffAt), k.unique('settlements_plan').on(t.planHash)],
  )

  const payouts = k.table(
    'payouts',
    {
      id: k.text('id').primaryKey(),
      settlementId: k
        .text('settlement_id')
        .notNull()
        .references(() => settlements.id),
      merchantId: k
        .text('merchant_id')
        .notNull()
        .references(() => merchants.id),
      amountYen: k.int('amount_yen').notNull(),
      /** Split over the funds: [{fundId, municipality, amountYen}]. */
      funds: k.json<unknown>('funds').notNull(),
      bankAccountId: k
        .text('bank_account_id')
        .notNull()
        .references(() => merchantBankAccounts.id),
      settleJournalId: k.text('settle_journal_id').notNull(),
      payoutJournalId: k.text('payout_journal_id').notNull(),
      /** sent, returned */
      status: k.text('status').notNull(),
      createdAt: k.int('created_at').notNull(),
      /** Takings up to this instant are in it; null: up to the cut-off of its run. */
      dueUntilAt: k.int('due_until_at'),
    },
    (t) => [
      k.unique('payouts_settlement_merchant').on(t.settlementId, t.merchantId),
      k.index('payouts_merchant').on(t.merchantId, t.createdAt),
      k.index('payouts_bank_account').on(t.bankAccountId),
      k.check('payout_positive', sql`${t.amountYen} > 0`),
    ],
  )

  /** A payout that a bank sent back, once. Only added; a trigger holds it to the payout and says so there. */
  const payoutReturns = k.table(
    'payout_returns',
    {
      payoutId: k
        .text('payout_id')
        .primaryKey()
        .references(() => payouts.id),
      journalId: k.text('journal_id').notNull(),
      /** What the bank said. */
      reason: k.text('reason').notNull(),
      returnedBy: k.text('returned_by').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [k.unique('payout_returns_journal').on(t.journalId)],
  )

  return { merchants, merchantBankAccounts, merchantMembers, settlements, payouts, payoutReturns }
}

import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'
import type { merchantTables } from './merchants.ts'

/** Changes of where a shop's money goes, and who did what about them. Only added. */
export const bankAccountChangeTables = (k: Kit, { merchants }: ReturnType<typeof merchantTables>) => {
  const bankAccountChanges = k.table(
    'bank_account_changes',
    {
      id: k.text('id').primaryKey(),
      merchantId: k
        .text('merchant_id')
        .notNull()
        .references(() => merchants.id),
      /** Of two that are asked for at once the key lets one. */
      number: k.int('number').notNull(),
      bankCode: k.text('bank_code').notNull(),
      bankNameKana: k.text('bank_name_kana').notNull(),
      branchCode: k.text('branch_code').notNull(),
      branchNameKana: k.text('branch_name_kana').notNull(),
      depositType: k.int('deposit_type').notNull(),
      accountNumber: k.text('account_number').notNull(),
      holderKana: k.text('holder_kana').notNull(),
      askedBy: k.text('asked_by').notNull(),
      /** Asked for by the office, on a shop's behalf. */
      byStaff: k.bool('by_staff').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.unique('bank_account_changes_merchant').on(t.merchantId, t.number),
      k.index('bank_account_changes_created').on(t.createdAt),
    ],
  )

  /** checked, approved, refused, cancelled; a trigger holds them to their order, and to two people. */
  const bankAccountChangeSteps = k.table(
    'bank_account_change_steps',
    {
      changeId: k
        .text('change_id')
        .notNull()
        .references(() => bankAccountChanges.id),
      number: k.int('number').notNull(),
      what: k.text('what').notNull(),
      doneBy: k.text('done_by').notNull(),
      reason: k.text('reason').notNull(),
      /** Of an approval: when the new account takes the place of the old one. */
      inForceAt: k.int('in_force_at'),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.changeId, t.number] }),
      k.index('bank_account_change_steps_created').on(t.createdAt),
      k.check('bank_account_change_what', sql`${t.what} in ('checked', 'approved', 'refused', 'cancelled')`),
      k.check(
        'bank_account_change_cools',
        sql`(${t.what} = 'approved') = (${t.inForceAt} is not null) and (${t.inForceAt} is null or ${t.inForceAt} > ${t.createdAt})`,
      ),
    ],
  )

  return { bankAccountChanges, bankAccountChangeSteps }
}

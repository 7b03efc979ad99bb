import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'
import type { merchantTables } from './merchants.ts'

/** The invoices of shops' fees, a closed month each. Only added: what was fixed is read again as it was. */
export const feeInvoiceTables = (k: Kit, { merchants }: ReturnType<typeof merchantTables>) => {
  const feeInvoices = k.table(
    'fee_invoices',
    {
      merchantId: k
        .text('merchant_id')
        .notNull()
        .references(() => merchants.id),
      /** Of takings days in Japan, YYYY-MM. */
      month: k.text('month').notNull(),
      /** The month's first instant, and the first after it. */
      fromAt: k.int('from_at').notNull(),
      untilAt: k.int('until_at').notNull(),
      /** Fees from here on are in it: later than the month's first instant where the issuer was registered within it. */
      coversFromAt: k.int('covers_from_at').notNull(),
      /** The registration number, and the issuer's 1, 2, 3 … of the year. */
      issuer: k.text('issuer').notNull(),
      year: k.int('year').notNull(),
      number: k.int('number').notNull(),
      /** What the ledger took in that time; a trigger holds it to the fees. */
      amountYen: k.int('amount_yen').notNull(),
      /** The whole invoice as JSON, and the SHA-256 of its bytes. */
      document: k.text('document').notNull(),
      documentHash: k.text('document_hash').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.primaryKey({ name: 'fee_invoices_month', columns: [t.merchantId, t.month] }),
      k.unique('fee_invoices_number').on(t.issuer, t.year, t.number),
      // Nothing is closed that is not over, and a month without a fee has no invoice.
      k.check(
        'fee_invoice_closed',
        sql`${t.fromAt} <= ${t.coversFromAt} and ${t.coversFromAt} < ${t.untilAt} and ${t.untilAt} <= ${t.createdAt}`,
      ),
      k.check('fee_invoice_positive', sql`${t.amountYen} > 0 and ${t.number} > 0`),
    ],
  )
  return { feeInvoices }
}

import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'
import type { merchantTables } from './merchants.ts'

/** How a shop looks from the street, and codes that somebody doubts. Only added. */
export const shopPictureTables = (k: Kit, { merchants }: ReturnType<typeof merchantTables>) => {
  const shopPictures = k.table(
    'shop_pictures',
    {
      id: k.text('id').primaryKey(),
      merchantId: k
        .text('merchant_id')
        .notNull()
        .references(() => merchants.id),
      /** The next one is sent once this one is decided; of two that are sent at once the key lets one. */
      number: k.int('number').notNull(),
      /** Of the file as it came in, hexadecimal. */
      sha256: k.text('sha256').notNull(),
      altJa: k.text('alt_ja').notNull(),
      altEn: k.text('alt_en').notNull(),
      sentBy: k.text('sent_by').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [k.unique('shop_pictures_merchant').on(t.merchantId, t.number)],
  )

  /** approved, refused, removed, withdrawn; a trigger holds them to their order, and an approval to another person. */
  const shopPictureSteps = k.table(
    'shop_picture_steps',
    {
      pictureId: k
        .text('picture_id')
        .notNull()
        .references(() => shopPictures.id),
      number: k.int('number').notNull(),
      what: k.text('what').notNull(),
      doneBy: k.text('done_by').notNull(),
      reason: k.text('reason').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.pictureId, t.number] }),
      k.check('shop_picture_what', sql`${t.what} in ('approved', 'refused', 'removed', 'withdrawn')`),
    ],
  )

  /** A code of which somebody said: this is not the shop I stand in. Nobody who says so is written down. */
  const codeReports = k.table(
    'code_reports',
    {
      id: k.text('id').primaryKey(),
      codeText: k.text('code_text').notNull(),
      /** The shop that the code pays; null where it cannot be read. */
      merchantId: k.text('merchant_id').references(() => merchants.id),
      /** Why it cannot be read; null where it can. */
      unreadable: k.text('unreadable'),
      signSays: k.text('sign_says').notNull(),
      /** Where it was seen, as far as it was said. */
      municipality: k.text('municipality'),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.index('code_reports_created').on(t.createdAt),
      k.index('code_reports_merchant').on(t.merchantId),
      k.check('code_report_reads', sql`(${t.merchantId} is null) = (${t.unreadable} is not null)`),
    ],
  )

  /** taken_up, then one end: sticker_found, no_sticker. */
  const codeReportSteps = k.table(
    'code_report_steps',
    {
      reportId: k
        .text('report_id')
        .notNull()
        .references(() => codeReports.id),
      number: k.int('number').notNull(),
      what: k.text('what').notNull(),
      doneBy: k.text('done_by').notNull(),
      note: k.text('note').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.reportId, t.number] }),
      k.check('code_report_what', sql`${t.what} in ('taken_up', 'sticker_found', 'no_sticker')`),
    ],
  )

  return { shopPictures, shopPictureSteps, codeReports, codeReportSteps }
}

import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'
import type { merchantTables } from './merchants.ts'

/** Which shops belong to an institution, and what it says of its admission. Only added. */
export const shopTieTables = (k: Kit, { merchants }: ReturnType<typeof merchantTables>) => {
  const shopTies = k.table(
    'shop_ties',
    {
      id: k.text('id').primaryKey(),
      institution: k.text('institution').notNull(),
      /** The item whose like the shop sells; empty: all that the institution shows. */
      item: k.text('item').notNull(),
      merchantId: k
        .text('merchant_id')
        .notNull()
        .references(() => merchants.id),
      what: k.text('what').notNull(),
      /** The next one is asked for once the one before has ended; of two that are asked for at once the key lets one. */
      number: k.int('number').notNull(),
      askedBy: k.text('asked_by').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.unique('shop_ties_one').on(t.institution, t.item, t.merchantId, t.what, t.number),
      k.index('shop_ties_merchant').on(t.merchantId),
      k.index('shop_ties_item').on(t.item),
      k.check('shop_tie_what', sql`${t.what} = 'sells' or (${t.what} = 'admission' and ${t.item} = '')`),
    ],
  )

  /** agreed or refused by the shop's side; ended by either. A trigger holds them to their order. */
  const shopTieSteps = k.table(
    'shop_tie_steps',
    {
      tieId: k
        .text('tie_id')
        .notNull()
        .references(() => shopTies.id),
      number: k.int('number').notNull(),
      what: k.text('what').notNull(),
      doneBy: k.text('done_by').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.tieId, t.number] }),
      k.check('shop_tie_step_what', sql`${t.what} in ('agreed', 'refused', 'ended')`),
    ],
  )

  /** What an institution says that its admission costs, each time that it says so; no words: it takes them back. */
  const admissionVersions = k.table(
    'admission_versions',
    {
      institution: k.text('institution').notNull(),
      version: k.int('version').notNull(),
      textJa: k.text('text_ja').notNull(),
      textEn: k.text('text_en').notNull(),
      /** Where that is written, as the institution names it; empty: nowhere. */
      source: k.text('source').notNull(),
      saidBy: k.text('said_by').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.institution, t.version] }),
      k.check('admission_version_both', sql`(${t.textJa} = '') = (${t.textEn} = '')`),
    ],
  )

  return { shopTies, shopTieSteps, admissionVersions }
}

import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'
import type { merchantTables } from './merchants.ts'

/** The language in which a shop is written to. Only added: the last one holds, and Japanese where there is none. */
export const shopLanguageTables = (k: Kit, { merchants }: ReturnType<typeof merchantTables>) => {
  const shopLanguages = k.table(
    'shop_languages',
    {
      merchantId: k
        .text('merchant_id')
        .notNull()
        .references(() => merchants.id),
      /** Of two that are chosen at once the key lets one. */
      number: k.int('number').notNull(),
      language: k.text('language').notNull(),
      chosenBy: k.text('chosen_by').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.merchantId, t.number] }),
      k.check('shop_language', sql`${t.language} in ('ja', 'en', 'zh-hant')`),
    ],
  )
  return { shopLanguages }
}

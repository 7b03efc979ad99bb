import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'
import type { merchantTables } from './merchants.ts'

/** What shops offer, as they said it each time. Only added: the newest version of a product holds. */
export const shopProductTables = (k: Kit, { merchants }: ReturnType<typeof merchantTables>) => {
  const shopProductVersions = k.table(
    'shop_product_versions',
    {
      merchantId: k
        .text('merchant_id')
        .notNull()
        .references(() => merchants.id),
      productId: k.text('product_id').notNull(),
      /** Of two devices that change the same version at once the key lets one. */
      version: k.int('version').notNull(),
      nameJa: k.text('name_ja').notNull(),
      nameEn: k.text('name_en').notNull(),
      /** With the tax in it. */
      priceYen: k.int('price_yen').notNull(),
      /** in_stock, few, sold_out */
      stock: k.text('stock').notNull(),
      /** How many there are; null where nobody counts. */
      count: k.int('count'),
      showsCount: k.bool('shows_count').notNull(),
      /** First and last month of the season, 1 to 12; null: all year. */
      monthFrom: k.int('month_from'),
      monthUntil: k.int('month_until'),
      /** False: taken off the list. */
      isOffered: k.bool('is_offered').notNull(),
      saidBy: k.text('said_by').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.merchantId, t.productId, t.version] }),
      k.check('shop_product_price', sql`${t.priceYen} > 0`),
      k.check('shop_product_stock', sql`${t.stock} in ('in_stock', 'few', 'sold_out')`),
      k.check('shop_product_count', sql`${t.count} is null or ${t.count} >= 0`),
      k.check(
        'shop_product_season',
        sql`(${t.monthFrom} is null) = (${t.monthUntil} is null) and (${t.monthFrom} is null or (${t.monthFrom} between 1 and 12 and ${t.monthUntil} between 1 and 12))`,
      ),
    ],
  )
  return { shopProductVersions }
}

import type { Kit } from '../kit.ts'
import type { merchantTables } from './merchants.ts'

/**
 * That something else is to be read of a shop or of one of its products: who makes something of what shops show takes in what
 * these name. Written by triggers, by nobody else; only added.
 */
export const shopChangeTables = (k: Kit, { merchants }: ReturnType<typeof merchantTables>) => {
  const shopChanges = k.table('shop_changes', {
    /** 1, 2, 3 …, in the order in which they were stored: whoever sees one has seen all before it. */
    change: k.int('change').primaryKey(),
    merchantId: k
      .text('merchant_id')
      .notNull()
      .references(() => merchants.id),
    /** Null: the shop itself, and with it all that it offers. */
    productId: k.text('product_id'),
  })
  return { shopChanges }
}

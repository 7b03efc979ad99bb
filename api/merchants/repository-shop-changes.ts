import { and, asc, between, eq, max, sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import type { ShopChangeStore } from './searched-service.ts'

/** What else is to be read of shops, and what they offer, on any engine. */
export function shopChangeStore({ prepareRead, query, tables }: Store): ShopChangeStore {
  const { shopChanges: c, shopProductVersions: v } = tables
  const ph = sql.placeholder
  const last = prepareRead(query.select({ change: max(c.change) }).from(c))
  const some = prepareRead(
    query
      .select({ merchantId: c.merchantId, productId: c.productId })
      .from(c)
      .where(between(c.change, ph('from'), ph('upTo')))
      .orderBy(asc(c.change)),
  )
  const offered = prepareRead(
    query
      .select({ merchantId: v.merchantId, id: v.productId, nameJa: v.nameJa, nameEn: v.nameEn })
      .from(v)
      .where(
        and(
          eq(v.isOffered, true),
          sql`(${v.merchantId}, ${v.productId}) > (${ph('merchantId')}, ${ph('productId')})`,
          sql`not exists (select 1 from shop_product_versions n where n.merchant_id = shop_product_versions.merchant_id
            and n.product_id = shop_product_versions.product_id and n.version > shop_product_versions.version)`,
        ),
      )
      .orderBy(asc(v.merchantId), asc(v.productId))
      .limit(ph('limit')),
  )
  return {
    lastChange: async () => (await last())[0]?.change ?? 0,
    changes: (from, upTo) => some({ from, upTo }),
    offeredAfter: (last, limit) => offered({ ...last, limit }),
  }
}

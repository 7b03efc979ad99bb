import { and, asc, desc, eq, sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { isViolation } from '../../db/violation.ts'
import type { ProductStore } from './product-service.ts'
import type { Product, Stock } from './product.ts'

/** What shops offer, on any engine. */
export function productStore(store: Store): ProductStore {
  const { prepareRead, prepareWrite, query, tables } = store
  const { shopProductVersions: v } = tables
  const ph = sql.placeholder
  const one = prepareRead(
    query
      .select()
      .from(v)
      .where(and(eq(v.merchantId, ph('merchantId')), eq(v.productId, ph('productId'))))
      .orderBy(desc(v.version))
      .limit(1),
  )
  const all = prepareRead(
    query
      .select()
      .from(v)
      .where(
        and(
          eq(v.merchantId, ph('merchantId')),
          sql`${v.version} = (select max(n.version) from shop_product_versions n where n.merchant_id = shop_product_versions.merchant_id and n.product_id = shop_product_versions.product_id)`,
        ),
      )
      .orderBy(asc(v.nameJa), asc(v.productId)),
  )
  const add = prepareWrite(
    query.insert(v).values({
      merchantId: ph('merchantId'),
      productId: ph('id'),
      version: ph('version'),
      nameJa: ph('nameJa'),
      nameEn: ph('nameEn'),
      priceYen: ph('priceYen'),
      stock: ph('stock'),
      count: ph('count'),
      showsCount: ph('showsCount'),
      monthFrom: ph('monthFrom'),
      monthUntil: ph('monthUntil'),
      isOffered: ph('isOffered'),
      saidBy: ph('saidBy'),
      createdAt: ph('saidAt'),
    }),
  )
  type Row = Awaited<ReturnType<typeof one>>[number]
  const whole = ({ productId, createdAt, stock, ...row }: Row): Product => ({
    ...row,
    id: productId,
    stock: stock as Stock,
    saidAt: createdAt,
  })
  return {
    findProduct: async (merchantId, productId) => {
      const [row] = await one({ merchantId, productId })
      return row && whole(row)
    },
    productsOf: async (merchantId) => (await all({ merchantId })).map(whole),
    addVersion: async (product) => {
      try {
        await store.atomic([add(product)])
        return 'stored'
      } catch (error) {
        if (isViolation(error, 'unique') || isViolation(error, 'check', 'shop_product_true')) return 'lost'
        throw error
      }
    },
  }
}

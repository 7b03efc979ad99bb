import type { Clock } from '../platform/clock.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { MerchantStore } from './ports.ts'
import {
  nextVersion,
  productSettings,
  type Product,
  type ProductRefusal,
  type ProductSaid,
} from './product.ts'

/** What shops offer, the newest version of each. */
export type ProductStore = {
  readonly findProduct: (merchantId: string, id: string) => Promise<Product | undefined>
  /** All that a shop ever named, by name. */
  readonly productsOf: (merchantId: string) => Promise<readonly Product[]>
  /** `lost`: another device said something of it at this moment. */
  readonly addVersion: (product: Product) => Promise<'stored' | 'lost'>
}

export type ProductParts = {
  readonly products: ProductStore
  readonly shops: Pick<MerchantStore, 'find'>
  readonly clock: Clock
}

type Refused<T> = Promise<Result<T, ProductRefusal>>

/** What shops offer, with price and stock, for visitors to see. */
export function productService(parts: ProductParts) {
  const { products } = parts
  return {
    /**
     * Says something of a product that was seen at a version. Sent again it changes nothing. Refuses merchant_not_found,
     * products_too_many, and what `nextVersion` names.
     */
    say: (said: ProductSaid) => say(parts, said),

    find: products.findProduct,
    /** What a shop offers. */
    offered: async (merchantId: string): Promise<readonly Product[]> =>
      (await products.productsOf(merchantId)).filter(({ isOffered }) => isOffered),
  }
}

export type Products = ReturnType<typeof productService>

async function say(parts: ProductParts, said: ProductSaid): Refused<Product> {
  const { products, shops, clock } = parts
  const { merchantId, id } = said
  if ((await shops.find(merchantId)) === undefined) return refuse({ code: 'merchant_not_found' })
  const now = await products.findProduct(merchantId, id)
  const decided = nextVersion(now, said, clock.now())
  if (!decided.ok) return decided
  if ('same' in decided.value) return ok(decided.value.same)
  const isNew = now === undefined || !now.isOffered
  const offered = isNew ? (await products.productsOf(merchantId)).filter((one) => one.isOffered).length : 0
  if (offered >= productSettings.productsMost)
    return refuse({ code: 'products_too_many', most: productSettings.productsMost })
  const { next } = decided.value
  if ((await products.addVersion(next)) === 'stored') return ok(next)
  const meanwhile = nextVersion(await products.findProduct(merchantId, id), said, clock.now())
  if (meanwhile.ok) return 'same' in meanwhile.value ? ok(meanwhile.value.same) : say(parts, said)
  return meanwhile
}

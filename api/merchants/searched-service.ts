import type { Clock } from '../platform/clock.ts'
import { isOpen } from './open-shops.ts'
import type { MerchantStore, Places } from './ports.ts'
import type { ProductStore } from './product-service.ts'
import { stockShown } from './product.ts'
import {
  productKey,
  productOfKey,
  type ProductToFind,
  searchedProduct,
  searchedShop,
  type ShopToFind,
} from './searched-shops.ts'

/** That something else is to be read of shops, as the database notes it with the change itself. */
export type ShopChangeStore = {
  /** 0 before the first. */
  readonly lastChange: () => Promise<number>
  /** Of each change the shop, and the product where it is of one alone. */
  readonly changes: (
    from: number,
    upTo: number,
  ) => Promise<readonly { readonly merchantId: string; readonly productId: string | null }[]>
  /** What is offered behind one product, shop by shop. */
  readonly offeredAfter: (
    last: { readonly merchantId: string; readonly productId: string },
    limit: number,
  ) => Promise<readonly ProductToFind[]>
}

export type SearchedParts = {
  readonly shops: Pick<MerchantStore, 'find' | 'inStatus'>
  readonly products: Pick<ProductStore, 'findProduct' | 'productsOf'>
  readonly changes: ShopChangeStore
  readonly places: Pick<Places, 'town'>
  readonly clock: Clock
}

type Thing = ReturnType<typeof searchedShop> | ReturnType<typeof searchedProduct>
type Gone = Pick<Thing, 'kind' | 'id'>
type Since = { readonly present: Thing[]; readonly gone: Gone[] }

/** Shops or products that are read at once. */
const atOnce = 500

/** Shops that take payments and what they offer, as the search takes it in: all of it, or what changed. */
export function searchedShops({ shops, products, changes, places, clock }: SearchedParts) {
  const told = (shop: ShopToFind) => searchedShop(shop, places.town(shop.municipality))
  const toldOf = (product: ProductToFind, shop: ShopToFind) =>
    searchedProduct(product, shop, places.town(shop.municipality))
  const openShop = async (id: string) => {
    const shop = await shops.find(id)
    return shop !== undefined && isOpen(shop) ? shop : undefined
  }

  async function* offeredIn(open: ReadonlyMap<string, ShopToFind>): AsyncGenerator<readonly Thing[]> {
    for (let last = { merchantId: '', productId: '' }; ;) {
      const some = await changes.offeredAfter(last, atOnce)
      yield some.flatMap((product) => {
        const shop = open.get(product.merchantId)
        return shop === undefined ? [] : [toldOf(product, shop)]
      })
      const end = some.at(-1)
      if (some.length < atOnce || end === undefined) return
      last = { merchantId: end.merchantId, productId: end.id }
    }
  }

  /** A shop and all that it ever named: its products are told where it is, and by its name. */
  async function wholeShop(id: string): Promise<Since> {
    const [shop, all] = await Promise.all([openShop(id), products.productsOf(id)])
    const shown = all.filter((product) => shop !== undefined && product.isOffered)
    return {
      present: shop === undefined ? [] : [told(shop), ...shown.map((product) => toldOf(product, shop))],
      gone: [
        ...(shop === undefined ? [{ kind: 'shop' as const, id }] : []),
        ...all.filter((product) => !shown.includes(product)).map(goneProduct),
      ],
    }
  }

  async function oneProduct(merchantId: string, id: string): Promise<Since> {
    const [shop, product] = await Promise.all([openShop(merchantId), products.findProduct(merchantId, id)])
    return shop === undefined || product?.isOffered !== true
      ? { present: [], gone: [goneProduct({ merchantId, id })] }
      : { present: [toldOf(product, shop)], gone: [] }
  }

  return {
    version: changes.lastChange,

    /** All that there is now, some at a time: what changes meanwhile has a higher number and is taken in behind it. */
    async *upTo(): AsyncGenerator<readonly Thing[]> {
      const open = (await shops.inStatus('approved')).filter(isOpen)
      for (let i = 0; i < open.length; i += atOnce) yield open.slice(i, i + atOnce).map(told)
      yield* offeredIn(new Map(open.map((shop) => [shop.id, shop])))
    },

    /** What the changes behind one number up to another concern, as it is now; each shop and product is read once. */
    changedSince: async (change: number, upTo: number): Promise<Since> => {
      const all = await changes.changes(change + 1, upTo)
      const whole = new Set(
        all.flatMap(({ merchantId, productId }) => (productId === null ? [merchantId] : [])),
      )
      const single = new Map(
        all.flatMap(({ merchantId, productId }) =>
          productId === null || whole.has(merchantId)
            ? []
            : [[productKey(merchantId, productId), { merchantId, productId }] as const],
        ),
      )
      const since = await Promise.all([
        ...[...whole].map(wholeShop),
        ...[...single.values()].map(({ merchantId, productId }) => oneProduct(merchantId, productId)),
      ])
      return { present: since.flatMap((one) => one.present), gone: since.flatMap((one) => one.gone) }
    },

    /** What is told of a shop or a product at this moment; undefined where it is no longer there. */
    now: async (kind: Thing['kind'], id: string) => {
      const key = kind === 'product' ? productOfKey(id) : undefined
      const shop = await openShop(key?.merchantId ?? id)
      if (shop === undefined) return undefined
      const { demonstration } = shop
      if (key === undefined) return { demonstration }
      const product = await products.findProduct(key.merchantId, key.id)
      if (product?.isOffered !== true) return undefined
      const { priceYen } = product
      return { demonstration, offer: { priceYen, stock: stockShown(product, clock.now()) } }
    },
  }
}

const goneProduct = ({ merchantId, id }: Pick<ProductToFind, 'merchantId' | 'id'>): Gone => ({
  kind: 'product',
  id: productKey(merchantId, id),
})

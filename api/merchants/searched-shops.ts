import { locales, wordsFor } from '../platform/words.ts'
import type { Merchant, MerchantClass } from './merchant.ts'
import type { Town } from './ports.ts'
import type { Product } from './product.ts'

/** What a search may know of a shop: what everybody may. */
export type ShopToFind = Pick<
  Merchant,
  'id' | 'nameJa' | 'nameKana' | 'nameEn' | 'municipality' | 'merchantClass' | 'stationId'
>

/** What a search may know of a product; price and stock are looked up when they are told. */
export type ProductToFind = Pick<Product, 'merchantId' | 'id' | 'nameJa' | 'nameEn'>

/** A product is the shop's own: two shops may give theirs the same id. */
export const productKey = (merchantId: string, productId: string): string => `${merchantId}/${productId}`

/** The same, taken apart; undefined where it is none. */
export function productOfKey(key: string): { readonly merchantId: string; readonly id: string } | undefined {
  const [merchantId, id, ...others] = key.split('/')
  return merchantId === undefined || id === undefined || others.length > 0 ? undefined : { merchantId, id }
}

/** A shop as a search looks at it: its names, where it is and what it does, in every language. */
export const searchedShop = (shop: ShopToFind, town: Town | undefined) => ({
  kind: 'shop' as const,
  id: shop.id,
  title: { ja: shop.nameJa, en: shop.nameEn },
  names: [shop.nameKana],
  text: {
    ja: wordsFor('ja')('merchants:searched.shop', {
      town: town?.nameJa ?? '',
      kind: kindIn('ja', shop.merchantClass),
    }),
    en: wordsFor('en')('merchants:searched.shop', {
      town: town?.nameEn ?? '',
      kind: kindIn('en', shop.merchantClass),
    }),
  },
  more: [...new Set(locales.map((locale) => kindIn(locale, shop.merchantClass)))],
  ...whereabouts(shop),
})

/** A product as a search looks at it: what it is called, and whose it is; the shop's kind leads to the shop alone. */
export const searchedProduct = (product: ProductToFind, shop: ShopToFind, town: Town | undefined) => ({
  kind: 'product' as const,
  id: productKey(shop.id, product.id),
  title: { ja: product.nameJa, en: product.nameEn },
  names: [],
  text: {
    ja: wordsFor('ja')('merchants:searched.product', { town: town?.nameJa ?? '', shop: shop.nameJa }),
    en: wordsFor('en')('merchants:searched.product', { town: town?.nameEn ?? '', shop: shop.nameEn }),
  },
  more: [shop.nameKana],
  ...whereabouts(shop),
})

const kindIn = (locale: string, merchantClass: MerchantClass): string =>
  wordsFor(locale)(`merchants:class.${merchantClass}`)

/** The station only where the shop named one. */
const whereabouts = ({ municipality, stationId }: ShopToFind) => ({
  periods: [],
  stations: stationId === null ? [] : [stationId],
  town: municipality,
})

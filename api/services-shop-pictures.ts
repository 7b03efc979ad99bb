import {
  boardCodeService,
  defaultGuid,
  pictureService,
  productService,
  reportService,
  type Merchants,
  type MerchantStore,
  type Places,
} from './merchants/index.ts'
import { boardCodeStore } from './merchants/repository-board-codes.ts'
import { productStore } from './merchants/repository-products.ts'
import { pictureStore, reportStore } from './merchants/repository-shop-pictures.ts'
import type { HubParts } from './services.ts'
import { composeTies } from './services-ties.ts'

type Shops = { readonly shops: MerchantStore; readonly merchants: Merchants; readonly places: Places }

/** How shops look from the street, what else their boards say, codes that payers doubt, and whom they belong to. */
export const composeShopPictures = (
  { store, clock, shopPictures: files }: Pick<HubParts, 'store' | 'clock' | 'shopPictures'>,
  { shops, merchants, places }: Shops,
) => ({
  merchants,
  ties: composeTies({ store, clock }, { shops, merchants }),
  products: productService({ products: productStore(store), shops, clock }),
  now: clock.now,
  boards: boardCodeService({ codes: boardCodeStore(store), shops, places, guid: defaultGuid, clock }),
  pictures: pictureService({ pictures: pictureStore(store), shops, files, clock }),
  reports: reportService({ reports: reportStore(store), shops, merchants, places, clock }),
})

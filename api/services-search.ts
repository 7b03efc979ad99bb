import type { Store } from '../db/store.ts'
import { searchedShops } from './merchants/index.ts'
import { contentPlaces } from './merchants/places-content.ts'
import { productStore } from './merchants/repository-products.ts'
import { shopChangeStore } from './merchants/repository-shop-changes.ts'
import { merchantStore } from './merchants/repository.ts'
import { contentCatalogue } from './places/catalogue-content.ts'
import { indexingService, placesService, type PublishedThings, searchIndex } from './places/index.ts'
import { searchStore } from './places/repository-search.ts'
import type { Clock } from './platform/clock.ts'
import type { Job } from './platform/jobs.ts'

type Parts = { readonly store: Store; readonly clock: Clock }

/** Places, and the one search with its index in the database. */
export function composeSearch({ store: database, clock }: Parts, published: PublishedThings) {
  const store = searchStore(database)
  const shops = searchedShops({
    shops: merchantStore(database),
    products: productStore(database),
    changes: shopChangeStore(database),
    places: contentPlaces,
    clock,
  })
  const indexing = indexingService({ store, catalogue: contentCatalogue, published, shops, clock })
  const index = searchIndex(store)
  // Who asks first after something was published need not wait for it.
  const takeIn = async (): Promise<void> => {
    await indexing.refresh()
    await index.prepare()
  }
  const job: Job = { name: 'search', everyMs: 5_000, run: takeIn }
  return {
    places: placesService({ catalogue: contentCatalogue, published, shops, index, indexing, clock }),
    indexing,
    job,
  }
}

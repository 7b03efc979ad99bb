import type { Store } from '../db/store.ts'
import { tieService, type Merchants, type MerchantStore } from './merchants/index.ts'
import { institutionName } from './merchants/institutions-content.ts'
import { tieStore } from './merchants/repository-ties.ts'
import { textFor } from './museum/language-map.ts'
import { recordStore } from './museum/repository-records.ts'
import type { Clock } from './platform/clock.ts'

type Parts = { readonly store: Store; readonly clock: Clock }

/** Which shops belong to an institution, and what it says of its admission. */
export function composeTies(
  { store, clock }: Parts,
  { shops, merchants }: { readonly shops: MerchantStore; readonly merchants: Merchants },
) {
  const records = recordStore(store)
  return tieService({
    ties: tieStore(store),
    shops,
    merchants,
    institutions: {
      name: async (id) => {
        const own = institutionName(id)
        if (own !== undefined) return own
        const told = await records.told(id)
        if (told?.state !== 'published' || told.body.kind !== 'institution') return undefined
        return { ja: textFor(told.body.label, 'ja'), en: textFor(told.body.label, 'en') }
      },
      item: async (id) => {
        const told = await records.told(id)
        if (told?.state !== 'published' || told.body.kind !== 'item') return undefined
        const { institution, label, merchants: named } = told.body
        const title = { ja: textFor(label, 'ja'), en: textFor(label, 'en') }
        return { institution, title, merchants: named }
      },
    },
    clock,
  })
}

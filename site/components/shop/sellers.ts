import type { apiFor } from '../../lib/api.ts'
import type { Locale } from '../../lib/locale.ts'
import { municipalities, say } from '../../lib/region.ts'

/** The shops of a town, as they are chosen from. */
export type SellerGroup = {
  readonly town: string
  readonly shops: readonly { readonly id: string; readonly name: string }[]
}

type ShopsApi = Pick<ReturnType<typeof apiFor>['api'], 'shops'>

/** The hub tells this many at once. */
const shopsAtOnce = '200'

async function openShops({ shops }: ShopsApi) {
  const answer = await shops.$get({ query: { limit: shopsAtOnce } })
  if (!answer.ok) return []
  const first = await answer.json()
  if (first.shops.length === first.total) return first.shops
  const ofTowns = await Promise.all(
    municipalities().map(async ({ code }) => {
      const ofTown = await shops.$get({ query: { municipality: code, limit: shopsAtOnce } })
      return ofTown.ok ? (await ofTown.json()).shops : []
    }),
  )
  return ofTowns.flat()
}

/** Every shop that takes money now but one's own, by town in the order of the region. */
export async function sellersFor(api: ShopsApi, ownId: string, locale: Locale): Promise<SellerGroup[]> {
  const byTown = Map.groupBy(
    (await openShops(api)).filter(({ id }) => id !== ownId),
    ({ municipality }) => municipality,
  )
  return municipalities().flatMap(({ code, name }) => {
    const shops = byTown.get(code)?.map((shop) => ({ id: shop.id, name: say(shop.name, locale) }))
    return shops === undefined ? [] : [{ town: say(name, locale), shops }]
  })
}

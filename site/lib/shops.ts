/** The shops that take めぐり, as pages list them. */
import type { InferResponseType } from 'hono/client'
import { apiFor } from './api.ts'
import type { Locale } from './locale.ts'

type Client = ReturnType<typeof apiFor>
type Told = InferResponseType<Client['api']['shops']['$get'], 200>
export type Shop = Told['shops'][number]

type Around = {
  readonly station: string
  readonly municipality?: string | undefined
  /** Shops of crafts before all others: for who has just seen a thing made by hand. */
  readonly isCraftFirst?: boolean
}

/** As many as the hub tells at once. */
const toldMost = 200

/** Shops around a place, the nearest to its station first; undefined while the hub cannot be asked. */
export async function shopsAround(
  context: Parameters<typeof apiFor>[0],
  locale: Locale,
  { station, municipality, isCraftFirst = false }: Around,
  limit = 8,
): Promise<Told | undefined> {
  const asked = isCraftFirst ? toldMost : limit
  const query = { station, limit: String(asked), ...(municipality === undefined ? {} : { municipality }) }
  try {
    const answer = await apiFor(context, locale).api.shops.$get({ query })
    if (!answer.ok) return undefined
    const { shops, total } = await answer.json()
    return { shops: (isCraftFirst ? craftsFirst(shops) : shops).slice(0, limit), total }
  } catch {
    return undefined
  }
}

/** The same shops, those of crafts first, each kind in its order. */
const craftsFirst = (shops: readonly Shop[]): Shop[] =>
  shops.toSorted((a, b) => Number(b.merchantClass === 'craft') - Number(a.merchantClass === 'craft'))

import { isDeepStrictEqual } from 'node:util'
import type { Asked, Named, Purse } from './acts.ts'
import type { World } from './world.ts'

type Tools = Pick<World, 'dice' | 'town' | 'get'> & {
  readonly post: (what: string, path: string, asked: Asked) => Promise<unknown>
  readonly purseOf: () => Purse | undefined
  readonly amount: (most: number) => number
  readonly payments: Named[]
}

type Rung = {
  readonly shop: number
  readonly reference: string
  readonly code: string
  readonly amountYen: number
}
type Stands = { readonly state: 'open' | 'paid' | 'withdrawn' | 'ended'; readonly paid: unknown }

/** Shops ring up sales, whoever is there pays by their codes, and shops take them back. */
export function saleActs({ dice, town, get, post, purseOf, amount, payments }: Tools) {
  const sales: Rung[] = []
  const rungUp = async (): Promise<Rung | undefined> => {
    const [shop, amountYen] = [dice.below(town.shops.length), amount(500)]
    const { merchantId, cookie } = town.shops[shop]!
    const made = await get(`/merchants/${merchantId}/code?amountYen=${amountYen}`, cookie)
    if (made?.status !== 200) return undefined
    const { payload: code, reference } = made.body as { payload: string; reference: string }
    const sale = { shop, reference, code, amountYen }
    sales.push(sale)
    return sale
  }
  /** A code ends in a quarter of an hour: one that is new, or one that was paid, taken back or is over by now. */
  const saleOf = () => (dice.chance(0.6) ? rungUp() : dice.pick(sales.slice(-3)))
  return {
    'pay by the code of a sale': async () => {
      const [purse, sale] = [purseOf(), await saleOf()]
      if (purse === undefined || sale === undefined) return
      const { shop, code, amountYen } = sale
      await post('pay-sale', '/payments', {
        body: { merchantId: town.shops[shop]!.merchantId, amountYen, codeKind: 'sale', code },
        cookie: purse.cookie,
        learn: ({ paymentId }: { paymentId: string }) => payments.push({ id: paymentId, shop, purse }),
      })
    },
    'take the code of a sale back': async () => {
      const sale = await saleOf()
      if (sale === undefined) return
      const { merchantId, cookie } = town.shops[sale.shop]!
      await post('take-back', `/merchants/${merchantId}/sales/${sale.reference}/withdrawal`, {
        cookie,
        // How it ended stays; nothing else is said.
        same: (first, again) => {
          if (first.status >= 400) return again.status === first.status
          const [then, now] = [first.body as Stands, again.body as Stands]
          return again.status === 200 && then.state === now.state && isDeepStrictEqual(then.paid, now.paid)
        },
      })
    },
  }
}

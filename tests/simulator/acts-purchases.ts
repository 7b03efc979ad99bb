import type { Asked } from './acts.ts'
import type { World } from './world.ts'

type Tools = Pick<World, 'dice' | 'town'> & {
  readonly post: (what: string, path: string, asked: Asked) => Promise<unknown>
  readonly amount: (most: number) => number
}

/** Shops that pay each other; a reference comes again now and then. */
export const purchaseActs = ({ dice, town, post, amount }: Tools) => ({
  'pay another shop': async () => {
    const [buyer, seller] = [dice.pick(town.shops)!, dice.pick(town.shops)!]
    await post('purchase', `/merchants/${buyer.merchantId}/purchases`, {
      body: {
        sellerId: seller.merchantId,
        amountYen: amount(400),
        purchaseReference: `INV-${dice.below(40)}`,
      },
      cookie: buyer.cookie,
    })
  },
})
